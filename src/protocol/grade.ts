import { z } from 'zod';
import { CheckRef, IsoTime, Sha256, Slug, VersionedRef } from './ids.ts';
import { Dimension, Level } from './rubric.ts';

export const Verdict = z.enum(['met', 'partial', 'not-met', 'contradicted', 'cannot-tell']);
export type Verdict = z.infer<typeof Verdict>;

/** Words of the candidate, verbatim. `start` and `end` are UTF-16 offsets into the text of the turn as stored. */
export const Quote = z.strictObject({
  turnId: z.string(),
  start: z.number().int().min(0),
  end: z.number().int().min(1),
  text: z.string().min(1),
  /** `repaired`: the grader's wording differed in white space, case or Markdown; the candidate's own text was put in. */
  match: z.enum(['exact', 'repaired']),
});
export type Quote = z.infer<typeof Quote>;

/** Why a quote that a grader offered does not count. */
export const QuoteRejection = z.enum([
  'not-in-answer',
  'too-short',
  'too-long',
  'question-or-rubric-words',
  'talks-about-grading',
  'off-check',
  'keyword-list',
  'reused',
]);
export type QuoteRejection = z.infer<typeof QuoteRejection>;

/** Whether quotes by themselves state what a check says. */
export const Entailment = z.enum(['yes', 'partly', 'no']);
export type Entailment = z.infer<typeof Entailment>;

/** A grader's verdict on one check, after its quotes were verified. */
export const Finding = z.strictObject({
  check: CheckRef,
  kind: z.enum(['check', 'misconception']),
  /** What the grader said. */
  claimed: Verdict,
  /**
   * What holds: as claimed when at least one quote was verified, otherwise `cannot-tell` in place of met, partial and contradicted; of
   * several passes the lower or the middle one; lowered again when the quotes alone do not state the check.
   */
  verdict: Verdict,
  quotes: z.array(Quote),
  /** Words of the candidate that broke no rule but the one of relevance: they earn nothing by themselves, and a person should read them. */
  unmatched: z.array(Quote),
  rejected: z.array(z.strictObject({ text: z.string(), why: QuoteRejection })),
  /** The verdict of each pass of the panel, quotes verified, in order; one entry when one pass was enough. */
  passes: z.array(Verdict).min(1),
  /** What a second, blind reading of check and quotes alone said; null when it was not asked. */
  entailment: Entailment.nullable(),
  /** Written by the grader for the reviewer. Machine text: shown as such, never to the candidate. */
  reason: z.string(),
});
export type Finding = z.infer<typeof Finding>;

export const NotAssessable = z.enum([
  'unanswered',
  'empty',
  'off-topic',
  'echoes-question',
  'refused-by-model',
  'malformed-reply',
  'grader-failed',
]);
export type NotAssessable = z.infer<typeof NotAssessable>;

/** The level of one criterion, with the arithmetic that led to it. */
export const CriterionOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('level'),
    level: Level,
    /** Sum of points of verified findings. */
    points: z.number().min(0),
    maxPoints: z.number().positive(),
    /** What held the level below what the points give: a missing needed check, a misconception, a text rule. Plain words. */
    limits: z.array(z.string()),
    /** The highest level that a rule about the whole text allows (very short, a list of terms); null when none applies. */
    textCap: Level.nullable(),
    /** The level that each pass of the panel would give by itself, in order. */
    passes: z.array(Level).min(1),
  }),
  z.strictObject({ kind: z.literal('not-assessable'), reason: NotAssessable }),
]);
export type CriterionOutcome = z.infer<typeof CriterionOutcome>;

export const CriterionResult = z.strictObject({
  criterion: Slug,
  dimension: Dimension,
  weight: z.number().int().positive(),
  outcome: CriterionOutcome,
});
export type CriterionResult = z.infer<typeof CriterionResult>;

export const GraderStamp = z.strictObject({
  name: z.enum(['offline', 'claude']),
  /** Version of the grader's own code or word lists. */
  version: z.string(),
  model: z.string().nullable(),
  prompt: z.strictObject({ id: z.string(), version: z.string(), hash: Sha256 }).nullable(),
});
export type GraderStamp = z.infer<typeof GraderStamp>;

export const Usage = z.strictObject({
  inputTokens: z.number().int().min(0),
  outputTokens: z.number().int().min(0),
  cacheReadTokens: z.number().int().min(0),
  cacheWriteTokens: z.number().int().min(0),
});
export type Usage = z.infer<typeof Usage>;

/** Something a person should look at. Never changes a level by itself. */
export const GradeFlag = z.enum([
  'hidden-characters',
  'talks-about-grading',
  'false-check-met',
  'quotes-rejected',
  'very-short',
  'keyword-list',
  'unmatched-evidence',
  'passes-disagree',
  'not-entailed',
]);
export type GradeFlag = z.infer<typeof GradeFlag>;

/** All levels of one answer by one grader, with everything needed to replay it. */
export const Grade = z.strictObject({
  questionId: Slug,
  rubric: z.strictObject({ ref: VersionedRef, contentHash: Sha256, structureHash: Sha256 }),
  /** Of the first pass. */
  grader: GraderStamp,
  /** Of every pass, in order. */
  passes: z.array(GraderStamp).min(1),
  /** Of the blind reading of checks and quotes; null when nothing had to be read again. */
  entailment: GraderStamp.nullable(),
  /** SHA-256 of the graded text with its turn ids: equal hashes mean the same answer was graded. */
  answerHash: Sha256,
  findings: z.array(Finding),
  criteria: z.array(CriterionResult),
  flags: z.array(GradeFlag),
  /** Of all calls for this grade. */
  usage: Usage.nullable(),
  /** In millionths of a US dollar; null when no model was asked or its price is not known. */
  costMicroUsd: z.number().int().min(0).nullable(),
  gradedAt: IsoTime,
});
export type Grade = z.infer<typeof Grade>;

/** Why no grade could be made and a person has to look. */
export const NeedsPersonReason = z.enum([
  'model-refused',
  'model-output-malformed',
  'model-output-cut',
  'answer-too-long-for-model',
  'model-unavailable',
  'model-rejected-request',
  'grader-fooled',
  'other-language',
  'content-missing',
  'crashed-repeatedly',
]);
export type NeedsPersonReason = z.infer<typeof NeedsPersonReason>;
