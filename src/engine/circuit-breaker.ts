/** This many failures within WINDOW_MS open the circuit. */
const FAILURES_TO_OPEN = 5;
const WINDOW_MS = 30_000;
/** An open circuit is tried again after this long, with one call. */
const OPEN_MS = 30_000;
/** A key that is refused is not mended within seconds. */
const UNAUTHORIZED_MS = 60_000;
/** Whatever a server names as the time to come back: it is not asked again at once, and it is asked once in an hour. */
const SHORTEST_OPEN_MS = 1_000;
const LONGEST_OPEN_MS = 3_600_000;
/** While the one probe is under way nobody knows when calls will be let through; callers ask again after this long. */
const PROBE_WAIT_MS = 2_000;

/**
 * What is known of the way to a model. All times are monotonic, in milliseconds. A circuit that is open past `untilMs` is half-open: the
 * next call is its probe.
 */
export type Circuit =
  | { readonly kind: 'closed'; readonly failedAtMs: readonly number[] }
  | { readonly kind: 'open'; readonly untilMs: number }
  | { readonly kind: 'probing' };

export type Admission = { readonly kind: 'call' | 'probe' } | { readonly kind: 'refused'; readonly retryAfterMs: number };

/** How a call ended, as far as the circuit cares. `given-up`: by the caller, which says nothing about the other side. */
export type CallOutcome =
  | { readonly kind: 'worked' | 'given-up' | 'unauthorized' }
  /** `retryAfterMs`: the other side named the time, as with a 429; null when it did not. */
  | { readonly kind: 'failed'; readonly retryAfterMs: number | null };

export const CLOSED: Circuit = { kind: 'closed', failedAtMs: [] };

/** Whether a call may be made now; one admitted as `probe` turns the circuit to `probing`. */
export function admit(circuit: Circuit, nowMs: number): Admission {
  switch (circuit.kind) {
    case 'closed':
      return { kind: 'call' };
    case 'open':
      return nowMs < circuit.untilMs ? { kind: 'refused', retryAfterMs: circuit.untilMs - nowMs } : { kind: 'probe' };
    case 'probing':
      return { kind: 'refused', retryAfterMs: PROBE_WAIT_MS };
  }
}

/** Calls that would be admitted now: no limit, one, or none. */
export function capacityOf(circuit: Circuit, nowMs: number): number {
  const { kind } = admit(circuit, nowMs);
  if (kind === 'call') return Number.POSITIVE_INFINITY;
  return kind === 'probe' ? 1 : 0;
}

/**
 * The circuit after a call has ended. Calls made before the circuit opened may end while it is open or being probed: only a named time
 * or a refused key still tells something then, and never shortens a wait.
 */
export function afterCall(circuit: Circuit, admitted: 'call' | 'probe', outcome: CallOutcome, nowMs: number): Circuit {
  const isProbe = admitted === 'probe' && circuit.kind === 'probing';
  switch (outcome.kind) {
    case 'worked':
      return isProbe ? CLOSED : circuit;
    case 'given-up':
      return isProbe ? { kind: 'open', untilMs: nowMs } : circuit;
    case 'unauthorized':
      return openedUntil(circuit, nowMs + UNAUTHORIZED_MS);
    case 'failed':
      if (outcome.retryAfterMs !== null) return openedUntil(circuit, nowMs + withinBounds(outcome.retryAfterMs));
      if (isProbe) return { kind: 'open', untilMs: nowMs + OPEN_MS };
      return circuit.kind === 'closed' ? afterFailure(circuit.failedAtMs, nowMs) : circuit;
  }
}

function afterFailure(earlier: readonly number[], nowMs: number): Circuit {
  const failedAtMs = [...earlier.filter((atMs) => atMs > nowMs - WINDOW_MS), nowMs];
  return failedAtMs.length < FAILURES_TO_OPEN ? { kind: 'closed', failedAtMs } : { kind: 'open', untilMs: nowMs + OPEN_MS };
}

function openedUntil(circuit: Circuit, untilMs: number): Circuit {
  return { kind: 'open', untilMs: circuit.kind === 'open' ? Math.max(circuit.untilMs, untilMs) : untilMs };
}

function withinBounds(retryAfterMs: number): number {
  return Math.min(Math.max(retryAfterMs, SHORTEST_OPEN_MS), LONGEST_OPEN_MS);
}
