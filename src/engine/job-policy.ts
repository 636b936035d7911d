import type { LeasedJob } from '#app/ports/index.ts';

/** Leases that may run out without a word before a job counts as what ends the process, unless its kind says otherwise. */
const MAX_CRASHES = 3;
/** The outside gets this long from the first lease on before a person is asked … */
const PATIENCE_MS = 24 * 3_600_000;
/** … and at least so many tries: a job that was put off for days, or a clock that jumped, must not use up its patience at once. */
const LEAST_TRIES = 8;
const MAX_BACKOFF_MS = 15 * 60_000;
const FIRST_BACKOFF_MS = 5_000;

export type JobFailure =
  /** Nobody's failure: the work was put off on purpose. */
  | { readonly kind: 'postponed'; readonly afterMs: number }
  /** Of what the program depends on. `afterMs`: not before that time; null when none was named. */
  | { readonly kind: 'outside'; readonly afterMs: number | null }
  /** Of the program itself. */
  | { readonly kind: 'fault' };

export type JobVerdict = { readonly kind: 'retry'; readonly runAtMs: number; readonly fault: boolean } | { readonly kind: 'give-up' };

/** Whether a job has ended its process, or lost its lease, so often that it is not tried again. */
export function isPoison({ crashes }: Pick<LeasedJob, 'crashes'>, maxCrashes = MAX_CRASHES): boolean {
  return crashes >= maxCrashes;
}

/**
 * What becomes of a job whose attempt failed. Back-off with full jitter, random(0, min(15 min, 5 s · 2^n)) for attempt n, so that jobs
 * that failed together do not come back together; never before a time that the outside named, which counts for a day at most.
 */
export function afterFailure(
  job: Pick<LeasedJob, 'attempt' | 'faults' | 'firstLeasedAtMs'>,
  failure: JobFailure,
  given: { readonly nowMs: number /** From 0 up to 1. */; readonly chance: number; readonly maxFaults: number },
): JobVerdict {
  const { nowMs } = given;
  const backOffMs = Math.round(given.chance * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** job.attempt));
  switch (failure.kind) {
    case 'postponed':
      return { kind: 'retry', runAtMs: nowMs + failure.afterMs, fault: false };
    case 'outside': {
      const isOutOfPatience = nowMs - job.firstLeasedAtMs >= PATIENCE_MS && job.attempt >= LEAST_TRIES;
      if (isOutOfPatience) return { kind: 'give-up' };
      return { kind: 'retry', runAtMs: nowMs + Math.max(backOffMs, Math.min(failure.afterMs ?? 0, PATIENCE_MS)), fault: false };
    }
    case 'fault':
      return job.faults + 1 >= given.maxFaults ? { kind: 'give-up' } : { kind: 'retry', runAtMs: nowMs + backOffMs, fault: true };
  }
}
