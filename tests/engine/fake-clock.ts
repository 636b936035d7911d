import type { Clock } from '#app/ports/index.ts';

interface Timer {
  readonly atMs: number;
  readonly call: () => void;
}

/** A clock that moves only when told. Wall and monotonic time move together unless the wall is set apart. */
export class FakeClock implements Clock {
  #monotonicMs = 0;
  #wallMs = Date.parse('2026-03-02T09:00:00.000Z');
  readonly #timers = new Set<Timer>();

  wallMs(): number {
    return this.#wallMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { atMs: this.#monotonicMs + ms, call };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Someone sets the machine's date. */
  jumpWall(ms: number): void {
    this.#wallMs += ms;
  }

  /** Moves on, firing timers in order and letting their work settle in between. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#monotonicMs + ms;
    for (;;) {
      const next = [...this.#timers].filter((timer) => timer.atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!next) break;
      this.#move(next.atMs - this.#monotonicMs);
      this.#timers.delete(next);
      next.call();
      await settle(4);
    }
    this.#move(endMs - this.#monotonicMs);
    await settle();
  }

  /** The process that set the timers is gone. */
  dropTimers(): void {
    this.#timers.clear();
  }

  #move(ms: number): void {
    this.#monotonicMs += ms;
    this.#wallMs += ms;
  }
}

/** Lets everything run that needs no clock: promises and the stores' deferred commits. */
export async function settle(turns = 40): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
