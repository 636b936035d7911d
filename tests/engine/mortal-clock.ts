import type { Clock } from '#app/ports/index.ts';

/** The clock as one process sees it: when the process dies, its timers die with it, and nobody else's. */
export class MortalClock implements Clock {
  readonly #cancels = new Set<() => void>();
  #dead = false;

  constructor(private readonly clock: Clock) {}

  wallMs(): number {
    return this.clock.wallMs();
  }

  monotonicMs(): number {
    return this.clock.monotonicMs();
  }

  after(ms: number, call: () => void): () => void {
    if (this.#dead) return () => {};
    const cancel = this.clock.after(ms, () => {
      this.#cancels.delete(cancel);
      call();
    });
    this.#cancels.add(cancel);
    return () => {
      this.#cancels.delete(cancel);
      cancel();
    };
  }

  die(): void {
    this.#dead = true;
    for (const cancel of this.#cancels) cancel();
  }
}
