import { type LeasedJob, StoreUnavailable } from '#app/ports/index.ts';
import type { JobKind, JobPayload } from '#app/protocol/index.ts';
import type { EngineParts } from './engine-parts.ts';
import { afterFailure, isPoison } from './job-policy.ts';

/**
 * A job whose process died is taken up again this long after its last renewal, and a candidate may be waiting for it. A process that
 * only stood still keeps its job: two of three renewals may be late, and the token fences off the one that lost it.
 */
const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
/** With nothing to do, the queue is looked at this often: another process may have put something in. */
const IDLE_LOOK_MS = 2_000;

/** Thrown by a handler when the outside failed and the work may succeed later. */
export class RetryLater extends Error {
  override readonly name: string = 'RetryLater';
  constructor(
    message: string,
    /** Not before this many milliseconds; null: the worker's own back-off. */
    readonly afterMs: number | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Thrown by a handler that puts its work off on purpose, to a known time: never a reason to give up. */
export class Postponed extends RetryLater {
  override readonly name = 'Postponed';
}

export interface JobHandler<K extends JobKind> {
  /** Jobs of this kind that run at once. */
  readonly lanes: number;
  /** Attempts that may end in a fault of the program before the job is given up. */
  readonly maxFaults: number;
  /** Leases that may run out before the job counts as poison; three unless it says otherwise. */
  readonly maxCrashes?: number;
  /** Jobs that make sense just now, when what the work goes through can be shut; a job that is not leased loses no attempt. */
  capacity?(): number;
  /** Milliseconds until the capacity may have grown again; null when nobody knows. */
  moreCapacityInMs?(): number | null;
  /** Does the work; its effect must be the same however often it runs. The signal also ends when the lease is lost. */
  run(payload: Extract<JobPayload, { kind: K }>, signal: AbortSignal): Promise<void>;
  /** The last attempt failed: leave a visible trace for a person. */
  giveUp(payload: Extract<JobPayload, { kind: K }>, error: string): Promise<void>;
}

export type JobHandlers = { readonly [K in JobKind]: JobHandler<K> };

type WorkerParts = Pick<EngineParts, 'jobs' | 'clock' | 'ids' | 'log'>;

/** Runs jobs with leases: at least once each, with back-off, and never silently given up. */
export class JobWorker {
  readonly #owner: string;
  readonly #busy = new Map<JobKind, number>();
  readonly #running = new Set<Promise<void>>();
  readonly #abort = new AbortController();
  #cancelLook: () => void = () => {};
  #leasing: Promise<void> | null = null;
  #lookAgain = false;
  #stopped = true;
  /**
   * A job is running that ran when a process ended before. One of those that ran then may have ended it; run one at a time, it takes no
   * other with it the next time.
   */
  #hasSuspect = false;
  /** Leases taken so far. */
  #taken = 0;
  /** Kinds of which the newest look found nothing. A lane that becomes free looks only for what may be there: a look is a commit. */
  readonly #empty = new Set<JobKind>();
  #emptySinceMs = 0;
  /** Counts calls from outside, each of which may mean new jobs: a look that began before one of them says nothing about those. */
  #news = 0;

  constructor(
    private readonly parts: WorkerParts,
    private readonly handlers: JobHandlers,
  ) {
    this.#owner = parts.ids.uuid();
  }

  start(): void {
    this.#stopped = false;
    this.wake();
  }

  /** Looks for work of every kind now. Safe to call at any time, as often as wanted. */
  wake(): void {
    this.#news += 1;
    this.#empty.clear();
    this.#look();
  }

  #look(): void {
    if (this.#stopped) return;
    this.#lookAgain = true;
    this.#leasing ??= this.#lease()
      .catch((error: unknown) => this.parts.log.warn({ error: String(error) }, 'looking for jobs failed; it is tried again'))
      .finally(() => {
        this.#leasing = null;
        if (this.#lookAgain) this.#look();
        else this.#lookLater();
      });
  }

  /** Leases nothing more, gives running jobs up to `graceMs`, then hands back what is left. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    this.#cancelLook();
    await this.#leasing;
    await new Promise<void>((resolve) => {
      const cancel = this.parts.clock.after(graceMs, resolve);
      void Promise.all(this.#running).then(() => {
        cancel();
        resolve();
      });
    });
    this.#abort.abort();
    await Promise.all(this.#running);
    await this.parts.jobs.release(this.#owner);
  }

  /** Resolves when no job is running and none can be taken now: for tests and for commands that wait for an outcome. */
  async idle(): Promise<void> {
    for (let takenBefore = -1; takenBefore !== this.#taken; ) {
      takenBefore = this.#taken;
      this.wake();
      while (this.#leasing || this.#running.size > 0) {
        await this.#leasing;
        await Promise.all(this.#running);
      }
    }
  }

  #lookLater(): void {
    this.#cancelLook();
    if (this.#stopped) return;
    const growsInMs = Object.values(this.handlers).map((handler) => handler.moreCapacityInMs?.() ?? IDLE_LOOK_MS);
    this.#cancelLook = this.parts.clock.after(Math.max(0, Math.min(IDLE_LOOK_MS, ...growsInMs)), () => this.wake());
  }

  async #lease(): Promise<void> {
    const { jobs, clock } = this.parts;
    while (this.#lookAgain && !this.#stopped) {
      this.#lookAgain = false;
      if (clock.monotonicMs() - this.#emptySinceMs >= IDLE_LOOK_MS) this.#empty.clear();
      for (;;) {
        const kinds = (Object.keys(this.handlers) as JobKind[]).filter((kind) => this.#hasRoomFor(kind) && !this.#empty.has(kind));
        if (kinds.length === 0 || this.#stopped) break;
        const news = this.#news;
        const untried = this.#hasSuspect;
        const job = await jobs.lease({ kinds, owner: this.#owner, nowMs: clock.wallMs(), leaseMs: LEASE_MS, untried });
        if (job) this.#begin(job);
        else if (news === this.#news && untried === this.#hasSuspect) this.#foundNothing(kinds);
      }
    }
  }

  #foundNothing(kinds: readonly JobKind[]): void {
    if (this.#empty.size === 0) this.#emptySinceMs = this.parts.clock.monotonicMs();
    for (const kind of kinds) this.#empty.add(kind);
  }

  #hasRoomFor(kind: JobKind): boolean {
    const { lanes, capacity } = this.handlers[kind];
    return (this.#busy.get(kind) ?? 0) < Math.min(lanes, capacity?.() ?? lanes);
  }

  #begin(job: LeasedJob): void {
    const { kind } = job.payload;
    this.#taken += 1;
    this.#busy.set(kind, (this.#busy.get(kind) ?? 0) + 1);
    const isSuspect = job.crashes > 0;
    if (isSuspect) this.#hasSuspect = true;
    let isBusy = true;
    const free = () => {
      if (isBusy) this.#busy.set(kind, (this.#busy.get(kind) ?? 1) - 1);
      if (isBusy && isSuspect) {
        this.#hasSuspect = false;
        this.#empty.clear();
      }
      isBusy = false;
      this.#look();
    };
    const running = this.#run(job, free)
      .catch((error: unknown) =>
        this.parts.log.error({ job: job.id, kind, error: String(error) }, 'a job could not be closed; its lease will run out'),
      )
      .finally(() => {
        this.#running.delete(running);
        free();
      });
    this.#running.add(running);
  }

  async #run(job: LeasedJob, free: () => void): Promise<void> {
    const { jobs } = this.parts;
    const handler = this.handlers[job.payload.kind] as JobHandler<JobKind>;
    if (isPoison(job, handler.maxCrashes)) {
      await handler.giveUp(job.payload, 'crashed-repeatedly');
      await jobs.bury(job.id, job.token, `poison: the process ended ${job.crashes} times while this job was running`);
      return;
    }
    const lost = new AbortController();
    const signal = AbortSignal.any([this.#abort.signal, lost.signal]);
    const cancelRenew = this.#keepLease(job, lost);
    try {
      await handler.run(job.payload, signal);
      const completed = jobs.complete(job.id, job.token);
      // In the same turn, so that the end of this job and the lease of the next one share a commit.
      free();
      await completed;
    } catch (error) {
      // Lost: another worker has the job. Stopped: the stop gives every lease back, as if it had not been taken.
      if (!signal.aborted) await this.#failed(job, handler, error);
    } finally {
      cancelRenew();
    }
  }

  /** Renews the lease until told otherwise; when it is lost, the job is aborted, so that a worker that stood still stops paying. */
  #keepLease(job: LeasedJob, lost: AbortController): () => void {
    const { jobs, clock, log } = this.parts;
    let cancelRenew = () => {};
    let ended = false;
    const renew = () => {
      if (ended) return;
      cancelRenew = clock.after(RENEW_MS, () => {
        jobs.renew(job.id, job.token, clock.wallMs() + LEASE_MS).then(
          (kept) => {
            if (kept) return renew();
            if (ended) return;
            log.warn({ job: job.id, kind: job.payload.kind }, 'a lease was lost; another worker has the job');
            lost.abort();
          },
          (error: unknown) => {
            log.warn({ job: job.id, error: String(error) }, 'a lease could not be renewed');
            renew();
          },
        );
      });
    };
    renew();
    return () => {
      ended = true;
      cancelRenew();
    };
  }

  async #failed(job: LeasedJob, handler: JobHandler<JobKind>, error: unknown): Promise<void> {
    const { jobs, clock, ids, log } = this.parts;
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    log.warn({ job: job.id, kind: job.payload.kind, attempt: job.attempt, error: message }, 'a job failed');
    const verdict = afterFailure(job, failureOf(error), {
      nowMs: clock.wallMs(),
      chance: ids.seed() / 2 ** 32,
      maxFaults: handler.maxFaults,
    });
    if (verdict.kind === 'retry') {
      await jobs.retry(job.id, job.token, { runAtMs: verdict.runAtMs, error: message, fault: verdict.fault });
      return;
    }
    await handler.giveUp(job.payload, message);
    await jobs.bury(job.id, job.token, message);
  }
}

/** Whose failure it was: the outside's (a store that is busy belongs to it), nobody's, or the program's own. */
function failureOf(error: unknown): Parameters<typeof afterFailure>[1] {
  if (error instanceof Postponed) return { kind: 'postponed', afterMs: error.afterMs ?? 0 };
  if (error instanceof RetryLater) return { kind: 'outside', afterMs: error.afterMs };
  return error instanceof StoreUnavailable ? { kind: 'outside', afterMs: null } : { kind: 'fault' };
}
