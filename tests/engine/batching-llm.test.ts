import { describe, expect, onTestFinished, test } from 'vitest';
import { createRandomIds } from '#app/adapters/index.ts';
import { BatchingLlm, type BatchingLlmParts } from '#app/engine/index.ts';
import {
  type FailpointName,
  type LlmBatches,
  type LlmBatchItem,
  type LlmBatchResult,
  LlmFailure,
  type LlmRequest,
} from '#app/ports/index.ts';
import { openMemoryStores } from '#app/store/index.ts';
import { reply } from '../grading/scripted-llm.ts';
import { FakeClock, settle } from './fake-clock.ts';

const SUBJECT = '00000000-0000-7000-8000-000000000001';
const MINUTE = 60_000;

function ask(user: string, over: Partial<LlmRequest> = {}): LlmRequest {
  return { role: 'grader', pass: 1, subject: SUBJECT, system: ['S'], user, schema: {}, maxTokens: 500, timeoutMs: 1_000, ...over };
}

const answered = ({ name, request }: LlmBatchItem): LlmBatchResult => ({ name, kind: 'answered', reply: reply(`re: ${request.user}`) });
const overBudget = 'over-budget: The daily budget for models is spent.';
const transient = () => new LlmFailure('transient', '529', null);

interface Created {
  readonly providerId: string;
  readonly items: readonly LlmBatchItem[];
  readonly createdAtMs: number;
  ended: boolean;
}

/** A provider of batches that does as it is told. */
class ScriptedBatches implements LlmBatches {
  readonly created: Created[] = [];
  /** What each batch gives; in the order of the items and complete, unless told otherwise. */
  resultsOf: (batch: Created) => Iterable<LlmBatchResult | LlmFailure> = ({ items }) => items.map(answered);
  /** Thrown by the next steps, one each, before anything happens. */
  readonly failNext: LlmFailure[] = [];
  /** The creation works, and its caller never hears of it. */
  loseNextCreation = false;
  looks = 0;

  constructor(private readonly clock: FakeClock) {}

  async create(items: readonly LlmBatchItem[]): Promise<string> {
    this.#failIfTold();
    const providerId = `provider-${this.created.length + 1}`;
    this.created.push({ providerId, items, createdAtMs: this.clock.wallMs(), ended: false });
    if (this.loseNextCreation) {
      this.loseNextCreation = false;
      throw transient();
    }
    return providerId;
  }

  async hasEnded(providerId: string): Promise<boolean> {
    this.looks += 1;
    this.#failIfTold();
    return this.#batch(providerId).ended;
  }

  async *results(providerId: string): AsyncGenerator<LlmBatchResult> {
    this.#failIfTold();
    for (const result of this.resultsOf(this.#batch(providerId))) {
      if (result instanceof LlmFailure) throw result;
      yield result;
    }
  }

  async recent() {
    this.#failIfTold();
    return this.created
      .map(({ providerId, items, createdAtMs, ended }) => ({
        providerId,
        firstName: ended ? (items.at(-1)?.name ?? null) : null,
        createdAtMs,
      }))
      .reverse();
  }

  end(): void {
    for (const batch of this.created) batch.ended = true;
  }

  #batch(providerId: string): Created {
    const batch = this.created.find((each) => each.providerId === providerId);
    if (!batch) throw new LlmFailure('permanent', '404', null);
    return batch;
  }

  #failIfTold(): void {
    const failure = this.failNext.shift();
    if (failure) throw failure;
  }
}

/** One installation: its record, its clock and its provider. `life` starts a process over them. */
function installation() {
  const clock = new FakeClock();
  const { llmCalls: calls } = openMemoryStores({ epoch: 'e' });
  const batches = new ScriptedBatches(clock);
  const life = (failpoint: BatchingLlmParts['failpoint'] = () => {}, dailyBudgetMicroUsd: number | null = null) => {
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const models = { grader: 'g', panel: 'p', interviewer: 'i', entailment: 'e' };
    const llm = new BatchingLlm({
      batches,
      calls,
      models,
      clock,
      ids: createRandomIds(),
      log,
      failpoint,
      dailyBudgetMicroUsd,
      estimateMicroUsd: () => 40,
    });
    onTestFinished(() => llm.stop());
    return llm;
  };
  const pass = async (ms: number) => {
    await settle();
    await clock.advance(ms);
  };
  return { clock, calls, batches, life, pass };
}

