import { describe, expect, test } from 'vitest';
import {
  blockingGates,
  type GateId,
  isCalibrated,
  isProvisional,
  judgeGates,
  type Measured,
  RELEASE_GATES,
  type SubgroupRow,
  subgroupGaps,
} from '#app/measurement/index.ts';

const steady = { answers: 100, runs: 3, identical: false, icc21: 0.95, moved: [] };

const PASSING: Measured = {
  kappa: 0.82,
  r: 0.85,
  smd: -0.05,
  degradation: 0.04,
  exactLoss: 0.02,
  exactOrAdjacentLoss: 0.01,
  fewestDoubleScored: 120,
  unusedLevels: 0,
  repeats: steady,
  quotes: { shown: 400, unverified: 4 },
  subgroups: [{ kind: 'measured', group: 'non-native', rows: 44, difference: 0.01, smd: 0.03 }],
  adversarial: { shift: 0.02, injections: 90, succeeded: 0 },
  outsideLoss: null,
};

function judged(change: Partial<Measured>) {
  return judgeGates({ ...PASSING, ...change });
}

function outcome(gate: GateId, change: Partial<Measured>) {
  return judged(change).find((each) => each.gate === gate);
}

/** Answers whose machine score is the human one plus a shift. */
function answers(group: string, count: number, shift: number): SubgroupRow[] {
  return Array.from({ length: count }, (_, at) => ({ groups: [group], human: (at % 5) / 4, machine: (at % 5) / 4 + shift }));
}

describe('release gates', () => {
  test('[ME40] a grader that passes them all is calibrated', () => {
    expect(blockingGates(judged({}))).toEqual([]);
    expect(isCalibrated(judged({}))).toBe(true);
    expect(isProvisional(judged({}))).toBe(false);
  });

  test('[ME40] each gate is judged once, with words, threshold and value', () => {
    const outcomes = judged({});
    expect(outcomes.map(({ gate }) => gate)).toEqual(RELEASE_GATES.map(({ id }) => id));
    expect(new Set(RELEASE_GATES.map(({ says }) => says)).size).toBe(RELEASE_GATES.length);
    expect(outcome('quotes', {})).toEqual({ gate: 'quotes', threshold: 0.05, value: 0.01, outcome: 'pass' });
  });

  test.each<[GateId, Partial<Measured>, 'fail' | 'insufficient']>([
    ['kappa', { kappa: 0.699 }, 'fail'],
    ['r', { r: 0.65 }, 'fail'],
    ['smd', { smd: -0.16 }, 'fail'],
    ['smd', { smd: 0.16 }, 'fail'],
    ['degradation', { degradation: 0.11 }, 'fail'],
    ['sample-release', { fewestDoubleScored: 99 }, 'insufficient'],
    ['repeats', { repeats: { ...steady, icc21: 0.89 } }, 'fail'],
    ['quotes', { quotes: { shown: 100, unverified: 6 } }, 'fail'],
    ['adversarial-shift', { adversarial: { shift: -0.2, injections: 9, succeeded: 0 } }, 'fail'],
    ['injections', { adversarial: { shift: 0, injections: 9, succeeded: 1 } }, 'fail'],
    ['subgroups', { subgroups: subgroupGaps(answers('40 or older', 60, 0.2)) }, 'fail'],
  ])('[ME41] %s broken by %o blocks alone', (gate, change, expected) => {
    expect(outcome(gate, change)?.outcome).toBe(expected);
    expect(blockingGates(judged(change))).toEqual([gate]);
    expect(isCalibrated(judged(change))).toBe(false);
  });

  test.each<[GateId[], Partial<Measured>]>([
    [['kappa'], { kappa: null }],
    [['r'], { r: Number.NaN }],
    [['r'], { r: Number.POSITIVE_INFINITY }],
    [['smd'], { smd: null }],
    [['degradation'], { degradation: null }],
    [['sample-provisional', 'sample-release'], { fewestDoubleScored: null }],
    [['repeats'], { repeats: null }],
    [['repeats'], { repeats: { ...steady, answers: 0 } }],
    [['quotes'], { quotes: null }],
    [['quotes'], { quotes: { shown: 0, unverified: 0 } }],
    [['adversarial-shift', 'injections'], { adversarial: null }],
    [['injections'], { adversarial: { shift: 0, injections: 0, succeeded: 0 } }],
    [['adversarial-shift'], { adversarial: { shift: null, injections: 9, succeeded: 0 } }],
  ])('[ME40] %j block when not measured: %o', (gates, change) => {
    for (const gate of gates) expect(outcome(gate, change)).toMatchObject({ value: null, outcome: 'not-measured' });
    expect(blockingGates(judged(change))).toEqual(gates);
  });

  test('[ME40] outcomes that are absent, or contradict each other, do not pass', () => {
    expect(isCalibrated([])).toBe(false);
    expect(isCalibrated(judged({}).filter(({ gate }) => gate !== 'injections'))).toBe(false);
    expect(isCalibrated([...judged({}), ...judged({ kappa: 0.1 })])).toBe(false);
  });

  test('[ME40] a value at its threshold passes', () => {
    const change: Partial<Measured> = {
      kappa: 0.7,
      r: 0.7,
      smd: -0.15,
      degradation: 0.1,
      fewestDoubleScored: 100,
      repeats: { ...steady, icc21: 0.9 },
      quotes: { shown: 100, unverified: 5 },
      adversarial: { shift: -0.1, injections: 1, succeeded: 0 },
    };
    expect(isCalibrated(judged(change))).toBe(true);
    expect(outcome('exact', { exactLoss: 0.8 - 0.75 })?.outcome).toBe('pass');
    expect(outcome('degradation', { degradation: 0.9 - 0.8 })?.outcome).toBe('pass');
  });

  test('[ME43] thirty answers to a question are provisional, fewer are insufficient', () => {
    expect(isProvisional(judged({ fewestDoubleScored: 30 }))).toBe(true);
    expect(isCalibrated(judged({ fewestDoubleScored: 30 }))).toBe(false);
    expect(isProvisional(judged({ fewestDoubleScored: 30, kappa: 0.5 }))).toBe(false);
    expect(isProvisional(judged({ fewestDoubleScored: 29 }))).toBe(false);
    expect(outcome('sample-provisional', { fewestDoubleScored: 29 })).toMatchObject({ value: 29, outcome: 'insufficient' });
  });

  test('[ME44] two runs are too few, identical ones count when they took place', () => {
    expect(outcome('repeats', { repeats: { ...steady, runs: 2 } })?.outcome).toBe('insufficient');
    expect(outcome('repeats', { repeats: { ...steady, runs: 1, icc21: null } })?.outcome).toBe('not-measured');
    expect(outcome('repeats', { repeats: { ...steady, identical: true, icc21: 1 } })?.outcome).toBe('pass');
  });

  test('[ME45] people’s own agreement and an outside measure are stated and never block', () => {
    const change = { exactLoss: 0.3, exactOrAdjacentLoss: null, outsideLoss: 0.4, unusedLevels: 2 };
    expect(outcome('exact', change)?.outcome).toBe('fail');
    expect(outcome('exact-or-adjacent', change)?.outcome).toBe('not-measured');
    expect(outcome('outside-measure', change)?.outcome).toBe('fail');
    expect(outcome('levels-used', change)).toMatchObject({ value: 2, outcome: 'fail' });
    expect(isCalibrated(judged(change))).toBe(true);
  });
});

