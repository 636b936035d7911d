import { describe, expect, onTestFinished, test } from 'vitest';
import { createRandomIds } from '#app/adapters/index.ts';
import { LlmFailure, type NewJob, StoreUnavailable } from '#app/ports/index.ts';
import type { JobPayload } from '#app/protocol/index.ts';
import { openMemoryStores, type Stores } from '#app/store/index.ts';
import { type JobHandler, type JobHandlers, JobWorker, Postponed, RetryLater } from '../../src/engine/job-worker.ts';
import { FakeClock, settle } from './fake-clock.ts';
import { MortalClock } from './mortal-clock.ts';

const HOUR = 3_600_000;

type GradeJob = Extract<JobPayload, { kind: 'grade-answer' }>;

function gradeJob(questionId: string, clock: FakeClock): NewJob {
  const screenId = '00000000-0000-7000-8000-000000000001';
  return { dedupe: questionId, payload: { kind: 'grade-answer', screenId, questionId, grader: 'claude' }, runAtMs: clock.wallMs() };
}

interface Bench {
  readonly clock: FakeClock;
  readonly stores: Stores;
  /** A worker of a process of its own. `die` ends the process: its timers, and whatever it was doing, never go on. */
  worker(handler: Partial<JobHandler<'grade-answer'>>): { worker: JobWorker; die: () => void; givenUp: string[] };
}

function bench(chance = 0.5): Bench {
  const clock = new FakeClock();
  const stores = openMemoryStores({ epoch: 'e' });
  const ids = { ...createRandomIds(), seed: () => chance * 2 ** 32 };
  return {
    clock,
    stores,
    worker(handler) {
      const own = new MortalClock(clock);
      const givenUp: string[] = [];
      const never = { lanes: 0, maxFaults: 1, run: async () => {}, giveUp: async () => {} };
      const handlers: JobHandlers = {
        'choose-probe': never,
        'render-report': never,
        'send-mail': never,
        'grade-answer': {
          lanes: 4,
          maxFaults: 6,
          run: async () => {},
          giveUp: async (_, error) => void givenUp.push(error),
          ...handler,
        },
      };
      const log = { info: () => {}, warn: () => {}, error: () => {} };
      const worker = new JobWorker({ jobs: stores.jobs, clock: own, ids, log }, handlers);
      onTestFinished(() => own.die());
      return { worker, die: () => own.die(), givenUp };
    },
  };
}

const hang = () => new Promise<void>(() => {});

/** Ends when the signal does, as a call to a model. */
function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new LlmFailure('transient', 'given up', null))));
}

