/** Why a connection is not tried again. */
export type StopReason = 'finished' | 'signed-out' | 'forbidden' | 'reload' | 'failing';

export type ClosePolicy =
  | { readonly kind: 'stop'; readonly reason: StopReason }
  | { readonly kind: 'ask' }
  | { readonly kind: 'now' }
  /** `attempts`: give up after so many closes of this sort in a row. */
  | { readonly kind: 'back-off'; readonly attempts: number };

/** Faults of the transport itself: repeating them endlessly helps nobody. */
const TRANSPORT_FAULTS: ReadonlySet<number> = new Set([1002, 1003, 1007, 1008, 1009]);
const MAX_TRANSPORT_FAULTS = 3;

const STOPS: Readonly<Record<number, StopReason>> = {
  1000: 'finished',
  4001: 'reload',
  4003: 'forbidden',
  4004: 'signed-out',
  4006: 'reload',
  4090: 'finished',
};

/** What a close code asks of the client. The hundreds decide for codes that are not listed, so new codes need no new client. */
export function closePolicy(code: number): ClosePolicy {
  const reason = STOPS[code];
  if (reason !== undefined) return { kind: 'stop', reason };
  if (TRANSPORT_FAULTS.has(code)) return { kind: 'back-off', attempts: MAX_TRANSPORT_FAULTS };
  if (code >= 4000 && code < 4100) return { kind: 'stop', reason: 'failing' };
  if (code >= 4200 && code < 4300) return { kind: 'now' };
  if (code >= 4300 && code < 4400) return { kind: 'ask' };
  return { kind: 'back-off', attempts: Number.POSITIVE_INFINITY };
}
