import { describe, expect, test } from 'vitest';
import { checkContent, isPublished, planInterview } from '#app/banks/index.ts';
import { Track } from '#app/protocol/index.ts';
import { newestBanks, shipped } from '../shipped-content.ts';

const SEEDS = 1_000;
const FULL_DEPTH = ['applied-ml', 'generative-ai', 'ml-infrastructure'];

describe('the banks that come with Assay', () => {
  test('are in order, published, one for each track', () => {
    expect(checkContent(shipped)).toEqual([]);
    expect(newestBanks.map(({ bank }) => bank.track).toSorted()).toEqual(Track.options.toSorted());
    for (const { ref } of newestBanks) expect(isPublished(shipped, ref), ref).toBe(true);
  });

  test.each(newestBanks.map((source) => [source.ref, source] as const))('%s is deep enough', (_ref, { bank }) => {
    const full = FULL_DEPTH.includes(bank.track);
    expect(bank.questions.length).toBeGreaterThanOrEqual(full ? 24 : 14);
    expect(bank.questions.filter(({ kind }) => kind === 'scenario').length).toBeGreaterThanOrEqual(full ? 8 : 4);
    for (const { id } of bank.sections) {
      expect(bank.questions.filter(({ section }) => section === id).length, id).toBeGreaterThanOrEqual(full ? 4 : 2);
    }
  });

  test.each(newestBanks.map((source) => [source.ref, source] as const))(
    '[BK6] [BK12] a thousand forms of %s judge what they have to',
    (_ref, source) => {
      const { bank } = source;
      const drawn = new Set<string>();
      for (let seed = 0; seed < SEEDS; seed++) {
        const { questions, minutes } = planInterview(source, shipped.rubrics, seed);
        const judged = questions.map(
          ({ rubric }) => shipped.rubrics.get(rubric.ref)?.rubric.criteria.map(({ dimension }) => dimension) ?? [],
        );
        expect(questions.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['concept', 'scenario', 'critique', 'experience']));
        expect(questions.some(({ kind }) => kind === 'code-python' || kind === 'sql')).toBe(true);
        expect(questions.length).toBeGreaterThanOrEqual(6);
        expect(questions.length).toBeLessThanOrEqual(8);
        expect(questions.reduce((sum, question) => sum + question.minutes, 0)).toBeLessThanOrEqual(minutes);
        expect(new Set(judged.flat()).size).toBeGreaterThanOrEqual(5);
        for (const key of bank.key_dimensions ?? []) {
          expect(judged.filter((dimensions) => dimensions.includes(key)).length, key).toBeGreaterThanOrEqual(2);
        }
        for (const { id } of questions) drawn.add(id);
      }
      expect(bank.key_dimensions).toHaveLength(3);
      expect(drawn.size).toBe(bank.questions.length);
    },
  );
});
