import { describe, expect, test } from 'vitest';
import {
  calibrationMetrics,
  internalConsistency,
  intraclassCorrelation,
  krippendorffAlpha,
  repeatGradings,
  spearmanBrown,
  timesAsLong,
} from '#app/measurement/index.ts';
import { degradation } from '../../src/measurement/degradation.ts';
import { prmse } from '../../src/measurement/prmse.ts';
import { FIRST, MACHINE, SECOND } from './twenty-answers.ts';

const DIGITS = 6;

const SHROUT_FLEISS = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

/** Four raters by twelve units; a point is missing. */
const FOUR_RATERS = ['1 2 3 3 2 1 4 1 2 . . .', '1 2 3 3 2 2 4 1 2 5 . 3', '. 3 3 3 2 3 4 2 2 5 1 .', '1 2 3 3 2 4 4 1 2 5 1 .'].map(
  (line) => line.split(' ').map((each) => (each === '.' ? null : Number(each))),
);
const UNITS = Array.from({ length: 12 }, (_, unit) => FOUR_RATERS.map((ratings) => ratings[unit] ?? null));

const EIGHT_PEOPLE = [
  [3, 2, 3, 4],
  [1, 1, 2, 1],
  [4, 3, 4, 4],
  [2, 2, 1, 2],
  [3, 3, 3, 2],
  [0, 1, 1, 1],
  [4, 4, 3, 4],
  [2, 1, 2, 3],
];

describe('two people and a machine', () => {
  test('[ME20] degradation of twenty answers', () => {
    expect(degradation(FIRST, SECOND, MACHINE, 5)).toBeCloseTo(0.069404, DIGITS);
    expect(degradation([2, 2], [2, 2], [1, 3], 5)).toBeNull();
  });

  test('[ME21] PRMSE of twenty answers', () => {
    expect(prmse(FIRST, SECOND, MACHINE)).toBeCloseTo(0.81157, DIGITS);
  });

  test('[ME21] PRMSE is null when rater error leaves no true variance, and below two rows', () => {
    expect(prmse([0, 4, 0, 4], [4, 0, 4, 0], [1, 2, 3, 4])).toBeNull();
    expect(prmse([2, 2, 2], [2, 2, 2], [1, 2, 3])).toBeNull();
    expect(prmse([1], [2], [1])).toBeNull();
    expect(prmse([], [], [])).toBeNull();
  });

  test('[ME20] [ME21] [ME23] a calibration holds what people reach among themselves and what the machine loses', () => {
    const rows = FIRST.map((level, at) => ({
      id: `a${at}`,
      questionId: at < 10 ? 'one' : 'two',
      human: [level / 4, (SECOND[at] ?? 0) / 4],
      machine: (MACHINE[at] ?? 0) / 4,
      contentTokens: 20,
      blank: false,
    }));
    const unrated = { ...rows[0], id: 'once', questionId: 'two', human: [0.5], machine: 0.5, contentTokens: 20, blank: false };
    const { twiceRated, counts } = calibrationMetrics([...rows, unrated], { levels: 5, bootstrap: { seed: 4, draws: 50 } }).allRows;
    expect(twiceRated.rows).toBe(20);
    expect(counts).toMatchObject({ doubleScored: 20, fewestDoubleScored: 10, rows: 21 });
    const { humanKappa, degradation: lost, prmse: reduced, exactLoss, humanExact, humanAlpha } = twiceRated.metrics;
    expect(humanKappa.value).toBeCloseTo(0.937984, DIGITS);
    expect(lost.value).toBeCloseTo(0.069404, DIGITS);
    expect(reduced.value).toBeCloseTo(0.81157, DIGITS);
    // Two people agree on 16 of 20; the machine on 14 with the first and on 10 with the second.
    expect(humanExact.value).toBeCloseTo(0.8, DIGITS);
    expect(exactLoss.value).toBeCloseTo(0.8 - (0.7 + 0.5) / 2, DIGITS);
    expect(humanAlpha.value).toBe(
      krippendorffAlpha(
        FIRST.map((level, at) => [level, SECOND[at] ?? null]),
        'ordinal',
      ),
    );
    expect(lost.interval?.low).toBeLessThanOrEqual(lost.interval?.high ?? Number.NaN);
  });
});

