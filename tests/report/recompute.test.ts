import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReportDocument } from '#app/protocol/index.ts';
import { gradedScreen } from './graded-screen.ts';
import { FORMAT, recompute } from './recompute.ts';

const root = join(import.meta.dirname, '../..');
const samples = join(root, 'reports/samples');
const files = readdirSync(samples).filter((name) => name.endsWith('.json'));

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Forms of two banks, so that questions of every kind come up. */
function readSeveralTimes(seed: number) {
  return gradedScreen(seed, 'moody', seed % 2 === 0 ? 'ai-agents' : 'generative-ai');
}

describe('a report can be worked out again from its JSON alone', () => {
  test.each(SEEDS)('[RP16] graded offline, with an override, form of seed %i', async (seed) => {
    const again = recompute(JSON.stringify(await gradedScreen(seed, 'offline')));
    expect(again.differences).toEqual([]);
    expect(again.levels).toBeGreaterThan(5);
  });

  test.each(SEEDS)('[RP16] read several times and confirmed blind, form of seed %i', async (seed) => {
    const again = recompute(JSON.stringify(await readSeveralTimes(seed)));
    expect(again.differences).toEqual([]);
    expect(again.levels).toBeGreaterThan(5);
  });

  test('[RP16] the forms above hold every rule of the arithmetic', async () => {
    const documents = await Promise.all(SEEDS.map(readSeveralTimes));
    const criteria = documents.flatMap(({ questions }) => questions.flatMap((question) => question.criteria));
    const findings = criteria.flatMap((criterion) => criterion.findings);
    const judged = criteria.flatMap(({ outcome }) => (outcome.kind === 'level' ? [outcome] : []));
    expect({
      needs: judged.some(({ limits }) => limits.some((limit) => limit.includes('needs a check'))),
      misconceptions: findings.some(({ kind, verdict }) => kind === 'misconception' && verdict === 'met'),
      textCaps: judged.some(({ textCap, level }) => textCap === level),
      panels: judged.some(({ passes }) => new Set(passes).size > 1),
      lowered: findings.some(({ entailment, verdict }) => entailment === 'no' && verdict === 'cannot-tell'),
      unmatched: findings.some(({ unmatched }) => unmatched.length > 0),
      withoutLevel: criteria.some(({ outcome }) => outcome.kind === 'not-assessable'),
      overridden: criteria.some(({ override }) => override !== null),
    }).toEqual({
      needs: true,
      misconceptions: true,
      textCaps: true,
      panels: true,
      lowered: true,
      unmatched: true,
      withoutLevel: true,
      overridden: true,
    });
  });

  test.each([
    ['a level', /"level":\d/, '"level":9'],
    ['points', /"points":[\d.]+(?=,"maxPoints")/, '"points":40'],
    ['the points that levels need', /"levels":\{"1":\d+/g, '"levels":{"1":99'],
    ['the worth of a check', /("says":"[^"]*","points":)\d/, '$19'],
    ['an override', /"override":\{"to":2/, '"override":{"to":0'],
    ['the overall score', /"overall":\{"kind":"score","score":[\d.]+/, '"overall":{"kind":"score","score":3.99'],
  ])('[RP16] a report in which somebody changed %s does not add up', async (_what, place, by) => {
    const json = JSON.stringify(await gradedScreen(2, 'offline'));
    const forged = json.replace(place, by);
    expect(forged).not.toBe(json);
    expect(recompute(forged).differences).not.toEqual([]);
  });

  test('[RP16] the example in docs/reading-a-report.md is what the sample says', () => {
    const guide = readFileSync(join(root, 'docs/reading-a-report.md'), 'utf8').replace(/ {2,}/g, ' ');
    const { questions, overall } = JSON.parse(readFileSync(join(samples, 'applied-ml.json'), 'utf8')) as ReportDocument;
    const criterion = questions[3]?.criteria.find((each) => each.criterion === 'isolates');
    const share = { met: 1, partial: 0.5, 'not-met': 0, contradicted: 0, 'cannot-tell': 0 } as const;
    const rows = criterion?.findings.flatMap(({ kind, says, verdict, points }) =>
      kind === 'check' ? [`| ${says} | ${verdict.replace('-', ' ')} | ${share[verdict] * points} of ${points} |`] : [],
    );
    const { outcome } = criterion ?? {};
    if (outcome?.kind !== 'level' || overall.kind !== 'score') throw new Error('the sample has no such level');
    for (const row of rows ?? []) expect(guide).toContain(row);
    expect(guide).toContain(`${outcome.points} of ${outcome.maxPoints} points`);
    expect(guide).toContain(`level ${outcome.level}`);
    const levels = questions.flatMap(({ criteria }) =>
      criteria.map(({ weight, outcome: own }) => [weight, own.kind === 'level' ? own.level : 0]),
    );
    const [weights, sum] = levels.reduce(([one = 0, other = 0], [weight = 0, level = 0]) => [one + weight, other + weight * level], [0, 0]);
    expect(guide).toContain(`${sum} / ${weights} = ${overall.score.toFixed(2)}`);
  });

  test('there are six samples', () => {
    expect(files).toHaveLength(6);
  });

  test.each(files)('[RP16] sample %s', (name) => {
    const json = readFileSync(join(samples, name), 'utf8');
    const { format } = JSON.parse(json) as { format: string };
    expect(format, `reports/samples/${name} is old: make the samples again with \`npm run samples\``).toBe(FORMAT);
    const again = recompute(json);
    expect(again.differences).toEqual([]);
    expect(again.levels).toBeGreaterThan(5);
  });
});
