import type { JobPayload } from '#app/protocol/index.ts';
import type { NewJob } from './event-store.ts';

export interface LeasedJob {
  readonly id: string;
  readonly payload: JobPayload;
  /** Counted when leased, so that a job that kills the process counts too. From 1. */
  readonly attempt: number;
  /** Leases that ran out without a word: the process died, or stood still for too long. */
  readonly crashes: number;
  /** Attempts that ended in a fault of the program, not of the outside. */
  readonly faults: number;
  /** Wall time of the first lease, in milliseconds. */
  readonly firstLeasedAtMs: number;
  /** Fencing token: a worker that lost its lease changes nothing. */
  readonly token: number;
}

export interface JobCounts {
  readonly ready: number;
  readonly leased: number;
  readonly done: number;
  readonly dead: number;
}

/** At-least-once execution. Handlers make their effect idempotent. */
export interface JobQueue {
  enqueue(job: NewJob): Promise<void>;
  /**
   * Takes the oldest ready job of these kinds, or one whose lease has run out (which counts as a crash); null when there is none. With
   * `untried` only jobs that have no crash behind them.
   */
  lease(input: {
    kinds: readonly JobPayload['kind'][];
    owner: string;
    nowMs: number;
    leaseMs: number;
    untried?: boolean;
  }): Promise<LeasedJob | null>;
  /** All of these answer false when the lease was lost. */
  renew(id: string, token: number, leaseUntilMs: number): Promise<boolean>;
  complete(id: string, token: number): Promise<boolean>;
  /** `fault` counts the attempt as one that ended in a fault of the program. */
  retry(id: string, token: number, again: { readonly runAtMs: number; readonly error: string; readonly fault: boolean }): Promise<boolean>;
  bury(id: string, token: number, error: string): Promise<boolean>;
  /** Gives leases of this owner back at once, as if they had not been taken: for a clean stop. */
  release(owner: string): Promise<void>;
  /** Wall time of the earliest job that is ready or becomes so, or null. */
  nextRunAtMs(): Promise<number | null>;
  counts(): Promise<JobCounts>;
}
