import type { Clock } from '#app/ports/index.ts';

export interface ManualClock extends Clock {
  /** Moves both times on and fires what has become due, in order. */
  advance(ms: number): void;
  /** Calls that have been asked for and not yet fired or cancelled. */
  pending(): number;
}

export function manualClock(startMs = 1_800_000_000_000): ManualClock {
  let now = 0;
  const waiting = new Set<{ readonly at: number; readonly call: () => void }>();
  return {
    wallMs: () => startMs + now,
    monotonicMs: () => now,
    after(ms, call) {
      const entry = { at: now + ms, call };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const next = [...waiting].filter((entry) => entry.at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        waiting.delete(next);
        now = next.at;
        next.call();
      }
      now = until;
    },
    pending: () => waiting.size,
  };
}
