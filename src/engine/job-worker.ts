import type { LeasedJob } from '#app/ports/index.ts';
import type { JobKind, JobPayload } from '#app/protocol/index.ts';
import type { EngineParts } from './engine-parts.ts';

/**
 * A job whose process died is taken up again this long after its last renewal, and a candidate may be waiting for it. A process that
 * only stood still keeps its job: two of three renewals may be late, and the token fences off the one that lost it.
 */
const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
/** With nothing to do, the queue is looked at this often: another process may have put something in. */
const IDLE_LOOK_MS = 2_000;
const MAX_BACKOFF_MS = 15 * 60_000;
const FIRST_BACKOFF_MS = 5_000;

/** Thrown by a handler when the work may succeed later. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  constructor(
    message: string,
    /** Not before this many milliseconds; null: the worker's own back-off. */
    readonly afterMs: number | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface JobHandler<K extends JobKind> {
  /** Jobs of this kind that run at once. */
  readonly lanes: number;
  readonly maxAttempts: number;
  /** Does the work; its effect must be the same however often it runs. */
  run(payload: Extract<JobPayload, { kind: K }>, signal: AbortSignal): Promise<void>;
  /** The last attempt failed: leave a visible trace for a person. */
  giveUp(payload: Extract<JobPayload, { kind: K }>, error: string): Promise<void>;
}

export type JobHandlers = { readonly [K in JobKind]: JobHandler<K> };

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

  constructor(
    private readonly parts: EngineParts,
    private readonly handlers: JobHandlers,
  ) {
    this.#owner = parts.ids.uuid();
  }

  start(): void {
    this.#stopped = false;
    this.wake();
  }

  /** Looks for work now. Safe to call at any time, as often as wanted. */
  wake(): void {
    if (this.#stopped) return;
    this.#lookAgain = true;
    this.#leasing ??= this.#lease()
      .catch((error: unknown) => this.parts.log.warn({ error: String(error) }, 'looking for jobs failed; it is tried again'))
      .finally(() => {
        this.#leasing = null;
        if (this.#lookAgain) this.wake();
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

  /** Resolves when no job is running or ready: for tests and for commands that wait for an outcome. */
  async idle(): Promise<void> {
    for (;;) {
      while (this.#leasing || this.#running.size > 0) {
        await this.#leasing;
        await Promise.all(this.#running);
      }
      const nextMs = await this.parts.jobs.nextRunAtMs();
      if (nextMs === null || nextMs > this.parts.clock.wallMs()) return;
      this.wake();
    }
  }

  #lookLater(): void {
    this.#cancelLook();
    if (!this.#stopped) this.#cancelLook = this.parts.clock.after(IDLE_LOOK_MS, () => this.wake());
  }

  async #lease(): Promise<void> {
    while (this.#lookAgain && !this.#stopped) {
      this.#lookAgain = false;
      for (;;) {
        const kinds = (Object.keys(this.handlers) as JobKind[]).filter((kind) => (this.#busy.get(kind) ?? 0) < this.handlers[kind].lanes);
        if (kinds.length === 0 || this.#stopped) break;
        const job = await this.parts.jobs.lease({ kinds, owner: this.#owner, nowMs: this.parts.clock.wallMs(), leaseMs: LEASE_MS });
        if (!job) break;
        this.#begin(job);
      }
    }
  }

  #begin(job: LeasedJob): void {
    const { kind } = job.payload;
    this.#busy.set(kind, (this.#busy.get(kind) ?? 0) + 1);
    const running = this.#run(job)
      .catch((error: unknown) =>
        this.parts.log.error({ job: job.id, kind, error: String(error) }, 'a job could not be closed; its lease will run out'),
      )
      .finally(() => {
        this.#busy.set(kind, (this.#busy.get(kind) ?? 1) - 1);
        this.#running.delete(running);
        this.wake();
      });
    this.#running.add(running);
  }

  async #run(job: LeasedJob): Promise<void> {
    const { jobs, clock, log } = this.parts;
    const handler = this.handlers[job.payload.kind] as JobHandler<JobKind>;
    if (job.attempt > handler.maxAttempts) {
      // Attempts are counted when leased, so this job has ended its process, or lost its lease, every time.
      await handler.giveUp(job.payload, 'crashed-repeatedly');
      await jobs.bury(job.id, job.token, 'crashed-repeatedly');
      return;
    }
    let cancelRenew = () => {};
    const renew = () => {
      cancelRenew = clock.after(RENEW_MS, () => {
        jobs.renew(job.id, job.token, clock.wallMs() + LEASE_MS).then(
          (kept) => kept && renew(),
          (error: unknown) => log.warn({ job: job.id, error: String(error) }, 'a lease could not be renewed'),
        );
      });
    };
    renew();
    try {
      await handler.run(job.payload, this.#abort.signal);
      await jobs.complete(job.id, job.token);
    } catch (error) {
      await this.#failed(job, handler, error);
    } finally {
      cancelRenew();
    }
  }

  async #failed(job: LeasedJob, handler: JobHandler<JobKind>, error: unknown): Promise<void> {
    const { jobs, clock, log } = this.parts;
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (this.#abort.signal.aborted) {
      await jobs.retry(job.id, job.token, clock.wallMs(), 'stopped');
      return;
    }
    log.warn({ job: job.id, kind: job.payload.kind, attempt: job.attempt, error: message }, 'a job failed');
    if (job.attempt >= handler.maxAttempts) {
      await handler.giveUp(job.payload, message);
      await jobs.bury(job.id, job.token, message);
      return;
    }
    const namedMs = error instanceof RetryLater ? error.afterMs : null;
    await jobs.retry(job.id, job.token, clock.wallMs() + Math.max(namedMs ?? 0, this.#backOffMs(job.attempt)), message);
  }

  /** Full jitter, so that jobs that failed together do not come back together. */
  #backOffMs(attempt: number): number {
    const chance = this.parts.ids.seed() / 2 ** 32;
    return Math.round(chance * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt));
  }
}
