import type { Refusal } from '../connection/index.ts';

/** What a refused command means for the person who gave it, and what they can do. The server's own words where nothing fits better. */
export function refusalSentence({ code, message }: Refusal): string {
  switch (code) {
    case 'empty_answer':
      return 'The answer is empty. Write something, or skip the question.';
    case 'out_of_time':
      return 'The time was over when this arrived. What had been saved before was handed in.';
    case 'not_current':
      return 'This question was no longer open when this arrived. The page shows where you are now.';
    case 'notice_changed':
      return 'The notice has changed. Please read it again and confirm once more.';
    case 'too_long':
      return 'The text is too long. Please shorten it; nothing was lost.';
    case 'screen_over':
      return 'This screen had already been handed in when this arrived.';
    default:
      return message;
  }
}
