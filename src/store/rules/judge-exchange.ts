import type { ExchangeResult, InviteLink } from '#app/ports/index.ts';
import { LOGIN_GRACE_MS } from '#app/protocol/index.ts';

/** A link as the exchange finds it, read in the same transaction that would mark it as used. */
export interface LinkState {
  readonly link: InviteLink;
  readonly used: boolean;
  readonly revoked: boolean;
  /** Newest generation of the screen's links. */
  readonly newestGeneration: number;
  /** The asking device holds a login that came from this link. */
  readonly sameDevice: boolean;
}

/**
 * Whether a link may be traded for a login. Retired and revoked links answer as unknown ones do: whoever holds an old link
 * learns only that there is a newer one to look for. A login outlives its link by LOGIN_GRACE_MS.
 */
export function judgeExchange(state: LinkState | null, nowMs: number): ExchangeResult {
  if (state === null || state.revoked || state.link.generation < state.newestGeneration) return { kind: 'unknown' };
  const { screenId, expiresAtMs } = state.link;
  if (expiresAtMs <= nowMs) return { kind: 'expired', screenId };
  if (state.used && !state.sameDevice) return { kind: 'used', screenId };
  return { kind: 'ok', screenId, expiresAtMs: expiresAtMs + LOGIN_GRACE_MS };
}
