import type { Clock } from '../../src/web/connection/surroundings.ts';

export interface ManualClock extends Clock {
  /** Lets time pass; due timers run in order, each at its own moment, and promises settle in between. */
  pass(ms: number): Promise<void>;
}

const START_WALL_MS = Date.UTC(2026, 10, 21, 9, 0, 0);

export function createManualClock(): ManualClock {
  let nowMs = 0;
  let nextId = 0;
  const timers = new Map<number, { atMs: number; callback: () => void }>();

  return {
    wallMs: () => START_WALL_MS + nowMs,
    monotonicMs: () => nowMs,
    after(ms, callback) {
      nextId += 1;
      const id = nextId;
      timers.set(id, { atMs: nowMs + ms, callback });
      return () => void timers.delete(id);
    },
    async pass(ms) {
      const untilMs = nowMs + ms;
      await settle();
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.atMs <= untilMs).sort((a, b) => a[1].atMs - b[1].atMs || a[0] - b[0])[0];
        if (!due) break;
        const [id, timer] = due;
        timers.delete(id);
        nowMs = Math.max(nowMs, timer.atMs);
        timer.callback();
        await settle();
      }
      nowMs = untilMs;
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}
