import { describe, expect, test } from 'vitest';
import {
  type CalibrationRow,
  calibrationMetrics,
  comparePredictions,
  contentTokens,
  type Estimate,
  type MachineMetrics,
} from '#app/measurement/index.ts';
import { digiklausur, type FloorGrader, type GoldAnswer, NO_GOLD } from './gold.ts';

const LEVELS = 3;
const POINT = 0.001;
/** Interval ends move with the random generator. */
const END = 0.012;
const bootstrap = { seed: 20_261_121, draws: 1000 };

type Row = readonly [value: number, low: number, high: number];

const NON_BLANK: Readonly<Record<FloorGrader, Readonly<Record<'r' | 'rmse' | 'weightedRmse' | 'kappa', Row>> & { more: number[] }>> = {
  length_only: {
    r: [0.487, 0.368, 0.617],
    rmse: [0.287, 0.245, 0.334],
    weightedRmse: [0.387, 0.339, 0.428],
    kappa: [0.388, 0.273, 0.502],
    more: [0.527, 0.539, 0.096],
  },
  content_only: {
    r: [0.431, 0.308, 0.549],
    rmse: [0.3, 0.261, 0.339],
    weightedRmse: [0.374, 0.34, 0.4],
    kappa: [0.315, 0.212, 0.423],
    // biome-ignore lint/suspicious/noApproximativeNumericConstant: a measured correlation, not a logarithm
    more: [0.418, 0.434, 0.148],
  },
  content_and_length: {
    r: [0.526, 0.405, 0.638],
    rmse: [0.281, 0.241, 0.323],
    weightedRmse: [0.348, 0.295, 0.39],
    kappa: [0.414, 0.307, 0.52],
    more: [0.519, 0.503, 0.182],
  },
};

const ALL_ROWS: Readonly<Record<FloorGrader, readonly number[]>> = {
  length_only: [0.639, 0.278, 0.322, 0.549],
  content_only: [0.601, 0.291, 0.318, 0.492],
  content_and_length: [0.66, 0.272, 0.298, 0.564],
};

const GRADERS = Object.keys(NON_BLANK) as FloorGrader[];

const gold = digiklausur();
if (!gold) process.stdout.write(`Skipped: ${NO_GOLD}.\n`);

function rowsOf(answers: readonly GoldAnswer[], grader: FloorGrader): CalibrationRow[] {
  return answers.map(({ id, questionId, text, human, floor }) => {
    const blank = text.trim() === '';
    return { id, questionId, human: [human], machine: blank ? 0 : floor?.[grader], contentTokens: contentTokens(text), blank };
  });
}

/** Intervals of all rows are not needed here and would take as long again. */
function nonBlank(rows: readonly CalibrationRow[]): CalibrationRow[] {
  return rows.filter(({ blank }) => !blank);
}

function expectNear(found: number | null | undefined, expected: number, within: number, what: string): void {
  expect(Math.abs((found ?? Number.NaN) - expected), `${what}: ${found} for ${expected}`).toBeLessThanOrEqual(within);
}

function expectEstimate(found: Estimate, [value, low, high]: Row, what: string): void {
  expectNear(found.value, value, POINT, what);
  expectNear(found.interval?.low, low, END, `${what}, low end`);
  expectNear(found.interval?.high, high, END, `${what}, high end`);
}

function expectValues(found: MachineMetrics, names: readonly (keyof MachineMetrics['metrics'])[], values: readonly number[]): void {
  for (const [at, name] of names.entries()) expectNear(found.metrics[name].value, values[at] ?? Number.NaN, POINT, name);
}

describe('the DigiKlausur answers', () => {
  test('[ME14] content tokens are counted as the published predictions count them', (context) => {
    if (!gold) return context.skip(NO_GOLD);
    const differing = gold.filter(({ text, floor }) => floor && floor.content_tokens !== contentTokens(text));
    expect(differing.map(({ id }) => id)).toEqual([]);
  });

  test.for(GRADERS)('[ME4] [ME30] %s on rows that are not blank', (grader, context) => {
    if (!gold) return context.skip(NO_GOLD);
    const { counts, graded } = calibrationMetrics(nonBlank(rowsOf(gold, grader)), { levels: LEVELS, bootstrap }).nonBlankRows;
    expect(counts).toMatchObject({ rows: 624, questions: 17, graded: 624, byHumanLevel: [57, 225, 342] });
    const { more, ...published } = NON_BLANK[grader];
    for (const [name, row] of Object.entries(published)) expectEstimate(graded.metrics[name as keyof typeof published], row, name);
    expectValues(graded, ['withinQuestionR', 'meanPerQuestionR', 'partialR'], more);
    expectNear(graded.lengthAlone.r, 0.492, POINT, 'r of length');
  });

  test.for(GRADERS)('[ME4] [ME6] %s on all rows, with blank answers at 0', (grader, context) => {
    if (!gold) return context.skip(NO_GOLD);
    const { counts, graded } = calibrationMetrics(rowsOf(gold, grader), { levels: LEVELS, bootstrap: null }).allRows;
    expect(counts).toMatchObject({ rows: 663, questions: 17, graded: 663, declined: 0, missing: 0 });
    expectValues(graded, ['r', 'rmse', 'weightedRmse', 'kappa'], ALL_ROWS[grader]);
    expectNear(graded.meanPredictor.weightedRmse, 0.448, POINT, 'mean predictor, weighted');
    expectNear(graded.meanPredictor.rmse, 0.362, POINT, 'mean predictor');
  });

  test('[ME32] content and length against length only', (context) => {
    if (!gold) return context.skip(NO_GOLD);
    const floor = new Map(gold.map(({ id, floor: own }) => [id, own?.length_only ?? 0]));
    const { metrics } = comparePredictions(nonBlank(rowsOf(gold, 'content_and_length')), floor, { levels: LEVELS, bootstrap }).nonBlankRows
      .graded;
    expectEstimate(metrics.r, [0.039, -0.03, 0.096], 'r');
    expectEstimate(metrics.weightedRmse, [-0.039, -0.057, -0.015], 'weightedRmse');
    expectEstimate(metrics.kappa, [0.026, -0.065, 0.105], 'kappa');
    expect([metrics.r.outcome, metrics.weightedRmse.outcome, metrics.kappa.outcome]).toEqual(['unresolved', 'better', 'unresolved']);
  });
});
