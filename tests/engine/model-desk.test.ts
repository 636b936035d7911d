import { describe, expect, test } from 'vitest';
import { createRandomIds } from '#app/adapters/index.ts';
import { createModelDesk, type ModelDeskParts } from '#app/engine/index.ts';
import { type Llm, LlmFailure, type LlmReply, type LlmRequest } from '#app/ports/index.ts';
import { openMemoryStores } from '#app/store/index.ts';
import { reply } from '../grading/scripted-llm.ts';
import { FakeClock, settle } from './fake-clock.ts';

const SUBJECT = '00000000-0000-7000-8000-000000000001';

function ask(over: Partial<LlmRequest> = {}): LlmRequest {
  return {
    role: 'grader',
    pass: 1,
    subject: SUBJECT,
    system: ['Instructions.', 'Rubric.'],
    user: 'Answer.',
    schema: { type: 'object' },
    maxTokens: 500,
    timeoutMs: 1_000,
    ...over,
  };
}

/** Questions that differ, so that none is answered from the record. */
function asks(count: number, over: Partial<LlmRequest> = {}): LlmRequest[] {
  return Array.from({ length: count }, (_, index) => ask({ user: `Answer ${index}.`, ...over }));
}

const transient = (retryAfterMs: number | null = null) => new LlmFailure('transient', 'overloaded', retryAfterMs);

/** A model whose calls are answered by hand. */
class HeldLlm implements Llm {
  readonly requests: LlmRequest[] = [];
  readonly #held: { resolve: (reply: LlmReply) => void; reject: (error: unknown) => void }[] = [];

  complete(request: LlmRequest): Promise<LlmReply> {
    this.requests.push(request);
    return new Promise((resolve, reject) => this.#held.push({ resolve, reject }));
  }

  get underWay(): number {
    return this.#held.length;
  }

  /** Ends the oldest call. */
  async end(outcome: LlmReply | Error): Promise<void> {
    const call = this.#held.shift();
    if (!call) throw new Error('no call is under way');
    if (outcome instanceof Error) call.reject(outcome);
    else call.resolve(outcome);
    await settle();
  }
}

/** A desk over memory stores and a clock that stands still. */
function deskOver(llm: Llm, over: Partial<ModelDeskParts> = {}) {
  const clock = new FakeClock();
  const { llmCalls: calls } = openMemoryStores({ epoch: 'e' });
  const logged: string[] = [];
  const passed: string[] = [];
  const desk = createModelDesk({
    llm,
    calls,
    models: { grader: 'model-g', panel: 'model-p', interviewer: 'model-i', entailment: 'model-e' },
    clock,
    ids: createRandomIds(),
    log: { info: () => {}, warn: () => {}, error: (_, message) => void logged.push(message) },
    failpoint: (name) => void passed.push(name),
    dailyBudgetMicroUsd: null,
    estimateMicroUsd: () => null,
    gradingCalls: 100,
    ...over,
  });
  return { desk, clock, calls, logged, passed };
}

/** Fails as told, or answers; counts. */
function llmThat(next: (request: LlmRequest, call: number) => LlmReply | Error): Llm & { calls: number } {
  const llm = {
    calls: 0,
    async complete(request: LlmRequest) {
      llm.calls += 1;
      const outcome = next(request, llm.calls);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
  return llm;
}

async function failureOf(call: Promise<unknown>): Promise<LlmFailure> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LlmFailure)) throw new Error(`not a failure of a model: ${String(error)}`);
  return error;
}

