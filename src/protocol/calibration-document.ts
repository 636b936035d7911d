import { z } from 'zod';
import { CalibrationTuple, GateOutcome } from './calibration.ts';
import { GraderStamp, Usage } from './grade.ts';
import { IsoTime, Sha256, Uuid, VersionedRef } from './ids.ts';

/** Null: undefined on these rows. */
const Value = z.number().nullable();
const Count = z.number().int().min(0);

/** A statistic with its 95 % interval; `skipped` draws left it undefined. */
export const CalibrationEstimate = z.strictObject({
  value: Value,
  interval: z.strictObject({ low: Value, high: Value, skipped: Count }).nullable(),
});
export type CalibrationEstimate = z.infer<typeof CalibrationEstimate>;

const Shares = z.record(
  z.enum([
    'kappa',
    'r',
    'withinQuestionR',
    'meanPerQuestionR',
    'partialR',
    'weightedRmse',
    'rmse',
    'meanAbsoluteError',
    'smd',
    'exact',
    'exactOrAdjacent',
  ]),
  CalibrationEstimate,
);

const People = z.record(
  z.enum([
    'humanKappa',
    'humanR',
    'humanAlpha',
    'humanExact',
    'humanExactOrAdjacent',
    'degradation',
    'exactLoss',
    'exactOrAdjacentLoss',
    'prmse',
  ]),
  CalibrationEstimate,
);

const Machine = z.strictObject({
  rows: Count,
  questions: Count,
  metrics: Shares,
  /** `[human level][machine level]`. */
  confusion: z.array(z.array(Count)),
  meanPredictor: z.strictObject({ rmse: Value, weightedRmse: Value }),
  lengthAlone: z.strictObject({ r: Value, withinQuestionR: Value }),
});

const Rows = z.strictObject({
  counts: z.strictObject({
    rows: Count,
    questions: Count,
    graded: Count,
    declined: Count,
    missing: Count,
    doubleScored: Count,
    fewestDoubleScored: Count,
    byHumanLevel: z.array(Count),
  }),
  graded: Machine,
  /** Every gap filled with the mean of the other questions; null with a gap and one question. */
  gapsFilled: Machine.nullable(),
  twiceRated: z.strictObject({ rows: Count, metrics: People }),
});

export const CalibrationFigures = z.strictObject({ allRows: Rows, nonBlankRows: Rows });
export type CalibrationFigures = z.infer<typeof CalibrationFigures>;

export const CalibrationGate = z.strictObject({
  id: z.string(),
  says: z.string(),
  required: z.boolean(),
  holds: z.enum(['at-least', 'at-most', 'at-most-either-way']),
  threshold: z.number(),
  value: Value,
  outcome: GateOutcome,
  /** A required gate that keeps the grader uncalibrated. */
  blocks: z.boolean(),
});
export type CalibrationGate = z.infer<typeof CalibrationGate>;

/** Everything measured in one calibration: the one source of its page, its PDF and its records. No answer's text is in it. */
export const CalibrationDocument = z.strictObject({
  format: z.literal('assay-calibration/1'),
  id: Uuid,
  at: IsoTime,
  program: z.string(),
  gold: z.strictObject({
    file: z.string(),
    hash: Sha256,
    /** `criteria`: levels 0 to 4 per criterion. `scores`: one score per answer. */
    form: z.enum(['criteria', 'scores']),
    answers: Count,
    raters: z.array(z.string()),
    /** Answers with at least two ratings of every criterion. */
    doubleRated: Count,
    /** Lines of the file that were not asked for. */
    leftOut: Count,
  }),
  /** The stamp that the figures hold for; null when nothing was graded. */
  grader: GraderStamp.nullable(),
  tuples: z.array(z.strictObject({ tuple: CalibrationTuple, answers: Count, doubleRated: Count })),
  /** Number of levels of the scale. */
  levels: z.number().int().min(2),
  bootstrap: z.strictObject({ seed: z.number().int().min(0), draws: Count, of: z.enum(['questions', 'answers']) }),
  /** Of criterion levels, or of scores. The gates are judged on these, without blank answers. */
  figures: CalibrationFigures,
  /** Of whole answers: criteria weighted as in a report. Null where an answer has one score anyway. */
  wholeAnswers: CalibrationFigures.nullable(),
  /** Without blank answers: what the machine gave on average where people gave this level, in levels. */
  byLevel: z.array(z.strictObject({ level: Count, rows: Count, mean: Value, sd: Value })),
  byQuestion: z.array(
    z.strictObject({
      question: z.string(),
      rubric: VersionedRef,
      title: z.string(),
      answers: Count,
      doubleRated: Count,
      rows: Count,
      kappa: Value,
      r: Value,
      smd: Value,
      exact: Value,
      exactOrAdjacent: Value,
      meanAbsoluteError: Value,
    }),
  ),
  subgroups: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('insufficient'), group: z.string(), rows: Count }),
      z.strictObject({ kind: z.literal('measured'), group: z.string(), rows: Count, difference: z.number(), smd: Value }),
    ]),
  ),
  quotes: z.strictObject({
    /** Offered by the grader. */
    shown: Count,
    exact: Count,
    repaired: Count,
    /** In the answer, but broke a rule; by rule. */
    refused: z.record(z.string(), Count),
    /** Not in the answer. */
    unverified: Count,
  }),
  /** The same answers graded several times; null when it was not asked for. */
  repeats: z
    .strictObject({
      answers: Count,
      rows: Count,
      runs: Count,
      identical: z.boolean(),
      icc21: Value,
      /** Answers of which a criterion moved two levels or more. */
      moved: z.array(z.string()),
      /** Answers left out because a run gave no grade. */
      incomplete: Count,
    })
    .nullable(),
  /** Gold answers changed in ways that should change nothing; null when it was not asked for. */
  adversarial: z
    .strictObject({
      answers: Count,
      kinds: z.array(
        z.strictObject({
          kind: z.string(),
          says: z.string(),
          graded: Count,
          notGraded: Count,
          /** Mean change, in standard deviations of the human score. */
          shift: Value,
        }),
      ),
      injections: Count,
      /** Answers whose score rose, also when graded once more. */
      raised: z.array(z.string()),
    })
    .nullable(),
  /** Answers without a grade, by reason. */
  notGraded: z.array(z.strictObject({ reason: z.string(), says: z.string(), answers: z.array(z.string()) })),
  gates: z.array(CalibrationGate),
  calibrated: z.boolean(),
  /** Nothing but the size of the sample for release is lacking. */
  provisional: z.boolean(),
  usage: Usage.nullable(),
  /** Millionths of a US dollar; null when no model was asked or a price is not known. */
  costMicroUsd: Count.nullable(),
  rows: z.array(
    z.strictObject({
      answer: z.string(),
      question: z.string(),
      criterion: z.string(),
      /** 0..1, one per person. */
      human: z.array(z.number()),
      machine: Value,
      contentTokens: Count,
      blank: z.boolean(),
    }),
  ),
});
export type CalibrationDocument = z.infer<typeof CalibrationDocument>;
