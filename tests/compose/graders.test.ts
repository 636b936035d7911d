import { expect, test } from 'vitest';
import { parseConfig } from '#app/config.ts';
import { createGraders } from '../../src/compose/graders.ts';

const SENTENCE = 'Its price is not known, so ASSAY_DAILY_BUDGET_USD does not hold for it.';

test.each([
  ['a model of the API', {}, false],
  ['a server of one’s own', { ANTHROPIC_BASE_URL: 'http://models.test' }, true],
  ['a model without a list price', { ASSAY_MODEL_GRADER: 'a-model-of-ones-own' }, true],
])('the operator is told at the start whether a daily budget holds: %s', (_, env, told) => {
  const of = (more: Readonly<Record<string, string>>) =>
    createGraders(
      parseConfig({ flags: {}, env: { ANTHROPIC_API_KEY: 'a-key-of-a-test', ...env, ...more }, dotenv: '', cwd: '/' }).config,
      null,
    ).forOperator;
  expect(of({ ASSAY_DAILY_BUDGET_USD: '5' }).includes(SENTENCE)).toBe(told);
  expect(of({})).not.toContain('BUDGET');
});
