import { MAX_OUTAGE_CREDIT_MS } from '#app/protocol/index.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Room } from './room.ts';

/** A reload is no outage: only longer gaps are credited. */
const MIN_OUTAGE_MS = 5_000;

/**
 * Gives back the time of a connection that was lost while the clock ran, as far as the rules allow. Called when the candidate is
 * back, and when time would end while they are away. True when anything was given back.
 */
export async function creditOutage(room: Room, parts: EngineParts): Promise<boolean> {
  const { lostAtMs } = room;
  room.lostAtMs = null;
  if (lostAtMs === null) return false;
  const ms = Math.min(Math.round(parts.clock.monotonicMs() - lostAtMs), MAX_OUTAGE_CREDIT_MS);
  if (ms < MIN_OUTAGE_MS) return false;
  const before = room.remainingMs();
  await room.execute({ type: 'outage.credit', ms }, { role: 'timer', id: 'outage' }, null);
  return room.remainingMs() > before;
}
