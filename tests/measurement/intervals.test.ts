import { describe, expect, test } from 'vitest';
import { type CalibrationRow, calibrationMetrics, clusteredBootstrap, comparePredictions } from '#app/measurement/index.ts';
import { percentile } from '../../src/measurement/percentile.ts';
import { between, seededRandom } from '../seeded-random.ts';
import { TOY_LEVELS, TOY_ROWS } from './toy-set.ts';

const bootstrap = { seed: 20_261_121, draws: 200 };

/** Thirty questions of six answers; the machine is off by up to 0.2, its rival by up to 0.8. */
function twoGraders(): { rows: CalibrationRow[]; rival: Map<string, number | null> } {
  const random = seededRandom(7);
  const rows = Array.from({ length: 180 }, (_, at): CalibrationRow => {
    const human = between(random, 0, 4) / 4;
    return {
      id: `a${at}`,
      questionId: `q${at % 30}`,
      human: [human],
      machine: human + 0.4 * (random() - 0.5),
      contentTokens: between(random, 5, 80),
      blank: false,
    };
  });
  return { rows, rival: new Map(rows.map(({ id, human }) => [id, (human[0] ?? 0) + 1.6 * (random() - 0.5)])) };
}

describe('intervals', () => {
  test('[ME30] whole questions are drawn; one drawn twice stands there twice', () => {
    const questions = [['a1', 'a2'], ['b1'], ['c1', 'c2', 'c3']];
    let repeated = 0;
    clusteredBootstrap(
      questions,
      (sample) => {
        expect(sample).toHaveLength(3);
        for (const own of sample) expect(questions).toContain(own);
        if (new Set(sample).size < 3) repeated += 1;
        return { rows: sample.flat().length };
      },
      bootstrap,
    );
    // 1 − 3!/3³ of all draws repeat a question: about 156 of 200.
    expect(repeated).toBeGreaterThan(120);
    expect(repeated).toBeLessThan(190);
  });

  test('[ME30] a seed gives its interval again, another seed another one', () => {
    const of = (seed: number) =>
      calibrationMetrics(TOY_ROWS, { levels: TOY_LEVELS, bootstrap: { seed, draws: 100 } }).allRows.graded.metrics.rmse.interval;
    expect(of(3)).toEqual(of(3));
    expect(of(3)).not.toEqual(of(4));
  });

  test('[ME31] percentiles are interpolated linearly', () => {
    expect(percentile([1, 2, 3, 4], 0.025)).toBeCloseTo(1.075, 12);
    expect(percentile([1, 2, 3, 4], 0.975)).toBeCloseTo(3.925, 12);
    expect(percentile([1, 2, 3], 0.5)).toBe(2);
    expect(percentile([5], 0.975)).toBe(5);
    expect(percentile([], 0.5)).toBeNull();
  });

  test('[ME31] undefined draws are left out and counted', () => {
    let undefinedDraws = 0;
    const found = clusteredBootstrap(
      [[0], [1]],
      (sample) => {
        const both = new Set(sample).size === 2;
        if (!both) undefinedDraws += 1;
        return { both: both ? 0.5 : null, never: null };
      },
      bootstrap,
    );
    expect(undefinedDraws).toBeGreaterThan(0);
    expect(found).toEqual({
      both: { low: 0.5, high: 0.5, skipped: undefinedDraws },
      never: { low: null, high: null, skipped: bootstrap.draws },
    });
  });

  test('[ME33] one question has no interval', () => {
    const one = TOY_ROWS.filter(({ questionId }) => questionId === 'A');
    const { metrics } = calibrationMetrics(one, { levels: TOY_LEVELS, bootstrap }).allRows.graded;
    expect(metrics.r.value).not.toBeNull();
    expect(metrics.r.interval).toBeNull();
  });
});

describe('two graders on the same answers', () => {
  test('[ME32] the steadier one is better where it is, on every metric of error and agreement', () => {
    const { rows, rival } = twoGraders();
    const { metrics } = comparePredictions(rows, rival, { levels: 5, bootstrap }).allRows.graded;
    for (const name of ['r', 'kappa', 'withinQuestionR', 'rmse', 'weightedRmse', 'meanAbsoluteError', 'exact'] as const)
      expect(metrics[name].outcome, name).toBe('better');
    const back = comparePredictions(
      rows.map((each) => ({ ...each, machine: rival.get(each.id) })),
      new Map(rows.map(({ id, machine }) => [id, machine ?? null])),
      { levels: 5, bootstrap },
    ).allRows.graded.metrics;
    expect(back.r.outcome).toBe('worse');
    expect(back.rmse.outcome).toBe('worse');
    expect(back.r.value).toBeCloseTo(-(metrics.r.value ?? Number.NaN), 12);
  });

  test('[ME32] a difference is paired: the same predictions differ by nothing in every draw', () => {
    const { rows } = twoGraders();
    const same = new Map(rows.map(({ id, machine }) => [id, machine ?? null]));
    const { metrics } = comparePredictions(rows, same, { levels: 5, bootstrap }).nonBlankRows.graded;
    for (const difference of Object.values(metrics))
      expect(difference).toEqual({ value: 0, interval: { low: 0, high: 0, skipped: 0 }, outcome: 'unresolved' });
  });

  test('[ME32] only rows that both graded are compared, and once more with the gaps of each filled', () => {
    const { rows, rival } = twoGraders();
    const mine = rows.map((each, at) => (at === 0 ? { ...each, machine: null } : each));
    rival.set('a1', null);
    rival.delete('a2');
    const { graded, gapsFilled } = comparePredictions(mine, rival, { levels: 5, bootstrap: null }).allRows;
    expect([graded.rows, gapsFilled?.rows, graded.questions]).toEqual([177, 180, 30]);
    expect(graded.metrics.r).toMatchObject({ interval: null, outcome: 'unresolved' });
  });

  test('[ME32] leniency is compared by its size', () => {
    const rows = TOY_ROWS.map((each) => ({ ...each, machine: (each.human[0] ?? 0) - 0.01 }));
    const lenient = new Map(TOY_ROWS.map(({ id, human }) => [id, (human[0] ?? 0) * 0.7 + 0.3]));
    const { smd } = comparePredictions(rows, lenient, { levels: TOY_LEVELS, bootstrap }).allRows.graded.metrics;
    expect(smd.value).toBeLessThan(0);
    expect(smd.outcome).toBe('better');
  });
});
