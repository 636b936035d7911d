import { z } from 'zod';
import { Slug, Version } from './ids.ts';

export const Dimension = z.enum([
  'fundamentals',
  'problem-framing',
  'data-judgment',
  'implementation',
  'evaluation',
  'operations',
  'ai-supervision',
  'communication',
]);
export type Dimension = z.infer<typeof Dimension>;

export const Level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Level = z.infer<typeof Level>;

/** One observable statement about an answer, as a full sentence that begins with a verb: "Names that …". */
export const Check = z.strictObject({
  id: Slug,
  points: z.number().int().min(1).max(5),
  says: z.string().trim().min(15).max(400),
  /** Ways people say it: short phrases whose words, in any order and inflection, point at the check. */
  cues: z.array(z.string().trim().min(2).max(120)).min(3).max(30),
});
export type Check = z.infer<typeof Check>;

/** A wrong claim. When an answer makes it, its criterion's level is at most `caps`. */
export const Misconception = z.strictObject({
  id: Slug,
  says: z.string().trim().min(15).max(400),
  cues: z.array(z.string().trim().min(2).max(120)).min(1).max(20),
  caps: Level,
});
export type Misconception = z.infer<typeof Misconception>;

export const Criterion = z.strictObject({
  id: Slug,
  dimension: Dimension,
  weight: z.number().int().min(1).max(5),
  /** What each level looks like in this question's own terms; for people, never for arithmetic. */
  anchors: z.strictObject({
    0: z.string().trim().min(5),
    1: z.string().trim().min(5),
    2: z.string().trim().min(5),
    3: z.string().trim().min(5),
    4: z.string().trim().min(5),
  }),
  checks: z.array(Check).min(4).max(8),
  /** Points needed for each level (met earns a check's points, partial half of them). */
  levels: z.strictObject({ 1: z.number().positive(), 2: z.number().positive(), 3: z.number().positive(), 4: z.number().positive() }),
  /** Checks that must be met (not partial) before a level can be reached, whatever the points. */
  needs: z
    .strictObject({ 1: z.array(Slug), 2: z.array(Slug), 3: z.array(Slug), 4: z.array(Slug) })
    .partial()
    .default({}),
  misconceptions: z.array(Misconception).max(6).default([]),
});
export type Criterion = z.infer<typeof Criterion>;

/** An answer with the levels that an expert gives it: the regression set of every grader. */
export const Exemplar = z.strictObject({
  style: z.enum(['plain', 'terse', 'rambling', 'second-language', 'fluent-empty', 'fluent-wrong', 'terse-right']).default('plain'),
  levels: z.record(Slug, Level),
  why: z.string().trim().min(10).max(400),
  answer: z.string().trim().min(1).max(8_000),
});
export type Exemplar = z.infer<typeof Exemplar>;

/** `rubrics/<question>/<version>.yaml`. */
export const Rubric = z.strictObject({
  rubric: Slug,
  version: Version,
  criteria: z.array(Criterion).min(2).max(4),
  /** A plausible statement that no honest answer makes; a grader that finds it met has been fooled. */
  false_check: z.string().trim().min(15).max(400),
  exemplars: z.array(Exemplar).min(3).max(12),
});
export type Rubric = z.infer<typeof Rubric>;
