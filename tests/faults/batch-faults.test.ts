import { expect, onTestFinished, test } from 'vitest';
import { createClaudeBatches, createRandomIds, modelsByRole } from '#app/adapters/index.ts';
import { BatchingLlm } from '#app/engine/index.ts';
import { LlmFailure } from '#app/ports/index.ts';
import { openMemoryStores } from '#app/store/index.ts';
import { FakeClock, settle } from '../engine/fake-clock.ts';
import { seededRandom } from '../seeded-random.ts';
import { StubBatchesApi, type StubItem, type StubResult } from './stub-batches-api.ts';

const QUESTIONS = 60;
const SUBJECT = '00000000-0000-7000-8000-000000000001';

function succeeded(text: string): StubResult {
  const content = [{ type: 'text', text }];
  const usage = { input_tokens: 10, output_tokens: 10 };
  return {
    type: 'succeeded',
    message: { id: 'm', type: 'message', role: 'assistant', model: 'stub-1', content, stop_reason: 'end_turn', usage },
  };
}

const errored = (type: string): StubResult => ({ type: 'errored', error: { type: 'error', error: { type, message: 'No.' } } });

/** What becomes of a question in the first batch: by its number. In every later one it succeeds. */
const FATES = ['succeeds', 'is overloaded', 'is refused', 'expires', 'is canceled', 'is missing'] as const;
const fateOf = (user: string) => FATES[Number(user) % FATES.length];

function resultOf({ name, user }: StubItem, batch: number): (readonly [string, StubResult])[] {
  switch (batch === 1 ? fateOf(user) : 'succeeds') {
    case 'is overloaded':
      return [[name, errored('overloaded_error')]];
    case 'is refused':
      return [[name, errored('invalid_request_error')]];
    case 'expires':
      return [[name, { type: 'expired' }]];
    case 'is canceled':
      return [[name, { type: 'canceled' }]];
    case 'is missing':
      return [];
    default:
      return [[name, succeeded(`re: ${user}`)]];
  }
}

test.each([1, 2, 3, 4, 5])(
  'F13 a batch partly errored, expired, canceled and incomplete, in any order, names twice and unknown ones: no mismatch (seed %i)',
  async (seed) => {
    const random = seededRandom(seed);
    const stub = await StubBatchesApi.start((items, batch) => {
      const known = items.flatMap((item) => resultOf(item, batch));
      const again = known.map(([name]) => [name, succeeded('a second result under the same name')] as const);
      const unknown = [1, 2, 3].map((n) => [`somebody-else_${n}`, succeeded('an answer to somebody else')] as const);
      const shuffled = [...known, ...unknown].map((result) => ({ result, place: random() })).sort((a, b) => a.place - b.place);
      return [...shuffled.map(({ result }) => result), ...again];
    });
    onTestFinished(() => stub.close());
    const clock = new FakeClock();
    const { llmCalls: calls } = openMemoryStores({ epoch: 'e' });
    const models = modelsByRole({});
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const batches = createClaudeBatches({ apiKey: 'a-key-of-a-test', baseUrl: stub.url, models });
    const underWay = new Set<Promise<unknown>>();
    const noted = <T>(step: Promise<T>): Promise<T> => {
      const ended: Promise<void> = step.catch(() => null).then(() => void underWay.delete(ended));
      underWay.add(ended);
      return step;
    };
    const llm = new BatchingLlm({
      batches: { ...batches, create: (items) => noted(batches.create(items)), hasEnded: (id) => noted(batches.hasEnded(id)) },
      calls,
      models,
      clock,
      ids: createRandomIds(),
      log,
      failpoint: () => {},
      dailyBudgetMicroUsd: null,
      estimateMicroUsd: () => null,
    });
    onTestFinished(() => llm.stop());

    let open = QUESTIONS;
    const outcomes = Array.from({ length: QUESTIONS }, (_, number) =>
      llm
        .complete({
          role: 'grader',
          pass: 1,
          subject: SUBJECT,
          system: ['S'],
          user: String(number),
          schema: {},
          maxTokens: 100,
          timeoutMs: 1_000,
        })
        .then(
          ({ text }) => text,
          (error: unknown) => (error instanceof LlmFailure ? error.kind : String(error)),
        )
        .finally(() => {
          open -= 1;
        }),
    );
    stub.ended = true;
    while (open > 0) {
      await settle();
      await Promise.all(underWay);
      await clock.advance(1_000);
    }

    const expected = Array.from({ length: QUESTIONS }, (_, number) => {
      const fate = fateOf(String(number));
      if (fate === 'is overloaded') return 'transient';
      return fate === 'is refused' ? 'permanent' : `re: ${number}`;
    });
    expect(await Promise.all(outcomes)).toEqual(expected);
    expect(stub.batches.map((items) => items.length)).toEqual([QUESTIONS, QUESTIONS / 2]);
    for (const call of await calls.about(SUBJECT)) {
      if (call.status !== 'answered') continue;
      const { user } = JSON.parse(call.request) as { user: string };
      expect(call.reply.text).toBe(`re: ${user}`);
    }
    expect(await calls.openBatches()).toEqual([]);
  },
);