/** Ends as a promise, without being a rejection that nobody hears. */
function outcome(completing: Promise<{ text: string }>): Promise<string> {
  return completing.then(
    ({ text }) => text,
    (error: unknown) => (error instanceof LlmFailure ? `${error.kind}: ${error.message}` : String(error)),
  );
}

describe('gathering', () => {
  test('[EN21] questions gather until it is quiet, and are one batch', async () => {
    const { batches, life, pass } = installation();
    const llm = life();
    const replies = [outcome(llm.complete(ask('a')))];
    await pass(1_900);
    replies.push(outcome(llm.complete(ask('b'))), outcome(llm.complete(ask('a'))));
    await pass(1_900);
    expect(batches.created).toHaveLength(0);
    await pass(100);
    expect(batches.created.map(({ items }) => items.map(({ request }) => request.user))).toEqual([['a', 'b']]);
    batches.end();
    await pass(10_000);
    expect(await Promise.all(replies)).toEqual(['re: a', 're: b', 're: a']);
    expect(await outcome(llm.complete(ask('a')))).toBe('re: a');
    await pass(MINUTE);
    expect(batches.created).toHaveLength(1);
  });

  test('[EN21] a thousand are sent at once', async () => {
    const { batches, life, pass } = installation();
    const llm = life();
    const replies = Array.from({ length: 1_003 }, (_, index) => outcome(llm.complete(ask(`${index}`))));
    await settle();
    expect(batches.created.map(({ items }) => items.length)).toEqual([1_000]);
    await pass(2_000);
    expect(batches.created.map(({ items }) => items.length)).toEqual([1_000, 3]);
    const names = batches.created.flatMap(({ items }) => items.map(({ name }) => name));
    expect(new Set(names).size).toBe(1_003);
    expect(names.every((name) => /^[a-zA-Z0-9_-]{1,64}$/.test(name))).toBe(true);
    batches.end();
    await pass(10_000);
    expect(await Promise.all(replies)).toEqual(replies.map((_, index) => `re: ${index}`));
  });
});

describe('the budget of a day', () => {
  test.each([
    { costMicroUsd: 10, batchSizes: [3, 2], ends: ['re: 0', 're: 1', 're: 2', 're: 3', 're: 4'] },
    { costMicroUsd: 42, batchSizes: [3], ends: ['re: 0', 're: 1', 're: 2', ...Array.from({ length: 2 }, () => overBudget)] },
  ])('[EN28] what has no room waits for what the batch before it left over ($costMicroUsd a reply)', async (script) => {
    const { batches, life, pass } = installation();
    batches.resultsOf = ({ items }) =>
      items.map(({ name, request }) => ({
        name,
        kind: 'answered',
        reply: reply(`re: ${request.user}`, { costMicroUsd: script.costMicroUsd }),
      }));
    const llm = life(undefined, 100);
    const replies = Array.from({ length: 5 }, (_, index) => outcome(llm.complete(ask(`${index}`))));
    for (let round = 0; round < 2; round++) {
      await pass(2_000);
      batches.end();
      await pass(10_000);
    }
    expect(await Promise.all(replies)).toEqual(script.ends);
    expect(batches.created.map(({ items }) => items.length)).toEqual(script.batchSizes);
  });
});

