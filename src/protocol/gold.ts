import { z } from 'zod';
import { Slug, VersionedRef } from './ids.ts';
import { MAX_TEXT_CODE_POINTS } from './limits.ts';
import { Level } from './rubric.ts';

/** Largest gold file, in bytes, and the most lines it may have. */
export const MAX_GOLD_BYTES = 64 * 1024 * 1024;
export const MAX_GOLD_ROWS = 20_000;
const MAX_RATERS = 20;
const MAX_GROUPS = 12;

/** UTF-16 units: the most that MAX_TEXT_CODE_POINTS can take. */
const AnswerText = z.string().max(2 * MAX_TEXT_CODE_POINTS);

/** What one person gave one answer. A criterion that this person could not rate is left out. */
export const GoldRating = z.strictObject({
  rater: z.string().trim().min(1).max(60),
  levels: z.record(Slug, Level).refine((levels) => Object.keys(levels).length > 0, 'names no criterion'),
});
export type GoldRating = z.infer<typeof GoldRating>;

/** One line of a gold file: an answer that people have rated by a rubric's anchors. */
export const GoldRow = z.strictObject({
  id: z.string().trim().min(1).max(200),
  /** Needed only where several versions of a bank ask the question. */
  bank: VersionedRef.optional(),
  question: Slug,
  rubric: VersionedRef,
  answer: AnswerText,
  /** Authored follow-ups that were asked, with what was answered; graded together with the answer, as in a screen. */
  followUps: z
    .array(z.strictObject({ asked: z.string().trim().min(1).max(2_000), answer: AnswerText }))
    .max(5)
    .optional(),
  ratings: z.array(GoldRating).min(1).max(MAX_RATERS),
  /** Groups that the writer belongs to, such as {"first-language": "other"}; never shown to a grader. */
  groups: z
    .record(z.string().trim().min(1).max(40), z.string().trim().min(1).max(60))
    .refine((groups) => Object.keys(groups).length <= MAX_GROUPS, `names more than ${MAX_GROUPS} groups`)
    .optional(),
});
export type GoldRow = z.infer<typeof GoldRow>;

const Id = z.string().trim().min(1).max(200);

/** One line of a public set of short answers: one score by one person. Other fields may stand beside these. */
export const ScoredAnswer = z
  .object({
    id: Id,
    question_id: Id,
    question: z.string().trim().min(1).max(4_000),
    answer: AnswerText,
    score: z.number().min(0),
    max_score: z.number().int().min(1).max(20),
  })
  .refine(({ score, max_score: most }) => score <= most, { path: ['score'], error: 'is above max_score' });
export type ScoredAnswer = z.infer<typeof ScoredAnswer>;

/** The questions of such a set with their key points. */
export const KeyPointQuestions = z
  .array(
    z.object({
      question_id: Id,
      question: z.string().trim().min(1),
      max_score: z.number().int().min(1).max(20),
      key_points: z
        .array(z.object({ id: Id, text: z.string().trim().min(1) }))
        .min(1)
        .max(30),
    }),
  )
  .min(1);
export type KeyPointQuestions = z.infer<typeof KeyPointQuestions>;

/** The same with checks worded for a grader, by question id. */
export const CheckedQuestions = z.record(
  Id,
  z.strictObject({
    checks: z
      .array(z.strictObject({ id: Id, says: z.string().trim().min(1), cues: z.array(z.string().trim().min(1)).max(60) }))
      .min(1)
      .max(30),
  }),
);
export type CheckedQuestions = z.infer<typeof CheckedQuestions>;
