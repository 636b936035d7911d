import { describe, expect, test } from 'vitest';
import { loadContent, planInterview } from '#app/banks/index.ts';
import type { Dimension } from '#app/protocol/index.ts';
import { coverageOfForms } from '../../src/banks/form-coverage.ts';
import { sampleBank, sampleFolder } from './sample-content.ts';

const KEYS: Dimension[] = ['problem-framing', 'operations', 'evaluation'];

describe('the coverage of all forms', () => {
  test('[BK12] is exactly what drawing many forms finds, counted up to two questions for each key dimension', () => {
    const { banks, rubrics } = loadContent(sampleFolder({ ...sampleBank(), key_dimensions: KEYS }));
    const source = banks.get('sample@1.0.0');
    if (!source) throw new Error('no bank');
    const dimensionsOf = (ref: string) => rubrics.get(ref)?.rubric.criteria.map(({ dimension }) => dimension) ?? [];
    const label = (dimensions: Iterable<Dimension>, thin: readonly Dimension[]) =>
      `${[...dimensions].sort().join()}|${[...thin].sort().join()}`;
    const drawn = new Set<string>();
    for (let seed = 0; seed < 1_000; seed++) {
      const judged = planInterview(source, rubrics, seed).questions.map((question) => dimensionsOf(question.rubric.ref));
      const thin = KEYS.filter((key) => judged.filter((dimensions) => dimensions.includes(key)).length < 2);
      drawn.add(label(new Set(judged.flat()), thin));
    }
    const computed = coverageOfForms(source.bank, (question) => dimensionsOf(question.rubric));
    expect(new Set(computed.map(({ dimensions, thinlyFed }) => label(dimensions, thinlyFed)))).toEqual(drawn);
    for (const { example } of computed) expect(new Set(example).size).toBe(6);
  });
});
