import type { JobCounts, JobQueue, LeasedJob, NewJob } from '#app/ports/index.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { readStoredPayload } from '../read-stored.ts';
import { type SerialisedJob, serialiseJob } from '../serialise-append.ts';

interface Job extends SerialisedJob {
  readonly id: string;
  state: keyof JobCounts;
  runAtMs: number;
  /** When it may be taken: its run time, or the end of its lease; null when over. */
  dueAtMs: number | null;
  attempt: number;
  crashes: number;
  faults: number;
  firstLeasedAtMs: number | null;
  token: number;
  owner: string | null;
}

export class MemoryJobQueue implements JobQueue {
  readonly #queue: CommitQueue;
  /** By dedupe key, in the order they were added; kept for ever. */
  readonly #jobs = new Map<string, Job>();

  constructor(queue: CommitQueue) {
    this.#queue = queue;
  }

  /** For the append that writes jobs in its own commit. */
  insert(job: SerialisedJob): void {
    if (this.#jobs.has(job.dedupe)) return;
    const id = String(this.#jobs.size + 1);
    const untouched = { attempt: 0, crashes: 0, faults: 0, firstLeasedAtMs: null, token: 0, owner: null };
    this.#jobs.set(job.dedupe, { ...job, ...untouched, id, state: 'ready', dueAtMs: job.runAtMs });
  }

  async enqueue(job: NewJob): Promise<void> {
    const serialised = serialiseJob(job);
    await this.#queue.submit(() => this.insert(serialised));
  }

  async lease({ kinds, owner, nowMs, leaseMs, untried = false }: Parameters<JobQueue['lease']>[0]): Promise<LeasedJob | null> {
    const taken = await this.#queue.submit(() => {
      let oldest: Job | null = null;
      for (const job of this.#jobs.values()) {
        if (job.dueAtMs === null || job.dueAtMs > nowMs || !kinds.some((kind) => kind === job.kind)) continue;
        if (untried && (job.crashes > 0 || job.state === 'leased')) continue;
        if (oldest === null || job.dueAtMs < (oldest.dueAtMs ?? nowMs)) oldest = job;
      }
      if (oldest === null) return null;
      if (oldest.state === 'leased') oldest.crashes += 1;
      oldest.state = 'leased';
      oldest.dueAtMs = nowMs + leaseMs;
      oldest.attempt += 1;
      oldest.token += 1;
      oldest.owner = owner;
      oldest.firstLeasedAtMs ??= nowMs;
      const { id, payload, attempt, crashes, faults, firstLeasedAtMs, token } = oldest;
      return { id, payload, attempt, crashes, faults, firstLeasedAtMs, token };
    });
    return taken === null ? null : { ...taken, payload: readStoredPayload(taken.id, taken.payload) };
  }

  async renew(id: string, token: number, leaseUntilMs: number): Promise<boolean> {
    return this.#change(id, token, (job) => {
      job.dueAtMs = leaseUntilMs;
    });
  }

  async complete(id: string, token: number): Promise<boolean> {
    return this.#change(id, token, (job) => end(job, 'done'));
  }

  async retry(id: string, token: number, { runAtMs, fault }: Parameters<JobQueue['retry']>[2]): Promise<boolean> {
    return this.#change(id, token, (job) => {
      job.runAtMs = runAtMs;
      if (fault) job.faults += 1;
      giveBack(job);
    });
  }

  async bury(id: string, token: number): Promise<boolean> {
    return this.#change(id, token, (job) => end(job, 'dead'));
  }

  async release(owner: string): Promise<void> {
    await this.#queue.submit(() => {
      for (const job of this.#jobs.values()) {
        if (job.state !== 'leased' || job.owner !== owner) continue;
        giveBack(job);
        job.attempt -= 1;
      }
    });
  }

  async nextRunAtMs(): Promise<number | null> {
    const due = [...this.#jobs.values()].flatMap((job) => (job.dueAtMs === null ? [] : [job.dueAtMs]));
    return due.length === 0 ? null : due.reduce((least, ms) => Math.min(least, ms));
  }

  async counts(): Promise<JobCounts> {
    const counts = { ready: 0, leased: 0, done: 0, dead: 0 };
    for (const job of this.#jobs.values()) counts[job.state] += 1;
    return counts;
  }

  /** Every change of a leased job names the token of its lease: a worker that lost it changes nothing. */
  #change(id: string, token: number, change: (job: Job) => void): Promise<boolean> {
    return this.#queue.submit(() => {
      const held = [...this.#jobs.values()].find((job) => job.id === id && job.token === token && job.state === 'leased');
      if (held !== undefined) change(held);
      return held !== undefined;
    });
  }
}

function giveBack(job: Job): void {
  job.state = 'ready';
  job.dueAtMs = job.runAtMs;
  job.owner = null;
}

function end(job: Job, state: 'done' | 'dead'): void {
  job.state = state;
  job.dueAtMs = null;
  job.owner = null;
}
