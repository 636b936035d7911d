/** What staff may read of authored content. Nothing here ever travels to a candidate. */
import { z } from 'zod';
import { BankSummary } from './api.ts';
import { Question, QuestionKind, Section } from './bank.ts';
import { Sha256, Slug } from './ids.ts';
import { Dimension, Rubric } from './rubric.ts';

/** One bank version, in the list of all of them. */
export const BankCard = BankSummary.extend({
  /** Candidates can be invited to it, and it no longer changes. */
  published: z.boolean(),
});
export type BankCard = z.infer<typeof BankCard>;

/** GET /api/catalogue */
export const Catalogue = z.strictObject({ banks: z.array(BankCard) });

const QuestionCard = Question.pick({ id: true, title: true, minutes: true, tags: true }).extend({
  kind: QuestionKind,
  dimensions: z.array(Dimension),
});
export type QuestionCard = z.infer<typeof QuestionCard>;

/** GET /api/catalogue/:ref */
export const BankDetail = BankCard.extend({
  keyDimensions: z.array(Dimension),
  contentHash: Sha256,
  structureHash: Sha256,
  sections: z.array(Section.extend({ questions: z.array(QuestionCard) })),
});
export type BankDetail = z.infer<typeof BankDetail>;

/** GET /api/catalogue/:ref/:questionId: a question with how it is judged. */
export const QuestionDetail = z.strictObject({
  bank: BankCard,
  section: z.string(),
  question: Question,
  rubric: Rubric,
  /** The questions before and after it in the bank, to read on. */
  previous: Slug.nullable(),
  next: Slug.nullable(),
});
export type QuestionDetail = z.infer<typeof QuestionDetail>;
