import { describe, expect, test } from 'vitest';
import { type CalibrationRow, calibrationMetrics } from '#app/measurement/index.ts';
import { TOY_ROWS } from './toy-set.ts';

const plain = { levels: 5, bootstrap: null };

function row(id: string, questionId: string, human: number[], machine: number | null | undefined): CalibrationRow {
  return { id, questionId, human, machine, contentTokens: 10, blank: false };
}

describe('which rows count', () => {
  test('[ME3] an unrated row counts nowhere, and ratings are averaged', () => {
    const rows = [row('a', 'A', [0.25, 0.75], 0.5), row('b', 'A', [], 1), row('c', 'A', [1], 1)];
    const { counts, graded } = calibrationMetrics(rows, plain).allRows;
    expect(counts).toMatchObject({ rows: 2, questions: 1, graded: 2, doubleScored: 1, byHumanLevel: [0, 0, 1, 0, 1] });
    expect(graded.metrics.rmse.value).toBe(0);
  });

  test('[ME3] an answer that stands twice is refused', () => {
    const twice = [row('a', 'A', [1], 1), row('a', 'B', [0], 0)];
    expect(() => calibrationMetrics(twice, plain)).toThrow('the answer a stands twice');
  });

  test('[ME1] scores are clipped, and what is no number is refused', () => {
    const { metrics } = calibrationMetrics([row('a', 'A', [1.4], 1), row('b', 'A', [0], -3)], plain).allRows.graded;
    expect(metrics.rmse.value).toBe(0);
    expect(() => calibrationMetrics([row('a', 'A', [1], Number.NaN)], plain)).toThrow(RangeError);
    expect(() => calibrationMetrics([row('a', 'A', [Number.NaN], 1)], plain)).toThrow(RangeError);
  });

  test('[ME4] blank rows are left out of the second report, and gaps are told apart', () => {
    const rows = [
      ...TOY_ROWS,
      row('declined', 'A', [1], null),
      row('missing', 'B', [0], undefined),
      { ...row('blank', 'D', [0], 0), blank: true },
    ];
    const { allRows, nonBlankRows } = calibrationMetrics(rows, plain);
    expect(allRows.counts).toMatchObject({ rows: 15, questions: 4, graded: 13, declined: 1, missing: 1 });
    expect(nonBlankRows.counts).toMatchObject({ rows: 14, questions: 3, graded: 12, declined: 1, missing: 1 });
    expect([allRows.graded.rows, allRows.graded.questions, nonBlankRows.graded.rows]).toEqual([13, 4, 12]);
    expect(nonBlankRows.graded.metrics.r.value).toBeCloseTo(0.953736, 6);
  });

  test('[ME5] a gap is filled with the mean of the other questions', () => {
    const rows = [row('a', 'A', [1], null), row('b', 'A', [0.5], 0.5), row('c', 'B', [0.25], 0.25), row('d', 'B', [0.75], 0.75)];
    const { graded, gapsFilled } = calibrationMetrics(rows, plain).allRows;
    expect(graded.metrics.rmse.value).toBe(0);
    expect(gapsFilled?.rows).toBe(4);
    // B has mean 0.5, so the gap of A is wrong by 0.5.
    expect(gapsFilled?.metrics.rmse.value).toBeCloseTo(Math.sqrt(0.25 / 4), 9);
  });

  test('[ME5] with one question a gap cannot be filled; without gaps both reports are the same', () => {
    expect(calibrationMetrics([row('a', 'A', [1], null), row('b', 'A', [0], 0)], plain).allRows.gapsFilled).toBeNull();
    const { graded, gapsFilled } = calibrationMetrics(TOY_ROWS, plain).allRows;
    expect(gapsFilled).toEqual(graded);
  });
});
