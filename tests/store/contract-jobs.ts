import { expect, it } from 'vitest';
import type { LeasedJob } from '#app/ports/index.ts';
import type { Stores } from '#app/store/index.ts';
import { append, gradeJob, NOW, type Open, reportJob, uuid } from './fixtures.ts';

const KINDS = ['grade-answer', 'render-report'] as const;
const take = { kinds: KINDS, owner: 'worker', nowMs: NOW, leaseMs: 1_000 };
const again = (runAtMs: number, { fault = false } = {}) => ({ runAtMs, error: 'overloaded', fault });

async function leased(jobs: Stores['jobs'], rest: Partial<Parameters<Stores['jobs']['lease']>[0]> = {}): Promise<LeasedJob> {
  const job = await jobs.lease({ ...take, ...rest });
  if (job === null) throw new Error('there was no job to lease');
  return job;
}

export function describeJobs(open: Open): void {
  it('[ES32] two jobs with one key are one job, for ever', async () => {
    const { events, jobs } = open().stores;
    await jobs.enqueue(gradeJob('k'));
    await events.append(append(uuid(1), 0, { jobs: [gradeJob('k'), gradeJob('k')] }));
    expect(await jobs.counts()).toEqual({ ready: 1, leased: 0, done: 0, dead: 0 });
    const job = await leased(jobs);
    expect(job).toEqual({
      id: job.id,
      payload: gradeJob('k').payload,
      attempt: 1,
      crashes: 0,
      faults: 0,
      firstLeasedAtMs: NOW,
      token: 1,
    });
    await jobs.complete(job.id, job.token);
    await jobs.enqueue(gradeJob('k', { runAtMs: NOW + 1 }));
    await events.append(append(uuid(1), 1, { jobs: [reportJob('k')] }));
    expect(await jobs.counts()).toEqual({ ready: 0, leased: 0, done: 1, dead: 0 });

    await jobs.enqueue(gradeJob('l'));
    const other = await leased(jobs);
    await jobs.bury(other.id, other.token, 'no');
    await jobs.enqueue(gradeJob('l'));
    expect(await jobs.counts()).toEqual({ ready: 0, leased: 0, done: 1, dead: 1 });
  });

  it('[ES33] of two workers that ask at once exactly one gets the job', async () => {
    const { jobs } = open().stores;
    await jobs.enqueue(gradeJob('k'));
    const [a, b] = await Promise.all([jobs.lease({ ...take, owner: 'a' }), jobs.lease({ ...take, owner: 'b' })]);
    expect([a, b].filter((job) => job !== null)).toHaveLength(1);
    expect(await jobs.lease(take)).toBeNull();
  });

  it('[ES34] the job that is due longest comes first, only of the kinds asked for, and not before its time', async () => {
    const { jobs } = open().stores;
    await jobs.enqueue(reportJob('report', NOW - 30));
    await jobs.enqueue(gradeJob('second', { runAtMs: NOW - 10, payload: { ...gradeJob('').payload, screenId: uuid(2) } }));
    await jobs.enqueue(gradeJob('first', { runAtMs: NOW - 20, payload: { ...gradeJob('').payload, screenId: uuid(1) } }));
    await jobs.enqueue(gradeJob('third', { runAtMs: NOW - 10, payload: { ...gradeJob('').payload, screenId: uuid(3) } }));
    await jobs.enqueue(gradeJob('later', { runAtMs: NOW + 1 }));
    const screens: string[] = [];
    for (let n = 0; n < 3; n++) screens.push((await leased(jobs, { kinds: ['grade-answer'] })).payload.screenId);
    expect(screens).toEqual([uuid(1), uuid(2), uuid(3)]);
    expect(await jobs.lease({ ...take, kinds: ['grade-answer'] })).toBeNull();
    expect(await jobs.lease({ ...take, kinds: [] })).toBeNull();
    expect(await jobs.lease({ ...take, kinds: ['send-mail'] })).toBeNull();
    expect((await leased(jobs)).payload.kind).toBe('render-report');
    expect((await leased(jobs, { nowMs: NOW + 1 })).payload.kind).toBe('grade-answer');
  });

  it('[ES35] a lease that ran out can be taken, and its worker changes nothing any more', async () => {
    const { jobs } = open().stores;
    await jobs.enqueue(gradeJob('k'));
    const a = await leased(jobs, { owner: 'a' });
    expect(await jobs.lease({ ...take, nowMs: NOW + 999 })).toBeNull();
    const b = await leased(jobs, { owner: 'b', nowMs: NOW + 1_000 });
    expect(b).toEqual({ ...a, attempt: 2, crashes: 1, token: 2 });
    expect(await jobs.renew(a.id, a.token, NOW + 9_000)).toBe(false);
    expect(await jobs.complete(a.id, a.token)).toBe(false);
    expect(await jobs.retry(a.id, a.token, again(NOW, { fault: true }))).toBe(false);
    expect(await jobs.bury(a.id, a.token, 'late')).toBe(false);
    await jobs.release('a');
    expect(await jobs.lease({ ...take, nowMs: NOW + 1_999 })).toBeNull();
    expect(await jobs.counts()).toEqual({ ready: 0, leased: 1, done: 0, dead: 0 });
    expect(await jobs.complete(b.id, b.token)).toBe(true);
    expect(await jobs.complete(b.id, b.token)).toBe(false);
    expect(await jobs.complete('no such job', 1)).toBe(false);
  });

  it('[ES36] a renewed lease runs out later', async () => {
    const { jobs } = open().stores;
    await jobs.enqueue(gradeJob('k'));
    const job = await leased(jobs);
    expect(await jobs.renew(job.id, job.token, NOW + 5_000)).toBe(true);
    expect(await jobs.lease({ ...take, nowMs: NOW + 4_999 })).toBeNull();
    expect((await leased(jobs, { nowMs: NOW + 5_000 })).attempt).toBe(2);
  });

  it('[ES70] a look for untried jobs passes by those whose lease ran out, also after they were put back', async () => {
    const { jobs } = open().stores;
    for (const name of ['a', 'b']) await jobs.enqueue(gradeJob(name));
    const first = await leased(jobs);
    const later = { ...take, nowMs: NOW + 10 * take.leaseMs, untried: true };
    expect((await jobs.lease(later))?.id).not.toBe(first.id);
    expect(await jobs.lease(later)).toBeNull();
    const again = await jobs.lease({ ...later, untried: false });
    expect(again).toMatchObject({ id: first.id, crashes: 1 });
    await jobs.retry(first.id, again?.token ?? 0, { runAtMs: NOW, error: 'no', fault: false });
    expect(await jobs.lease({ ...later, nowMs: later.nowMs + 1 })).toBeNull();
    expect((await jobs.lease({ ...later, nowMs: later.nowMs + 1, untried: false }))?.id).toBe(first.id);
  });

  it('[ES37] a retried job waits for its time, and a buried one never comes back', async () => {
    const { jobs } = open().stores;
    await jobs.enqueue(gradeJob('k'));
    const first = await leased(jobs);
    expect(await jobs.retry(first.id, first.token, again(NOW + 100))).toBe(true);
    expect(await jobs.retry(first.id, first.token, again(NOW))).toBe(false);
    expect(await jobs.lease({ ...take, nowMs: NOW + 99 })).toBeNull();
    const second = await leased(jobs, { nowMs: NOW + 100 });
    expect(second).toEqual({ ...first, attempt: 2, token: 2 });
    expect(await jobs.bury(second.id, second.token, 'crashed')).toBe(true);
    expect(await jobs.lease({ ...take, nowMs: NOW + 1_000_000 })).toBeNull();
    expect(await jobs.counts()).toEqual({ ready: 0, leased: 0, done: 0, dead: 1 });
  });

  it('[ES38] release gives back the leases of one owner, and the attempt with them', async () => {
    const { jobs } = open().stores;
    await jobs.enqueue(gradeJob('k'));
    await jobs.enqueue(gradeJob('l', { runAtMs: NOW + 1 }));
    const mine = await leased(jobs, { owner: 'mine' });
    await leased(jobs, { owner: 'other', nowMs: NOW + 1 });
    await jobs.release('mine');
    expect(await jobs.counts()).toEqual({ ready: 1, leased: 1, done: 0, dead: 0 });
    expect(await jobs.complete(mine.id, mine.token)).toBe(false);
    expect(await leased(jobs)).toEqual({ ...mine, attempt: 1, token: 2 });
  });

  it('[ES39] counts and the next moment of work', async () => {
    const { jobs } = open().stores;
    expect(await jobs.counts()).toEqual({ ready: 0, leased: 0, done: 0, dead: 0 });
    expect(await jobs.nextRunAtMs()).toBeNull();
    await jobs.enqueue(gradeJob('k', { runAtMs: NOW + 500 }));
    await jobs.enqueue(gradeJob('l'));
    expect(await jobs.nextRunAtMs()).toBe(NOW);
    const job = await leased(jobs);
    expect(await jobs.nextRunAtMs()).toBe(NOW + 500);
    const other = await leased(jobs, { nowMs: NOW + 500, leaseMs: 2_000 });
    expect(await jobs.nextRunAtMs()).toBe(NOW + 1_000);
    await jobs.complete(job.id, job.token);
    expect(await jobs.nextRunAtMs()).toBe(NOW + 2_500);
    await jobs.bury(other.id, other.token, 'no');
    expect(await jobs.nextRunAtMs()).toBeNull();
    expect(await jobs.counts()).toEqual({ ready: 0, leased: 0, done: 1, dead: 1 });
  });

  it('[ES57] each lease taken because the one before it ran out counts a crash, and no other', async () => {
    const { jobs } = open().stores;
    await jobs.enqueue(gradeJob('k'));
    const first = await leased(jobs);
    await jobs.renew(first.id, first.token, NOW + 3_000);
    const second = await leased(jobs, { nowMs: NOW + 3_000 });
    const third = await leased(jobs, { nowMs: NOW + 4_000 });
    await jobs.retry(third.id, third.token, again(NOW + 4_001));
    const fourth = await leased(jobs, { nowMs: NOW + 9_999 });
    expect([first, second, third, fourth].map((job) => job.crashes)).toEqual([0, 1, 2, 2]);
    expect([first, second, third, fourth].map((job) => job.attempt)).toEqual([1, 2, 3, 4]);
  });

  it('[ES57] release counts no crash and takes none back', async () => {
    const { jobs } = open().stores;
    await jobs.enqueue(gradeJob('k'));
    await leased(jobs);
    await jobs.release('worker');
    expect((await leased(jobs)).crashes).toBe(0);
    const taken = await leased(jobs, { nowMs: NOW + 1_000 });
    expect([taken.attempt, taken.crashes]).toEqual([2, 1]);
    await jobs.release('worker');
    const later = await leased(jobs, { nowMs: NOW + 50_000 });
    expect([later.attempt, later.crashes]).toEqual([2, 1]);
  });

  it('[ES58] a retry counts a fault of the program only when it is one', async () => {
    const { jobs } = open().stores;
    await jobs.enqueue(gradeJob('k'));
    const faults: number[] = [];
    for (const fault of [true, false, true, false]) {
      const job = await leased(jobs);
      faults.push(job.faults);
      await jobs.retry(job.id, job.token, again(NOW, { fault }));
    }
    const last = await leased(jobs);
    expect([...faults, last.faults]).toEqual([0, 1, 1, 2, 2]);
    await jobs.release('worker');
    expect(await leased(jobs)).toMatchObject({ attempt: 5, faults: 2, crashes: 0 });
  });

  it('[ES59] the moment of the first lease is kept over retries, crashes and releases', async () => {
    const { jobs } = open().stores;
    await jobs.enqueue(gradeJob('k', { runAtMs: NOW - 500 }));
    const first = await leased(jobs, { nowMs: NOW + 7 });
    await jobs.release('worker');
    const second = await leased(jobs, { nowMs: NOW + 100 });
    await jobs.retry(second.id, second.token, again(NOW + 200));
    const third = await leased(jobs, { nowMs: NOW + 200 });
    const fourth = await leased(jobs, { nowMs: NOW + 99_000 });
    expect([first, second, third, fourth].map((job) => job.firstLeasedAtMs)).toEqual([NOW + 7, NOW + 7, NOW + 7, NOW + 7]);
  });
}
