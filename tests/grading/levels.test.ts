import { describe, expect, test } from 'vitest';
import { levelsFrom } from '#app/grading/index.ts';
import type { Criterion, Finding, Verdict } from '#app/protocol/index.ts';
import { reachableLevels } from '../../src/banks/reachable-levels.ts';
import { shipped } from '../shipped-content.ts';
import { rubric } from './fixture.ts';

const causes = rubric.criteria[0] as Criterion;

function findings(verdicts: Record<string, Verdict>): Finding[] {
  return Object.entries(verdicts).map(([id, verdict]) => {
    const kind = causes.misconceptions.some((each) => each.id === id) ? 'misconception' : 'check';
    return {
      check: `causes/${id}`,
      kind,
      claimed: verdict,
      verdict,
      quotes: [],
      unmatched: [],
      rejected: [],
      passes: [verdict],
      entailment: null,
      reason: '',
    };
  });
}

const level = (verdicts: Record<string, Verdict>, caps: Parameters<typeof levelsFrom>[2] = []) =>
  levelsFrom(causes, findings(verdicts), caps);

describe('levels', () => {
  test.each<[Record<string, Verdict>, number, number]>([
    [{}, 0, 0],
    [{ 'price-change': 'partial' }, 0.5, 0],
    [{ 'price-change': 'met' }, 1, 1],
    [{ leakage: 'partial', 'price-change': 'partial' }, 1.5, 1],
    [{ leakage: 'met' }, 2, 2],
    [{ leakage: 'met', 'same-customer': 'met' }, 4, 3],
    [{ leakage: 'met', 'same-customer': 'met', 'price-change': 'met', 'stale-counts': 'met' }, 6, 4],
    [{ leakage: 'contradicted', 'same-customer': 'cannot-tell', 'price-change': 'not-met' }, 0, 0],
  ])('[GR21] %o gives %d points and level %d', (verdicts, points, expected) => {
    expect(level(verdicts)).toEqual({
      kind: 'level',
      level: expected,
      points,
      maxPoints: 6,
      limits: [],
      textCap: null,
      passes: [expected],
    });
  });

  test('[GR21] a needed check that is only partly met holds the level below, and the report says which', () => {
    const needy: Criterion = { ...causes, levels: { 1: 1, 2: 2, 3: 3, 4: 4 }, needs: { 2: ['leakage'] } };
    const outcome = levelsFrom(needy, findings({ leakage: 'partial', 'same-customer': 'met', 'price-change': 'met' }), []);
    expect(outcome).toMatchObject({ level: 1, points: 4 });
    expect(outcome.kind === 'level' && outcome.limits.join()).toContain('Level 2 needs a check that is not met: Says that a feature holds');
  });

  test('[GR22] a misconception that is met caps the level, one that is not does nothing', () => {
    const all = { leakage: 'met', 'same-customer': 'met', 'price-change': 'met', 'stale-counts': 'met' } as const;
    expect(level({ ...all, 'more-rows': 'met' })).toMatchObject({
      level: 2,
      points: 6,
      limits: [expect.stringContaining('At most level 2. The answer holds a misconception: Claims that more')],
    });
    expect(level({ ...all, 'more-rows': 'not-met' })).toMatchObject({ level: 4, limits: [] });
    expect(level({ 'price-change': 'met', 'more-rows': 'met' })).toMatchObject({ level: 1, limits: [] });
  });

  test('[GR24] a rule about the text caps every level and is told', () => {
    expect(level({ leakage: 'met' }, [{ level: 1, why: 'It is short.' }])).toMatchObject({
      level: 1,
      textCap: 1,
      limits: ['At most level 1. It is short.'],
    });
    expect(level({}, [{ level: 1, why: 'It is short.' }])).toMatchObject({ level: 0, limits: [] });
  });
});

test('[GR21] [BK5] the arithmetic by which rubrics are checked is the one by which answers are graded', () => {
  const criteria = [...shipped.rubrics.values()].flatMap(({ rubric: { criteria: of } }) => of).filter(({ checks }) => checks.length <= 5);
  expect(criteria.length).toBeGreaterThan(10);
  for (const criterion of criteria) {
    let combinations: Pick<Finding, 'check' | 'verdict'>[][] = [[]];
    for (const { id } of criterion.checks) {
      const found = (verdict: Verdict) => ({ check: `${criterion.id}/${id}`, verdict });
      combinations = combinations.flatMap((before) =>
        (['met', 'partial', 'not-met'] as const).map((verdict) => [...before, found(verdict)]),
      );
    }
    const graded = combinations
      .map((findings) => levelsFrom(criterion, findings, []))
      .map((outcome) => (outcome.kind === 'level' ? outcome.level : null));
    expect(new Set(graded)).toEqual(reachableLevels(criterion).levels);
  }
});