describe('a job that fails', () => {
  test.each([
    [3, {}],
    [5, { maxCrashes: 5 }],
  ])('[EN12] %i leases that ran out make it poison; others go on', async (most, handler) => {
    const { clock, stores, worker } = bench();
    await stores.jobs.enqueue(gradeJob('poison', clock));
    await stores.jobs.enqueue(gradeJob('sound', clock));
    const done: string[] = [];
    let runs = 0;
    let current = { die: () => {} };
    const givenUp: string[][] = [];
    for (let life = 0; life < most + 3; life++) {
      const next = worker({
        ...handler,
        lanes: 1,
        run: async ({ questionId }: GradeJob) => {
          if (questionId !== 'poison') return void done.push(questionId);
          runs += 1;
          current.die();
          await hang();
        },
      });
      current = next;
      givenUp.push(next.givenUp);
      next.worker.start();
      await settle();
      await clock.advance(11_000);
      next.die();
    }
    expect(runs).toBe(most);
    expect(givenUp.flat()).toEqual(['crashed-repeatedly']);
    expect(done).toEqual(['sound']);
    expect(await stores.jobs.counts()).toEqual({ ready: 0, leased: 0, done: 1, dead: 1 });
  });

  test('[EN30] one that ends the process takes none of those with it that ran beside it', async () => {
    const { clock, stores, worker } = bench();
    for (const name of ['poison', 'one', 'two', 'three']) await stores.jobs.enqueue(gradeJob(name, clock));
    const done: string[] = [];
    let mostAgain = 0;
    const givenUp: string[][] = [];
    for (let life = 0; life < 5; life++) {
      let running = 0;
      let isAlive = true;
      const end = () => {
        isAlive = false;
        next.die();
      };
      const next = worker({
        run: async ({ questionId }: GradeJob) => {
          running += 1;
          if (life > 0) mostAgain = Math.max(mostAgain, running);
          if (questionId === 'poison') end();
          await new Promise<void>((resolve) => void clock.after(100, resolve));
          if (!isAlive) return hang();
          running -= 1;
          done.push(questionId);
        },
      });
      givenUp.push(next.givenUp);
      next.worker.start();
      await settle();
      await clock.advance(11_000);
      end();
    }
    expect(givenUp.flat()).toEqual(['crashed-repeatedly']);
    expect(done.sort()).toEqual(['one', 'three', 'two']);
    expect(mostAgain).toBe(1);
    expect(await stores.jobs.counts()).toEqual({ ready: 0, leased: 0, done: 3, dead: 1 });
  });

  test('[EN13] the outside gets a day: back-off with full jitter, then a person is asked', async () => {
    const { clock, stores, worker } = bench();
    await stores.jobs.enqueue(gradeJob('a', clock));
    const startMs = clock.monotonicMs();
    const atMs: number[] = [];
    const { worker: one, givenUp } = worker({
      run: () => {
        atMs.push(clock.monotonicMs() - startMs);
        return Promise.reject(new RetryLater('down', null));
      },
    });
    one.start();
    await settle();
    await clock.advance(25 * HOUR);
    const waits = atMs.slice(1).map((ms, index) => ms - (atMs[index] ?? 0));
    // Half of 10, 20, 40 s … and of a quarter of an hour at most; the queue is looked at every two seconds.
    for (const [index, wait] of waits.entries()) {
      const dueMs = Math.min(15 * 60_000, 5_000 * 2 ** (index + 1)) / 2;
      expect(wait).toBeGreaterThanOrEqual(dueMs);
      expect(wait).toBeLessThanOrEqual(dueMs + 2_000);
    }
    expect(atMs.at(-1)).toBeGreaterThanOrEqual(24 * HOUR);
    expect(givenUp).toEqual(['RetryLater: down']);
    expect((await stores.jobs.counts()).dead).toBe(1);
  });

  test('[EN13] not before a time that was named', async () => {
    const { clock, stores, worker } = bench(0);
    await stores.jobs.enqueue(gradeJob('a', clock));
    let runs = 0;
    const { worker: one } = worker({
      run: () => {
        runs += 1;
        return Promise.reject(new RetryLater('come back in a minute', 60_000));
      },
    });
    one.start();
    await settle();
    await clock.advance(59_000);
    expect(runs).toBe(1);
    await clock.advance(3_000);
    expect(runs).toBe(2);
  });

  test('[EN13] a store that cannot be used just now is the outside', async () => {
    const { clock, stores, worker } = bench();
    await stores.jobs.enqueue(gradeJob('a', clock));
    let runs = 0;
    const { worker: one, givenUp } = worker({
      maxFaults: 1,
      run: () => {
        runs += 1;
        return runs < 4 ? Promise.reject(new StoreUnavailable('busy')) : Promise.resolve();
      },
    });
    one.start();
    await settle();
    await clock.advance(60_000);
    expect([runs, givenUp]).toEqual([4, []]);
  });

  test('[EN14] faults of the program are counted by themselves', async () => {
    const { clock, stores, worker } = bench();
    await stores.jobs.enqueue(gradeJob('a', clock));
    let runs = 0;
    const { worker: one, givenUp } = worker({
      maxFaults: 3,
      run: () => {
        runs += 1;
        return Promise.reject(runs % 2 === 0 ? new TypeError('a bug') : new RetryLater('down', null));
      },
    });
    one.start();
    await settle();
    await clock.advance(HOUR);
    expect(runs).toBe(6);
    expect(givenUp).toEqual(['TypeError: a bug']);
  });

  test('[EN15] what was put off for days comes back at its time, and is still tried when the outside fails then', async () => {
    const { clock, stores, worker } = bench();
    await stores.jobs.enqueue(gradeJob('a', clock));
    const days: number[] = [];
    const startMs = clock.monotonicMs();
    const { worker: one, givenUp } = worker({
      run: () => {
        days.push(Math.floor((clock.monotonicMs() - startMs) / (24 * HOUR)));
        if (days.length <= 3) return Promise.reject(new Postponed('the budget is spent', 24 * HOUR));
        return days.length <= 5 ? Promise.reject(new RetryLater('down', null)) : Promise.resolve();
      },
    });
    one.start();
    await settle();
    await clock.advance(3 * 24 * HOUR + 600_000);
    expect(days).toEqual([0, 1, 2, 3, 3, 3]);
    expect(givenUp).toEqual([]);
    expect((await stores.jobs.counts()).done).toBe(1);
  });
});

