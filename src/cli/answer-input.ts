import type { LoadedRubric } from '#app/banks/index.ts';
import type { GradingInput } from '#app/grading/index.ts';
import type { Question } from '#app/protocol/index.ts';

/** Nothing of a stored answer's time reaches a grader; the turn needs one all the same. */
const SOME_TIME = '2000-01-01T00:00:00.000Z';

/** One written answer to one question, as a grader gets it. */
export function answerInput(question: Question, { ref, contentHash, structureHash, rubric }: LoadedRubric, text: string): GradingInput {
  return {
    subject: 'command-line',
    question: { ...question, rubric: { ref, contentHash, structureHash } },
    rubric,
    turns: [
      {
        id: 't1',
        kind: 'answer',
        by: 'candidate',
        questionId: question.id,
        text: text.toWellFormed(),
        at: SOME_TIME,
        autoSubmitted: false,
      },
    ],
  };
}
