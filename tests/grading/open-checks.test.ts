import { describe, expect, test } from 'vitest';
import { createClaudeInterviewer, createOfflineGrader, openChecks } from '#app/grading/index.ts';
import { LlmFailure } from '#app/ports/index.ts';
import { PROBE_DEADLINE_MS } from '#app/protocol/index.ts';
import { inputFor, STRONG, sha256, TERSE } from './fixture.ts';
import { findingsReply, reply, scriptedLlm, stopped } from './scripted-llm.ts';

const offline = createOfflineGrader();
const context = { sha256 };

describe('offline', () => {
  test('[GR50] everything is open before there is an answer, the most valuable first', async () => {
    expect(await openChecks(inputFor(''), offline, context)).toEqual([
      { check: 'causes/leakage', value: 6 },
      { check: 'causes/same-customer', value: 6 },
      { check: 'tests/time-split', value: 4 },
      { check: 'tests/compare-values', value: 4 },
      { check: 'causes/price-change', value: 3 },
      { check: 'causes/stale-counts', value: 3 },
      { check: 'tests/ablate', value: 2 },
      { check: 'tests/reads-result', value: 2 },
    ]);
  });

  test('[GR50] what is met is closed', async () => {
    expect((await openChecks(inputFor(TERSE), offline, context)).map(({ check }) => check)).toEqual([
      'causes/price-change',
      'causes/stale-counts',
      'tests/ablate',
      'tests/reads-result',
    ]);
    expect(await openChecks(inputFor(STRONG), offline, context)).toEqual([]);
  });
});

describe('with a model as interviewer', () => {
  const TICKET = 'The ticket feature is written after the customer has cancelled.';

  test('[GR50] one call in the interviewer’s role within the deadline; partly met is open for half', async () => {
    const llm = scriptedLlm(
      findingsReply({
        'a feature holds information': { verdict: 'met', quotes: [{ segment: 1, text: TICKET }] },
        'rows of one customer': { verdict: 'partial', quotes: [{ segment: 2, text: 'the same customer stands in train and in test' }] },
        'months later than': { verdict: 'met', quotes: [{ segment: 1, text: 'nobody wrote this' }] },
      }),
    );
    const text = `${TICKET} Perhaps the same customer stands in train and in test.`;
    const open = await openChecks(inputFor(text), createClaudeInterviewer({ llm, model: 'claude-configured' }), context);
    expect(open.slice(0, 4)).toEqual([
      { check: 'tests/time-split', value: 4 },
      { check: 'tests/compare-values', value: 4 },
      { check: 'causes/same-customer', value: 3 },
      { check: 'causes/price-change', value: 3 },
    ]);
    expect(llm.requests[0]).toMatchObject({ role: 'interviewer', timeoutMs: PROBE_DEADLINE_MS });
  });

  test.each([
    ['refuses', stopped('refusal')],
    ['answers nonsense', reply('Which result would clear it?')],
    ['is cut', stopped('max_tokens')],
  ])('[GR50] a model that %s throws after one call, so that the offline grader can step in', async (_, step) => {
    const interviewer = createClaudeInterviewer({ llm: scriptedLlm(step), model: 'claude-configured' });
    await expect(openChecks(inputFor(STRONG), interviewer, context)).rejects.toMatchObject({ name: 'LlmFailure', kind: 'permanent' });
  });

  test('[GR50] a model out of reach throws what the port threw', async () => {
    const failure = new LlmFailure('transient', 'The model did not answer in time.', null);
    const interviewer = createClaudeInterviewer({ llm: scriptedLlm(failure), model: 'claude-configured' });
    await expect(openChecks(inputFor(STRONG), interviewer, context)).rejects.toBe(failure);
  });
});