describe('results', () => {
  test('[EN22] are matched by name, in any order, with strangers and repetitions among them', async () => {
    const { batches, calls, life, pass } = installation();
    batches.resultsOf = ({ items }) => {
      const results = items.map(answered).reverse();
      const stranger: LlmBatchResult = { name: 'never-sent_0', kind: 'answered', reply: reply('a stranger') };
      const again = items.map(({ name }): LlmBatchResult => ({ name, kind: 'answered', reply: reply('again') }));
      return [stranger, ...results, ...again];
    };
    const llm = life();
    const replies = ['a', 'b', 'c'].map((user) => outcome(llm.complete(ask(user))));
    await pass(2_000);
    batches.end();
    await pass(10_000);
    expect(await Promise.all(replies)).toEqual(['re: a', 're: b', 're: c']);
    const recorded = await calls.about(SUBJECT);
    expect(recorded.map((call) => call.status === 'answered' && call.reply.text).sort()).toEqual(['re: a', 're: b', 're: c']);
    expect(await calls.openBatches()).toEqual([]);
  });

  test('[EN23] expired and missing items are asked again, a failed one fails', async () => {
    const { batches, calls, life, pass } = installation();
    batches.resultsOf = ({ items, providerId }) => {
      if (providerId !== 'provider-1') return items.map(answered);
      return items.flatMap((item): LlmBatchResult[] => {
        const { name } = item;
        switch (item.request.user) {
          case 'expires':
            return [{ name, kind: 'expired' }];
          case 'fails':
            return [{ name, kind: 'failed', failure: new LlmFailure('permanent', 'invalid_request_error', null) }];
          case 'is missing':
            return [];
          default:
            return [answered(item)];
        }
      });
    };
    const llm = life();
    const replies = ['works', 'expires', 'fails', 'is missing'].map((user) => outcome(llm.complete(ask(user))));
    await pass(2_000);
    batches.end();
    await pass(10_000);
    expect(await replies[0]).toBe('re: works');
    expect(await replies[2]).toBe('permanent: invalid_request_error');
    await pass(2_000);
    expect(batches.created[1]?.items.map(({ request }) => request.user).sort()).toEqual(['expires', 'is missing']);
    batches.end();
    await pass(10_000);
    expect(await Promise.all(replies)).toEqual(['re: works', 're: expires', 'permanent: invalid_request_error', 're: is missing']);
    expect((await calls.about(SUBJECT)).map(({ status }) => status).sort()).toEqual(
      ['answered', 'answered', 'answered', 'failed', 'failed', 'failed'].sort(),
    );
  });

  test('[EN27] a provider that fails on the way is asked again, and a caller that gives up leaves its question', async () => {
    const { batches, calls, life, pass } = installation();
    let tries = 0;
    batches.resultsOf = ({ items }) => {
      tries += 1;
      const [first, ...others] = items.map(answered);
      return tries === 1 && first ? [first, transient()] : [...(first ? [first] : []), ...others];
    };
    const llm = life();
    const giveUp = new AbortController();
    const impatient = outcome(llm.complete(ask('a', { signal: giveUp.signal })));
    const patient = outcome(llm.complete(ask('b')));
    await pass(2_000);
    giveUp.abort();
    expect(await impatient).toBe('transient: The call was given up.');
    batches.failNext.push(transient(), transient(), new LlmFailure('unauthorized', '401', null));
    await pass(15 * MINUTE);
    batches.end();
    await pass(10 * MINUTE);
    expect(await patient).toBe('re: b');
    expect(tries).toBe(2);
    // Ten seconds, half as long again each time, and five minutes at most: not more than a few looks in 25 minutes.
    expect(batches.looks).toBeLessThan(20);
    expect(await outcome(llm.complete(ask('a')))).toBe('re: a');
    expect(batches.created).toHaveLength(1);
    expect(await calls.openBatches()).toEqual([]);
  });
});