describe('the record', () => {
  test('[EN1] a question that was answered before costs no call', async () => {
    const llm = llmThat((_, call) => reply(`reply ${call}`));
    const { desk, passed } = deskOver(llm);
    const first = await desk.complete(ask());
    expect(await desk.complete(ask({ timeoutMs: 7 }))).toEqual(first);
    expect(llm.calls).toBe(1);
    expect(passed).toEqual(['before-call', 'after-call', 'after-store']);
    for (const other of [
      ask({ pass: 2 }),
      ask({ subject: '00000000-0000-7000-8000-000000000002' }),
      ask({ role: 'panel' }),
      ask({ maxTokens: 1_000 }),
      ask({ schema: { type: 'array' } }),
      ask({ system: ['Instructions.Rubric.'] }),
    ])
      expect((await desk.complete(other)).text).toBe(`reply ${llm.calls}`);
    expect(llm.calls).toBe(7);
  });

  test('[EN1] another model is another question', async () => {
    const llm = llmThat((_, call) => reply(`reply ${call}`));
    const { desk, calls } = deskOver(llm);
    await desk.complete(ask());
    const models = { grader: 'model-new', panel: 'p', interviewer: 'i', entailment: 'e' };
    const { desk: later } = deskOver(llm, { calls, models });
    expect((await later.complete(ask())).text).toBe('reply 2');
  });

  test('[EN2] a call is written down before it is made, with its raw reply after', async () => {
    const llm = new HeldLlm();
    const { desk, calls, passed } = deskOver(llm);
    const completing = desk.complete(ask());
    await settle();
    const [sent] = await calls.about(SUBJECT);
    expect(sent).toMatchObject({ status: 'sent', role: 'grader', model: 'model-g', subject: SUBJECT });
    expect(JSON.parse(sent?.request ?? '')).toMatchObject({ system: ['Instructions.', 'Rubric.'], user: 'Answer.', maxTokens: 500 });
    expect(passed).toEqual(['before-call']);
    await llm.end(reply('raw'));
    await completing;
    expect(await calls.about(SUBJECT)).toMatchObject([{ id: sent?.id, status: 'answered', reply: { text: 'raw' } }]);
  });

  test('[EN2] a call that failed is on record as failed, and is made again', async () => {
    const llm = llmThat((_, call) => (call === 1 ? transient() : reply('at last')));
    const { desk, calls } = deskOver(llm);
    await failureOf(desk.complete(ask()));
    expect(await calls.about(SUBJECT)).toMatchObject([{ status: 'failed', error: 'transient: overloaded' }]);
    expect((await desk.complete(ask())).text).toBe('at last');
    expect((await calls.about(SUBJECT)).map(({ status }) => status)).toEqual(['failed', 'answered']);
  });
});

describe('the budget of a day', () => {
  const COST = 40;
  const costly = () => reply('costly', { costMicroUsd: COST });

  test.each([1, 39, 40, 41, 100, 119, 121, 1_000])('[EN3] of %i is overspent by at most one call, with 8 lanes at once', async (budget) => {
    const llm = llmThat(costly);
    const { desk, calls, clock } = deskOver(llm, { dailyBudgetMicroUsd: budget, estimateMicroUsd: () => COST });
    const waiting = asks(40);
    let refused = 0;
    const lane = async () => {
      for (let request = waiting.shift(); request; request = waiting.shift())
        await desk.complete(request).catch((error: unknown) => {
          expect(error).toMatchObject({ kind: 'over-budget' });
          refused += 1;
        });
    };
    await Promise.all(Array.from({ length: 8 }, lane));
    const spent = await calls.spentMicroUsd(clock.wallMs() - 86_400_000);
    expect(spent).toBe(llm.calls * COST);
    expect(spent).toBeLessThan(budget + COST);
    expect(spent).toBeGreaterThanOrEqual(Math.min(budget, 40 * COST));
    expect(refused).toBe(40 - llm.calls);
  });

  test('[EN3] is over until midnight, UTC, and then begins anew', async () => {
    const llm = llmThat(costly);
    const { desk, clock } = deskOver(llm, { dailyBudgetMicroUsd: COST, estimateMicroUsd: () => COST });
    const [first, second, third] = asks(3);
    await desk.complete(first ?? ask());
    // The clock of the test stands at 09:00, UTC.
    expect(await failureOf(desk.complete(second ?? ask()))).toMatchObject({ kind: 'over-budget', retryAfterMs: 15 * 3_600_000 });
    expect((await desk.complete(first ?? ask())).text).toBe('costly');
    await clock.advance(15 * 3_600_000 - 1);
    expect(await failureOf(desk.complete(second ?? ask()))).toMatchObject({ retryAfterMs: 1 });
    await clock.advance(1);
    await desk.complete(second ?? ask());
    expect(await failureOf(desk.complete(third ?? ask()))).toMatchObject({ kind: 'over-budget', retryAfterMs: 24 * 3_600_000 });
    expect(llm.calls).toBe(2);
  });

  test('[EN4] grading waits for money that is only reserved; the interviewer does not', async () => {
    const llm = new HeldLlm();
    const { desk } = deskOver(llm, { dailyBudgetMicroUsd: 100, estimateMicroUsd: () => 100 });
    const [first, second, third] = asks(3);
    const one = desk.complete(first ?? ask());
    const other = desk.complete(second ?? ask());
    await settle();
    expect(llm.underWay).toBe(1);
    expect(await failureOf(desk.complete({ ...(third ?? ask()), role: 'interviewer' }))).toMatchObject({ kind: 'over-budget' });
    await llm.end(reply('cheaper than it might have been', { costMicroUsd: 60 }));
    await one;
    expect(llm.underWay).toBe(1);
    const failed = failureOf(other);
    await llm.end(transient());
    await failed;
    const again = desk.complete(second ?? ask());
    await settle();
    await llm.end(reply('now', { costMicroUsd: 60 }));
    expect((await again).text).toBe('now');
    expect(await failureOf(desk.complete(third ?? ask()))).toMatchObject({ kind: 'over-budget' });
  });

  test('[EN3] a model without a price is not held up', async () => {
    const llm = llmThat(() => reply('free, as far as anybody knows', { costMicroUsd: null }));
    const { desk } = deskOver(llm, { dailyBudgetMicroUsd: 1 });
    for (const request of asks(5)) await desk.complete(request);
    expect(llm.calls).toBe(5);
  });
});

