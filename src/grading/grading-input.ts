import type { FormQuestion, Rubric, Turn } from '#app/protocol/index.ts';

export interface GradingInput {
  /** What calls to a model are recorded under: the screen's id. Never sent to one. */
  readonly subject: string;
  readonly question: FormQuestion;
  readonly rubric: Rubric;
  /** All turns of that question, in order, as stored. Only what the candidate answered is graded. */
  readonly turns: readonly Turn[];
}

/** SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal. Comes in as data: this folder reaches nothing outside. */
export type Sha256Of = (text: string) => string;