describe('leases', () => {
  test('[EN16] a closed lane uses up no attempt, a half-open one takes one job', async () => {
    const { clock, stores, worker } = bench();
    for (const id of ['a', 'b', 'c', 'd']) await stores.jobs.enqueue(gradeJob(id, clock));
    let capacity = 0;
    const ended: (() => void)[] = [];
    const { worker: one } = worker({
      capacity: () => capacity,
      moreCapacityInMs: () => (capacity === 0 ? 500 : null),
      run: () => new Promise<void>((resolve) => ended.push(resolve)),
    });
    one.start();
    await settle();
    await clock.advance(10 * 60_000);
    expect(ended).toHaveLength(0);
    await one.idle();
    capacity = 1;
    await clock.advance(500);
    expect(ended).toHaveLength(1);
    await clock.advance(10_000);
    expect(ended).toHaveLength(1);
    capacity = Number.POSITIVE_INFINITY;
    ended.pop()?.();
    await settle();
    expect(ended).toHaveLength(3);
    for (const end of ended) end();
    await one.idle();
    expect(await stores.jobs.counts()).toEqual({ ready: 0, leased: 0, done: 4, dead: 0 });
    const fresh = await stores.jobs.lease({ kinds: ['grade-answer'], owner: 'o', nowMs: clock.wallMs(), leaseMs: 1 });
    expect(fresh).toBeNull();
  });

  test('[EN17] a job that takes longer than its lease keeps it', async () => {
    const { clock, stores, worker } = bench();
    await stores.jobs.enqueue(gradeJob('a', clock));
    let runs = 0;
    let end = () => {};
    const run = () => {
      runs += 1;
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    };
    const { worker: one } = worker({ run });
    const { worker: other } = worker({ run });
    one.start();
    await settle();
    other.start();
    await settle();
    await clock.advance(120_000);
    end();
    await settle();
    expect(runs).toBe(1);
    expect((await stores.jobs.counts()).done).toBe(1);
  });

  test('[EN17] a worker that stood still while another finished its job is told to stop, and changes nothing', async () => {
    const { clock, stores, worker } = bench();
    await stores.jobs.enqueue(gradeJob('a', clock));
    const seen: string[] = [];
    const { worker: stalled } = worker({
      run: (_, signal) => untilAborted(signal).finally(() => seen.push('stalled worker aborted')),
    });
    stalled.start();
    await settle();
    // The stalled process runs no timer for 130 s; in the meantime its lease runs out and another worker takes the job.
    const held = await stores.jobs.lease({ kinds: ['grade-answer'], owner: 'b', nowMs: clock.wallMs() + 130_000, leaseMs: 10_000 });
    expect(held).toMatchObject({ attempt: 2, crashes: 1, token: 2 });
    await stores.jobs.complete(held?.id ?? '', held?.token ?? 0);
    await clock.advance(3_000);
    expect(seen).toEqual(['stalled worker aborted']);
    expect(await stores.jobs.counts()).toEqual({ ready: 0, leased: 0, done: 1, dead: 0 });
  });

  test('[EN18] a stop waits for the grace, then aborts and gives back', async () => {
    const { clock, stores, worker } = bench();
    await stores.jobs.enqueue(gradeJob('quick', clock));
    await stores.jobs.enqueue(gradeJob('slow', clock));
    const ends: string[] = [];
    const { worker: one } = worker({
      run: ({ questionId }: GradeJob, signal) =>
        questionId === 'quick'
          ? new Promise<void>((resolve) => void clock.after(1_000, () => resolve())).then(() => void ends.push('quick'))
          : untilAborted(signal).finally(() => ends.push('slow aborted')),
    });
    one.start();
    await settle();
    let stopped = false;
    const stopping = one.stop(3_000).then(() => {
      stopped = true;
    });
    await settle();
    await clock.advance(2_999);
    expect([ends, stopped]).toEqual([['quick'], false]);
    await clock.advance(1);
    await stopping;
    expect(ends).toEqual(['quick', 'slow aborted']);
    expect(await stores.jobs.counts()).toEqual({ ready: 1, leased: 0, done: 1, dead: 0 });
    const again = await stores.jobs.lease({ kinds: ['grade-answer'], owner: 'o', nowMs: clock.wallMs(), leaseMs: 1 });
    expect(again).toMatchObject({ attempt: 1, crashes: 0, faults: 0 });
  });
});