describe('calls at once', () => {
  test('[EN29] grading makes so many and no more; the next begins when one has ended, also badly; the interviewer waits for none', async () => {
    const llm = new HeldLlm();
    const { desk, passed } = deskOver(llm, { gradingCalls: 2 });
    const [first, second, third, probe] = asks(4);
    const one = desk.complete(first ?? ask());
    const two = failureOf(desk.complete(second ?? ask()));
    const three = desk.complete(third ?? ask());
    await settle();
    expect(llm.underWay).toBe(2);
    expect(passed.filter((name) => name === 'before-call')).toHaveLength(2);
    const chosen = desk.complete({ ...(probe ?? ask()), role: 'interviewer' });
    await settle();
    expect(llm.underWay).toBe(3);
    await llm.end(reply('first'));
    await llm.end(transient());
    await settle();
    expect(llm.underWay).toBe(2);
    await llm.end(reply('probe'));
    await llm.end(reply('third'));
    expect((await one).text).toBe('first');
    expect(await two).toMatchObject({ kind: 'transient' });
    expect((await Promise.all([chosen, three])).map(({ text }) => text)).toEqual(['probe', 'third']);
  });
});

describe('a model that fails', () => {
  /** A desk whose circuit has just opened. */
  async function opened(next: (request: LlmRequest, call: number) => LlmReply | Error = () => transient()) {
    const llm = llmThat((request, call) => (call <= 5 ? transient() : next(request, call)));
    const world = deskOver(llm);
    for (const request of asks(5)) await failureOf(world.desk.complete(request));
    return { llm, ...world };
  }

  test('[EN5] five failures within 30 s open the circuit, and no call is made', async () => {
    const { desk, clock, llm, calls } = await opened();
    await clock.advance(29_000);
    expect(await failureOf(desk.complete(ask()))).toMatchObject({ kind: 'transient', retryAfterMs: 1_000 });
    expect(llm.calls).toBe(5);
    expect(await calls.about(SUBJECT)).toHaveLength(5);
  });

  test('[EN5] failures that lie further apart do not', async () => {
    const llm = llmThat(() => transient());
    const { desk, clock } = deskOver(llm);
    for (const request of asks(20)) {
      await failureOf(desk.complete(request));
      await clock.advance(7_501);
    }
    expect(llm.calls).toBe(20);
  });

  test('[EN6] after 30 s one call tries; when it works, all go on', async () => {
    const { desk, clock, llm } = await opened(() => reply('back'));
    await clock.advance(30_000);
    const [first, ...others] = await Promise.allSettled(asks(4, { pass: 2 }).map((request) => desk.complete(request)));
    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(others.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(llm.calls).toBe(6);
    await Promise.all(asks(8, { pass: 3 }).map((request) => desk.complete(request)));
    expect(llm.calls).toBe(14);
  });

  test('[EN6] when it fails, it is left alone for 30 s more', async () => {
    const { desk, clock, llm } = await opened();
    for (let calls = 6; calls <= 9; calls++) {
      await clock.advance(30_000);
      for (const request of asks(3, { pass: 2 })) await failureOf(desk.complete(request));
      expect(llm.calls).toBe(calls);
    }
  });

  test('[EN7] a named time closes the lane at once', async () => {
    const llm = llmThat((_, call) => (call === 1 ? transient(45_000) : reply('back')));
    const { desk, clock } = deskOver(llm);
    expect(await failureOf(desk.complete(ask()))).toMatchObject({ retryAfterMs: 45_000 });
    await clock.advance(44_999);
    expect(await failureOf(desk.complete(ask()))).toMatchObject({ kind: 'transient', retryAfterMs: 1 });
    expect(llm.calls).toBe(1);
    await clock.advance(1);
    expect((await desk.complete(ask())).text).toBe('back');
  });

  test.each([
    [0, 1_000],
    [864_000_000, 3_600_000],
  ])('[EN7] a named time of %i ms counts as %i', async (named, counted) => {
    const llm = llmThat(() => transient(named));
    const { desk, clock } = deskOver(llm);
    await failureOf(desk.complete(ask()));
    expect(desk.openAgainAtMs()).toBe(clock.monotonicMs() + counted);
  });

  test('[EN7] calls that end while the lane is closed can only make it longer', async () => {
    const llm = new HeldLlm();
    const { desk, clock } = deskOver(llm);
    const pending = asks(4).map((request) => desk.complete(request).catch(() => null));
    await settle();
    await llm.end(transient(40_000));
    await llm.end(transient(20_000));
    await llm.end(transient(null));
    await llm.end(reply('late, and no reason to hurry'));
    await Promise.all(pending);
    expect(desk.openAgainAtMs()).toBe(clock.monotonicMs() + 40_000);
  });

  test('[EN8] a refused key closes the lane for a minute and is said once', async () => {
    const llm = llmThat((_, call) => (call === 4 ? reply('mended') : new LlmFailure('unauthorized', '401', null)));
    const { desk, clock, logged } = deskOver(llm);
    await failureOf(desk.complete(ask()));
    for (let calls = 1; calls <= 3; calls++) {
      expect(llm.calls).toBe(calls);
      await clock.advance(59_999);
      expect(await failureOf(desk.complete(ask()))).toMatchObject({ kind: 'transient', retryAfterMs: 1 });
      await clock.advance(1);
      await desk.complete(ask({ pass: calls })).catch(() => null);
    }
    expect(logged).toHaveLength(1);
    await failureOf(desk.complete(ask()));
    expect(logged).toHaveLength(2);
  });

  test('[EN9] grader, panel and entailment fail together; the interviewer stands apart', async () => {
    const { desk } = await opened((request) => (request.role === 'interviewer' ? reply('fine') : transient()));
    expect((await desk.complete(ask({ role: 'interviewer' }))).text).toBe('fine');
    for (const role of ['grader', 'panel', 'entailment'] as const)
      expect(await failureOf(desk.complete(ask({ role })))).toMatchObject({ retryAfterMs: 30_000 });
  });

  test('[EN10] the lane has room without limit, for none, for one try, for none while it is tried', async () => {
    const llm = new HeldLlm();
    const { desk, clock } = deskOver(llm);
    const room = () => desk.capacity(clock.monotonicMs());
    expect([room(), desk.openAgainAtMs()]).toEqual([Number.POSITIVE_INFINITY, null]);
    const failing = failureOf(desk.complete(ask()));
    await settle();
    await llm.end(transient(10_000));
    await failing;
    expect([room(), desk.openAgainAtMs()]).toEqual([0, clock.monotonicMs() + 10_000]);
    await clock.advance(10_000);
    expect([room(), desk.openAgainAtMs()]).toEqual([1, null]);
    const probing = desk.complete(ask());
    await settle();
    expect([room(), desk.openAgainAtMs()]).toEqual([0, null]);
    await llm.end(reply('back'));
    await probing;
    expect(room()).toBe(Number.POSITIVE_INFINITY);
  });

  test.each([
    ['calls that were given up open nothing', undefined, Number.POSITIVE_INFINITY],
    ['callers whose own time was over have waited for the model in vain', new DOMException('over', 'TimeoutError'), 0],
  ])('[EN11] %s', async (_, reason, room) => {
    const llm = new HeldLlm();
    const { desk, clock } = deskOver(llm);
    for (const request of asks(5)) {
      const giveUp = new AbortController();
      const ended = failureOf(desk.complete({ ...request, signal: giveUp.signal }));
      await settle();
      giveUp.abort(reason);
      await llm.end(transient());
      await ended;
    }
    expect(desk.capacity(clock.monotonicMs())).toBe(room);
  });

  test('[EN11] a caller that has given up is not called for, and an admitted try that is given up leaves room for another', async () => {
    const { desk, clock, llm } = await opened(() => reply('back'));
    await clock.advance(30_000);
    expect(await failureOf(desk.complete(ask({ signal: AbortSignal.abort() })))).toMatchObject({ kind: 'transient' });
    expect(llm.calls).toBe(5);
    expect(desk.capacity(clock.monotonicMs())).toBe(1);
  });

  test('[EN11] requests that can never work show that the model answers', async () => {
    const { desk, clock } = await opened(() => new LlmFailure('permanent', '400', null));
    await clock.advance(30_000);
    expect(await failureOf(desk.complete(ask()))).toMatchObject({ kind: 'permanent' });
    expect(desk.capacity(clock.monotonicMs())).toBe(Number.POSITIVE_INFINITY);
  });
});
