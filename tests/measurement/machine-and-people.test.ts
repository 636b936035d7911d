import { describe, expect, test } from 'vitest';
import {
  calibrationMetrics,
  contentTokens,
  levelOf,
  quadraticWeightedKappa,
  type ScoreMetric,
  standardisedMeanDifference,
} from '#app/measurement/index.ts';
import { confusionMatrix, exactAgreement, exactOrAdjacent } from '../../src/measurement/agreement.ts';
import { partialCorrelation } from '../../src/measurement/partial-correlation.ts';
import { pearson } from '../../src/measurement/pearson.ts';
import { meanAbsoluteError, rmse } from '../../src/measurement/prediction-error.ts';
import { weightedRmse } from '../../src/measurement/weighted-rmse.ts';
import { meanPerQuestionR, withinQuestionR } from '../../src/measurement/within-question.ts';
import { TOY_LEVELS, TOY_ROWS } from './toy-set.ts';
import { FIRST, MACHINE, SECOND } from './twenty-answers.ts';

const DIGITS = 6;
const toy = calibrationMetrics(TOY_ROWS, { levels: TOY_LEVELS, bootstrap: null }).allRows.graded;

describe('machine against people', () => {
  test.each<[string, ScoreMetric, number]>([
    ['[ME10]', 'r', 0.953736],
    ['[ME12]', 'rmse', 0.139194],
    ['[ME12]', 'weightedRmse', 0.137235],
    ['[ME11]', 'kappa', 0.839286],
    ['[ME13]', 'withinQuestionR', 0.954356],
    ['[ME13]', 'meanPerQuestionR', 0.940538],
    ['[ME14]', 'partialR', 0.753398],
  ])('%s the toy set has its %s', (_rule, metric, value) => {
    expect(toy.metrics[metric]).toEqual({ value: expect.closeTo(value, DIGITS), interval: null });
  });

  test('[ME6] the toy set: the mean predictor and length alone', () => {
    expect(toy.meanPredictor.rmse).toBeCloseTo(0.35109, DIGITS);
    expect(toy.meanPredictor.weightedRmse).toBeCloseTo(0.356, DIGITS);
    expect(toy.lengthAlone.withinQuestionR).toBeCloseTo(0.905118, DIGITS);
  });

  test('[ME1] the rounded levels of the toy predictions', () => {
    expect(TOY_ROWS.map(({ machine }) => levelOf(machine ?? 0, TOY_LEVELS))).toEqual([0, 2, 3, 3, 1, 2, 4, 1, 2, 3, 3, 2]);
  });

  test('[ME1] a half goes to the even level, a score outside is clipped, and what is no number is refused', () => {
    expect([0.125, 0.375, 0.625, 0.875].map((score) => levelOf(score, 5))).toEqual([0, 2, 2, 4]);
    expect([0.25, 0.75].map((score) => levelOf(score, 3))).toEqual([0, 2]);
    expect([-0.4, 1.7].map((score) => levelOf(score, 5))).toEqual([0, 4]);
    expect(() => levelOf(Number.NaN, 5)).toThrow(RangeError);
    expect(() => levelOf(Number.POSITIVE_INFINITY, 5)).toThrow(RangeError);
  });

  test('[ME11] kappa of twenty answers, by each pair of raters', () => {
    expect(quadraticWeightedKappa(FIRST, MACHINE, 5)).toBeCloseTo(0.900826, DIGITS);
    expect(quadraticWeightedKappa(FIRST, SECOND, 5)).toBeCloseTo(0.937984, DIGITS);
    expect(quadraticWeightedKappa(SECOND, MACHINE, 5)).toBeCloseTo(0.836334, DIGITS);
  });

  test('[ME11] kappa is null for one and the same constant, 0 for two, and refuses what is not a level', () => {
    expect(quadraticWeightedKappa([2, 2, 2], [2, 2, 2], 5)).toBeNull();
    expect(quadraticWeightedKappa([], [], 5)).toBeNull();
    expect(quadraticWeightedKappa([2, 2, 2], [3, 3, 3], 5)).toBe(0);
    for (const bad of [5, -1, 1.5, Number.NaN]) expect(() => quadraticWeightedKappa([0, 1], [0, bad], 5)).toThrow(RangeError);
    expect(() => quadraticWeightedKappa([0], [0], 1)).toThrow(RangeError);
    expect(() => quadraticWeightedKappa([0, 1], [0], 5)).toThrow(RangeError);
  });

  test('[ME15] agreement of twenty answers', () => {
    expect(exactAgreement(FIRST, MACHINE)).toBeCloseTo(0.7, DIGITS);
    expect(exactOrAdjacent(FIRST, MACHINE)).toBe(1);
    expect(pearson(FIRST, MACHINE)).toBeCloseTo(0.90509, DIGITS);
    expect(meanAbsoluteError(FIRST, MACHINE)).toBeCloseTo(0.3, DIGITS);
    expect(standardisedMeanDifference(FIRST, MACHINE)).toBeCloseTo(0.079384, DIGITS);
    expect(confusionMatrix(FIRST, MACHINE, 5)).toEqual([
      [1, 1, 0, 0, 0],
      [0, 3, 1, 0, 0],
      [0, 1, 3, 1, 0],
      [0, 0, 0, 4, 1],
      [0, 0, 0, 1, 3],
    ]);
  });

  test('[ME10] r is null below three rows and when a side is constant', () => {
    expect(pearson([0, 1], [0, 1])).toBeNull();
    expect(pearson([1, 1, 1], [0, 0.5, 1])).toBeNull();
    expect(pearson([0, 0.5, 1], [1, 1, 1])).toBeNull();
    expect(pearson([0, 0.5, 1], [1, 0.5, 0])).toBeCloseTo(-1, 12);
  });

  test('[ME2] rounding is not spread', () => {
    const three = [0.3, 0.1 + 0.2, 0.3];
    expect(pearson(three, [0, 0.5, 1])).toBeNull();
    expect(standardisedMeanDifference(three, three)).toBeNull();
    expect(withinQuestionR(['A', 'A', 'A'], three, [0, 0.5, 1])).toBeNull();
  });

  test('[ME2] without rows nothing is defined', () => {
    const { metrics, meanPredictor, lengthAlone } = calibrationMetrics([], { levels: 5, bootstrap: { seed: 1, draws: 10 } }).allRows.graded;
    expect(Object.values(metrics)).toEqual(Object.values(metrics).map(() => ({ value: null, interval: null })));
    expect({ ...meanPredictor, ...lengthAlone }).toEqual({ rmse: null, weightedRmse: null, r: null, withinQuestionR: null });
  });

  test('[ME12] every occupied tenth weighs the same, and three tenths stand in the fourth bin', () => {
    // Nine answers at 1 graded right, one at 0 graded 1: unweighted √0.1, weighted √0.5.
    const human = [...Array.from({ length: 9 }, () => 1), 0];
    const machine = human.map(() => 1);
    expect(rmse(human, machine)).toBeCloseTo(Math.sqrt(0.1), DIGITS);
    expect(weightedRmse(human, machine)).toBeCloseTo(Math.sqrt(0.5), DIGITS);
    // 0.3 and 0.35 share a bin, 0.29 does not: weights 1/4, 1/4, 1/2.
    expect(weightedRmse([0.3, 0.35, 0.29], [0.3, 0.35, 1.29])).toBeCloseTo(Math.sqrt(0.5), DIGITS);
  });

  test('[ME13] knowing the hard questions earns nothing within them', () => {
    const questions = ['A', 'A', 'A', 'B', 'B', 'B'];
    const human = [0, 0.25, 0.5, 0.5, 0.75, 1];
    expect(withinQuestionR(questions, human, [0.2, 0.2, 0.2, 0.7, 0.7, 0.7])).toBeNull();
    expect(meanPerQuestionR(questions, human, [0.2, 0.2, 0.2, 0.5, 0.6, 0.7])).toBeCloseTo(1, DIGITS);
  });

  test('[ME14] the partial r is null when the machine only counts words, and when all answers are as long', () => {
    const questions = ['A', 'A', 'A', 'A', 'B', 'B', 'B', 'B'];
    const human = [0, 0.5, 1, 0.75, 0.25, 0.5, 1, 0];
    const length = [1.2, 2.7, 3.1, 3.3, 0.9, 2.2, 3.5, 2.9];
    const counted = length.map((each, at) => 0.1 + 0.2 * each + (at > 3 ? 0.07 : 0));
    expect(partialCorrelation(questions, human, counted, length)).toBeNull();
    expect(
      partialCorrelation(
        questions,
        human,
        human,
        length.map(() => 3),
      ),
    ).toBeNull();
    expect(partialCorrelation(questions, human, human, length)).toBeCloseTo(1, DIGITS);
  });

  test('[ME14] content tokens are words outside the stop list, in lower case', () => {
    expect(contentTokens('The Gradient vanishes because of its depth; it shrinks 0.5x per layer.')).toBe(9);
    expect(contentTokens("It's what they can't do: don't overfit!")).toBe(3);
    expect(contentTokens(' \n')).toBe(0);
    expect(contentTokens('word '.repeat(40))).toBe(40);
  });
});