describe('a process that dies', () => {
  /** Stands for the end of the process: what comes after never happens. */
  const diesAt = (point: FailpointName) => (name: FailpointName) => {
    if (name === point) throw new Error(`the process died at ${name}`);
  };

  test('[EN24] after the batch was created and before its id was known: found by its names, paid for once', async () => {
    const { batches, life, pass } = installation();
    const first = life(diesAt('batch-created'));
    const lost = outcome(first.complete(ask('a')));
    await pass(2_000);
    expect(await lost).toContain('the process died');
    first.stop();
    expect(batches.created).toHaveLength(1);

    const second = life();
    const again = outcome(second.complete(ask('a')));
    const other = outcome(second.complete(ask('b')));
    await pass(5 * MINUTE);
    // Its batch is not over, so that the provider does not name its items; the other question goes its own way.
    expect(batches.created.map(({ items }) => items.map(({ request }) => request.user))).toEqual([['a'], ['b']]);
    batches.end();
    await pass(10 * MINUTE);
    expect(await Promise.all([again, other])).toEqual(['re: a', 're: b']);
    expect(batches.created).toHaveLength(2);
  });

  test('[EN24] while the batch was under way: taken up by its id, and its replies are stored though nobody asks', async () => {
    const { batches, calls, life, pass } = installation();
    const first = life();
    const lost = outcome(first.complete(ask('a')));
    await pass(2_000);
    first.stop();
    expect(await lost).toContain('transient');
    expect(await calls.openBatches()).toMatchObject([{ providerId: 'provider-1' }]);
    batches.end();
    await life().start();
    await pass(1_000);
    expect(await calls.openBatches()).toEqual([]);
    expect(await calls.about(SUBJECT)).toMatchObject([{ status: 'answered', reply: { text: 're: a' } }]);
    expect(await outcome(life().complete(ask('a')))).toBe('re: a');
    expect(batches.created).toHaveLength(1);
  });

  test('[EN25] before the batch was created: asked again after a minute, closed after a day', async () => {
    const { batches, calls, clock, life, pass } = installation();
    const first = life(diesAt('batch-intended'));
    const lost = outcome(first.complete(ask('a')));
    await pass(2_000);
    expect(await lost).toContain('the process died');
    first.stop();
    expect(batches.created).toHaveLength(0);

    const second = life();
    const again = outcome(second.complete(ask('a')));
    await pass(50_000);
    expect(batches.created).toHaveLength(0);
    await pass(2 * MINUTE);
    expect(batches.created).toHaveLength(1);
    batches.end();
    await pass(10 * MINUTE);
    expect(await again).toBe('re: a');
    expect(await calls.openBatches()).toHaveLength(1);
    second.stop();

    await clock.advance(24 * 60 * MINUTE);
    const third = life();
    await third.start();
    await pass(1_000);
    expect(await calls.openBatches()).toEqual([]);
    expect(batches.created).toHaveLength(1);
  });
});

describe('a creation that fails', () => {
  test('[EN26] for good: its questions fail, and its record is closed', async () => {
    const { batches, calls, life, pass } = installation();
    batches.failNext.push(new LlmFailure('permanent', '413', null));
    const failing = outcome(life().complete(ask('a')));
    await pass(2_000);
    expect(await failing).toBe('permanent: 413');
    expect(await calls.openBatches()).toEqual([]);
    expect(await calls.about(SUBJECT)).toMatchObject([{ status: 'failed' }]);
  });

  test('[EN26] without a word, although it worked: found, not created again', async () => {
    const { batches, life, pass } = installation();
    batches.loseNextCreation = true;
    const completing = outcome(life().complete(ask('a')));
    await pass(5 * MINUTE);
    batches.end();
    await pass(10 * MINUTE);
    expect(await completing).toBe('re: a');
    expect(batches.created).toHaveLength(1);
  });

  test('[EN26] without a word, and it did not work: created again', async () => {
    const { batches, life, pass } = installation();
    batches.failNext.push(transient());
    const completing = outcome(life().complete(ask('a')));
    await pass(5 * MINUTE);
    expect(batches.created).toHaveLength(1);
    batches.end();
    await pass(10 * MINUTE);
    expect(await completing).toBe('re: a');
  });
});