describe('many raters', () => {
  test('[ME22] the table of Shrout and Fleiss', () => {
    const found = intraclassCorrelation(SHROUT_FLEISS);
    expect(found?.meanSquares.targets).toBeCloseTo(11.241667, DIGITS);
    expect(found?.meanSquares.raters).toBeCloseTo(32.486111, DIGITS);
    expect(found?.meanSquares.residual).toBeCloseTo(1.019444, DIGITS);
    expect(found?.icc11).toBeCloseTo(0.165742, DIGITS);
    expect(found?.icc21).toBeCloseTo(0.289764, DIGITS);
    expect(found?.icc2k).toBeCloseTo(0.620051, DIGITS);
    expect(found?.icc31).toBeCloseTo(0.714841, DIGITS);
  });

  test('[ME22] a table needs two targets, two raters and every rating; without any spread there is no coefficient', () => {
    expect(intraclassCorrelation([])).toBeNull();
    expect(intraclassCorrelation([[1, 2, 3]])).toBeNull();
    expect(intraclassCorrelation([[1], [2]])).toBeNull();
    expect(() => intraclassCorrelation([[1, 2], [3]])).toThrow(RangeError);
    const flat = [
      [2, 2],
      [2, 2],
    ];
    expect(intraclassCorrelation(flat)).toMatchObject({ icc11: null, icc21: null, icc2k: null, icc31: null });
  });

  test("[ME23] Krippendorff's alpha of four raters with missing ratings", () => {
    expect(krippendorffAlpha(UNITS, 'nominal')).toBeCloseTo(0.743421, DIGITS);
    expect(krippendorffAlpha(UNITS, 'ordinal')).toBeCloseTo(0.815388, DIGITS);
    expect(krippendorffAlpha(UNITS, 'interval')).toBeCloseTo(0.849107, DIGITS);
  });

  test('[ME23] alpha is null without pairs and without any difference', () => {
    expect(krippendorffAlpha([[1], [null, 2], []], 'nominal')).toBeNull();
    expect(
      krippendorffAlpha(
        [
          [3, 3],
          [3, 3, null],
        ],
        'ordinal',
      ),
    ).toBeNull();
  });
});

describe('a form of several questions', () => {
  test('[ME25] eight people by four questions', () => {
    const found = internalConsistency(EIGHT_PEOPLE);
    expect(found?.alpha).toBeCloseTo(0.928571, DIGITS);
    expect(found?.spread).toBeCloseTo(4.472136, DIGITS);
    expect(found?.standardError).toBeCloseTo(1.195229, DIGITS);
    expect(found?.halfWidth95).toBeCloseTo(2.342648, DIGITS);
    expect(found?.standardErrorOfDifference).toBeCloseTo(1.690309, DIGITS);
  });

  test('[ME25] Spearman and Brown, forwards and backwards', () => {
    expect(spearmanBrown(0.6, 2)).toBeCloseTo(0.75, DIGITS);
    expect(spearmanBrown(0.7, 1.5)).toBeCloseTo(0.777778, DIGITS);
    expect(timesAsLong(0.65, 0.8)).toBeCloseTo(2.153846, DIGITS);
  });

  test('[ME25] it is null without spread, with one question and with one person', () => {
    expect(
      internalConsistency([
        [1, 2],
        [2, 1],
      ]),
    ).toBeNull();
    expect(internalConsistency([[1], [2]])).toBeNull();
    expect(internalConsistency([[1, 2]])).toBeNull();
  });
});

describe('the same answers graded again', () => {
  test('[ME26] runs that differ have their correlation, and the answers that moved are named', () => {
    const found = repeatGradings(
      [
        [0, 0.25, 0],
        [1, 0.5, 1],
        [0.5, 0.5, 0.5],
      ],
      5,
    );
    expect(found).toMatchObject({ answers: 3, runs: 3, identical: false, moved: [1] });
    expect(found.icc21).toBeGreaterThan(0.5);
    expect(found.icc21).toBeLessThan(1);
  });

  test('[ME26] identical runs are 1 by definition, one run is nothing', () => {
    expect(repeatGradings([[0.5, 0.5, 0.5]], 5)).toEqual({ answers: 1, runs: 3, identical: true, icc21: 1, moved: [] });
    expect(repeatGradings([[0.5], [1]], 5)).toEqual({ answers: 2, runs: 1, identical: false, icc21: null, moved: [] });
    expect(repeatGradings([], 5)).toEqual({ answers: 0, runs: 0, identical: false, icc21: null, moved: [] });
  });
});
