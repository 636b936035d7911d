import { GRACE_MS, MAX_RTT_MS } from '#app/protocol/index.ts';
import type { ScreenState } from './screen-state.ts';
import { sittingOf } from './sitting.ts';

/** Whether active time is passing: only while a question or an asked probe is open. */
export function isClockRunning(state: ScreenState): boolean {
  return state.phase === 'asking' || (state.phase === 'probing' && state.probe !== null);
}

/** Active time used, in milliseconds, as of the newest event that says so; 0 before the start. */
export function usedMsOf(state: ScreenState): number {
  return sittingOf(state)?.usedMs ?? 0;
}

/** Budget plus outage credits minus `usedMs`, in milliseconds; below 0 during the grace. 0 when there is no screen. */
export function remainingMs(state: ScreenState, usedMs: number): number {
  return state.phase === 'none' ? 0 : state.invitation.budgetMs + (sittingOf(state)?.creditMs ?? 0) - usedMs;
}

/** What may be charged of a measurement: whole milliseconds, never less than is recorded, and nothing while the clock stands. */
export function chargedMs(state: ScreenState, measuredMs: number): number {
  const recorded = usedMsOf(state);
  return isClockRunning(state) ? Math.max(recorded, Math.floor(measuredMs)) : recorded;
}

export function isTimeOver(state: ScreenState, usedMs: number): boolean {
  return remainingMs(state, usedMs) <= 0;
}

/** Whether even a hand-in comes too late. The round trip is the client's word, so it counts only up to MAX_RTT_MS. */
export function isGraceOver(state: ScreenState, usedMs: number, roundTripMs: number): boolean {
  return remainingMs(state, usedMs) < -(GRACE_MS + Math.max(0, Math.min(roundTripMs, MAX_RTT_MS)));
}
