import { expect, test } from 'vitest';
import { costMicroUsd, createClaudeEstimate, modelsByRole } from '#app/adapters/index.ts';
import type { LlmRequest } from '#app/ports/index.ts';

const models = modelsByRole({});
const request: LlmRequest = {
  role: 'grader',
  pass: 1,
  subject: 's',
  system: ['Instructions. '.repeat(300), 'Rubric. '.repeat(500)],
  user: 'An answer. '.repeat(400),
  schema: { type: 'object' },
  maxTokens: 12_000,
  timeoutMs: 90_000,
};

test('a call costs at most its estimate: every byte a token written to the cache, and all the room used', () => {
  const estimate = createClaudeEstimate({ baseUrl: null, models }, { batch: false })(request) ?? 0;
  const bytes = 300 * 14 + 500 * 8 + 400 * 11;
  for (const usage of [
    { inputTokens: bytes, outputTokens: 12_000, cacheReadTokens: 0, cacheWriteTokens: 0 },
    { inputTokens: 0, outputTokens: 12_000, cacheReadTokens: 0, cacheWriteTokens: bytes },
  ])
    expect(estimate).toBeGreaterThanOrEqual(costMicroUsd(models.grader, usage, { batch: false, usOnly: true }) ?? Number.POSITIVE_INFINITY);
});

test('nothing is estimated where no price is known', () => {
  expect(createClaudeEstimate({ baseUrl: 'http://models.test', models }, { batch: false })(request)).toBeNull();
  expect(
    createClaudeEstimate({ baseUrl: null, models: { ...models, grader: 'a-model-of-ones-own' } }, { batch: false })(request),
  ).toBeNull();
});
