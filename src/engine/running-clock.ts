import type { Clock } from '#app/ports/index.ts';

/**
 * Active time of one screen, by the monotonic clock. What a process has not persisted before it dies is not charged, and
 * neither is the time until it is back: after a restart the clock stands still until `resume`.
 */
export class RunningClock {
  #usedMs = 0;
  #sinceMs: number | null = null;
  #wanted = false;
  #held = false;

  constructor(private readonly clock: Clock) {}

  /** Starts from time persisted by an earlier process, and waits for `resume`. */
  restore(usedMs: number): void {
    this.#usedMs = Math.max(this.#usedMs, usedMs);
    this.#sinceMs = null;
    this.#held = true;
  }

  /** Lets a restored clock run again, if the screen's state says so. */
  resume(): void {
    this.#held = false;
    this.#settle();
  }

  /** Takes over what the newest event says. */
  follow(running: boolean, usedMs: number): void {
    this.#usedMs = Math.max(this.usedMs(), usedMs);
    this.#sinceMs = null;
    this.#wanted = running;
    this.#settle();
  }

  usedMs(): number {
    return this.#usedMs + (this.#sinceMs === null ? 0 : Math.max(0, Math.round(this.clock.monotonicMs() - this.#sinceMs)));
  }

  isRunning(): boolean {
    return this.#sinceMs !== null;
  }

  #settle(): void {
    const run = this.#wanted && !this.#held;
    if (run && this.#sinceMs === null) this.#sinceMs = this.clock.monotonicMs();
    if (!run && this.#sinceMs !== null) {
      this.#usedMs = this.usedMs();
      this.#sinceMs = null;
    }
  }
}
