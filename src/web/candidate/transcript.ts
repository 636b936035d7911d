import type { Turn } from '#app/protocol/index.ts';

interface QuestionTalk {
  readonly questionId: string;
  /** Place of its first turn among the questions: the order in which they were first asked. */
  readonly number: number;
  readonly turns: readonly Turn[];
  readonly isAnswered: boolean;
}

/** The turns by question, in the order in which the questions were first asked; a question that was asked again appears once. */
export function talkByQuestion(turns: readonly Turn[]): QuestionTalk[] {
  const byQuestion = new Map<string, Turn[]>();
  for (const turn of turns) {
    const talk = byQuestion.get(turn.questionId) ?? [];
    const isRepeated = turn.kind === 'question' && talk.some((earlier) => earlier.kind === 'question');
    byQuestion.set(turn.questionId, isRepeated ? talk : [...talk, turn]);
  }
  return [...byQuestion].map(([questionId, talk], index) => ({
    questionId,
    number: index + 1,
    turns: talk,
    isAnswered: talk.some((turn) => turn.kind === 'answer'),
  }));
}

interface TranscriptHead {
  readonly role: string;
  readonly company: string;
  readonly receipt: string;
  readonly finishedAt: string;
}

/** The whole screen as plain text, for the candidate to keep. */
export function transcriptText(head: TranscriptHead, turns: readonly Turn[]): string {
  const talks = talkByQuestion(turns).map(({ number, turns: talk }) => {
    const spoken = talk.map((turn) => `${turn.by === 'assay' ? 'Interviewer (AI)' : 'You'}, ${turn.at}:\n\n${turn.text}`);
    return [`Question ${number}`, ...spoken].join('\n\n');
  });
  const title = `${head.role} at ${head.company}\nReceipt ${head.receipt}, handed in ${head.finishedAt}`;
  return `${[title, ...talks].join('\n\n----\n\n')}\n`;
}