describe('groups of people', () => {
  test('[ME42] a group below thirty answers is insufficient, whatever its gap', () => {
    expect(subgroupGaps(answers('small', 29, 0))).toEqual([{ kind: 'insufficient', group: 'small', rows: 29 }]);
    const [gap] = subgroupGaps(answers('large', 30, 0.1));
    expect(gap).toMatchObject({ kind: 'measured', group: 'large', rows: 30, difference: expect.closeTo(0.1, 9) });
    // Levels 0 to 4 six times each: sample standard deviation √(30 · 0.125 / 29).
    expect(gap?.kind === 'measured' && gap.smd).toBeCloseTo(0.1 / Math.sqrt(3.75 / 29), 9);
  });

  test('[ME42] an answer counts in every group it belongs to', () => {
    const rows = answers('one', 30, 0).map((each) => ({ ...each, groups: ['two', 'one'] }));
    expect(subgroupGaps(rows).map(({ group, rows: count }) => [group, count])).toEqual([
      ['one', 30],
      ['two', 30],
    ]);
  });

  test('[ME42] insufficient or absent groups are stated and do not block; a large gap beside them does', () => {
    const small = subgroupGaps([...answers('small', 12, 0.5), ...answers('even', 50, 0)]);
    expect(outcome('subgroups', { subgroups: small })).toMatchObject({ value: 0, outcome: 'insufficient' });
    expect(isCalibrated(judged({ subgroups: small }))).toBe(true);
    expect(outcome('subgroups', { subgroups: [] })?.outcome).toBe('not-measured');
    expect(isCalibrated(judged({ subgroups: [] }))).toBe(true);
    const gap = subgroupGaps([...answers('small', 12, 0), ...answers('large', 50, -0.2)]);
    expect(blockingGates(judged({ subgroups: gap }))).toEqual(['subgroups']);
  });

  test('[ME42] a gap without any spread fails, and one constant for both says nothing', () => {
    const flat = (machine: number): SubgroupRow[] => Array.from({ length: 40 }, () => ({ groups: ['flat'], human: 1, machine }));
    expect(outcome('subgroups', { subgroups: subgroupGaps(flat(0.5)) })?.outcome).toBe('fail');
    expect(outcome('subgroups', { subgroups: subgroupGaps(flat(1)) })?.outcome).toBe('insufficient');
  });
});
