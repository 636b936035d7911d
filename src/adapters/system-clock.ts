import type { Clock } from '#app/ports/index.ts';

/** The machine's own clocks. Each `after` holds the process open until it fires or is cancelled. */
export function createSystemClock(): Clock {
  return {
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  };
}
