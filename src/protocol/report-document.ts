import { z } from 'zod';
import { QuestionKind, Track } from './bank.ts';
import { AiPolicy, Declaration } from './events.ts';
import { CriterionResult, Finding, GradeFlag, GraderStamp, NeedsPersonReason, Quote, Usage } from './grade.ts';
import { IsoTime, Sha256, Slug, VersionedRef } from './ids.ts';
import { Criterion, Dimension, Level } from './rubric.ts';
import { Turn } from './turn.ts';

/** Overall and dimension scores are on the level scale, 0 to 4, to two decimals: the weighted mean of criterion levels. */
const Score = z.number().min(0).max(4);

export const Band = z.enum(['strong', 'meets-bar', 'near-bar', 'below-bar']);
export type Band = z.infer<typeof Band>;

/** A score, or the plain reason why there is none. Never a number that stands for "unknown". */
export const ScoreOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('score'),
    score: Score,
    /** Standard error on the level scale; null when fewer than two criteria stand behind the score. */
    standardError: z.number().min(0).nullable(),
    graded: z.number().int(),
    of: z.number().int(),
  }),
  z.strictObject({ kind: z.literal('none'), why: z.string(), graded: z.number().int(), of: z.number().int() }),
]);
export type ScoreOutcome = z.infer<typeof ScoreOutcome>;

export const BandOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('band'), band: Band }),
  /** The interval crosses an edge: a person has to say. */
  z.strictObject({ kind: z.literal('between'), lower: Band, upper: Band }),
  z.strictObject({ kind: z.literal('withheld'), why: z.string() }),
]);
export type BandOutcome = z.infer<typeof BandOutcome>;

export const LevelOverride = z.strictObject({ to: Level, reason: z.string(), by: z.string(), at: IsoTime });
export type LevelOverride = z.infer<typeof LevelOverride>;

/** One criterion as the reader sees it: the machine's outcome, the override if there is one, and the rubric's words beside them. */
export const ReportCriterion = CriterionResult.extend({
  /** The anchor text of the level reached; null when not assessable. */
  anchor: z.string().nullable(),
  /** The anchor one level up: what was missing. Null at level 4 or when not assessable. */
  nextAnchor: z.string().nullable(),
  findings: z.array(Finding.extend({ says: z.string(), points: z.number() })),
  override: LevelOverride.nullable(),
  /** The rubric's table for this criterion: with it the level can be worked out again by hand from findings and points. Null when the rubric is missing. */
  arithmetic: z
    .strictObject({
      levels: Criterion.shape.levels,
      needs: Criterion.shape.needs,
      /** Highest level that remains when the misconception of this id is met. */
      caps: z.record(Slug, Level),
    })
    .nullable(),
});
export type ReportCriterion = z.infer<typeof ReportCriterion>;

export const ReportQuestion = z.strictObject({
  questionId: Slug,
  number: z.number().int(),
  title: z.string(),
  kind: QuestionKind,
  section: z.string(),
  prompt: z.string(),
  turns: z.array(Turn),
  rubric: z.strictObject({ ref: VersionedRef, contentHash: Sha256, structureHash: Sha256 }),
  probe: z.strictObject({ probeId: Slug, aims: z.string(), chosenBy: z.enum(['claude', 'offline']), why: z.string() }).nullable(),
  status: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('graded'),
      grader: GraderStamp,
      passes: z.array(GraderStamp),
      entailment: GraderStamp.nullable(),
      costMicroUsd: z.number().int().nullable(),
      /** Set when this grade took the place of an earlier one. */
      regraded: z.strictObject({ run: Slug, at: IsoTime, before: z.record(Slug, Level.nullable()) }).nullable(),
      flags: z.array(GradeFlag),
      answerHash: Sha256,
      usage: Usage.nullable(),
    }),
    z.strictObject({ kind: z.literal('needs-person'), reason: NeedsPersonReason, detail: z.string() }),
    z.strictObject({ kind: z.literal('unanswered') }),
  ]),
  criteria: z.array(ReportCriterion),
});
export type ReportQuestion = z.infer<typeof ReportQuestion>;

/** Evidence picked for page one. */
export const Highlight = z.strictObject({
  questionId: Slug,
  number: z.number().int(),
  criterion: Slug,
  dimension: Dimension,
  /** What the check says. */
  says: z.string(),
  /** The candidate's words; null where the point is that something was not said. */
  quote: Quote.nullable(),
});
export type Highlight = z.infer<typeof Highlight>;

/** The one source of the PDF, the page and the JSON. Nothing in it is computed again by a renderer. */
export const ReportDocument = z.strictObject({
  format: z.literal('assay-report/2'),
  screenId: z.string(),
  role: z.string(),
  company: z.string(),
  track: Track,
  trackAbout: z.string(),
  candidate: z.strictObject({ name: z.string() }),
  invitedAt: IsoTime,
  finishedAt: IsoTime,
  generatedAt: IsoTime,
  overall: ScoreOutcome,
  band: BandOutcome,
  /** Lower edges of the bands on the level scale. */
  bandEdges: z.strictObject({ nearBar: Score, meetsBar: Score, strong: Score }),
  dimensions: z.array(z.strictObject({ dimension: Dimension, outcome: ScoreOutcome, bar: Score, weight: z.number() })),
  calibration: z.strictObject({ calibrated: z.boolean(), statement: z.string() }),
  strongest: z.array(Highlight),
  weakest: z.array(Highlight),
  /** What to ask in the next round, made from open checks. */
  nextRound: z.array(z.strictObject({ questionId: Slug, number: z.number().int(), ask: z.string(), because: z.string() })),
  /** What a person has to look at before deciding, most important first. */
  needsPerson: z.array(z.strictObject({ questionId: Slug.nullable(), number: z.number().int().nullable(), what: z.string() })),
  questions: z.array(ReportQuestion),
  integrity: z.strictObject({
    policy: AiPolicy,
    declaration: Declaration.nullable(),
    observations: z.array(z.string()),
    /** These observations are common in honest interviews and must not be used alone. */
    caution: z.string(),
  }),
  decision: z
    .strictObject({ decision: z.enum(['advance', 'decline', 'hold']), reason: z.string(), by: z.string(), at: IsoTime })
    .nullable(),
  provenance: z.strictObject({
    bank: z.strictObject({ ref: VersionedRef, contentHash: Sha256, structureHash: Sha256 }),
    seed: z.number().int(),
    notice: z.strictObject({ version: z.string(), hash: Sha256 }),
    graders: z.array(GraderStamp),
    quotes: z.strictObject({ verified: z.number().int(), repaired: z.number().int(), rejected: z.number().int() }),
    tokens: Usage.nullable(),
    /** Millionths of a US dollar for all grades shown; null when no model was asked or a price is not known. */
    costMicroUsd: z.number().int().nullable(),
    program: z.string(),
    schema: z.string(),
  }),
});
export type ReportDocument = z.infer<typeof ReportDocument>;
