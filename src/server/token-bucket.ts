/** Admits `perSecond` on average and `burst` at once. Two numbers a connection; time is given in. */
export class TokenBucket {
  #tokens: number;
  #at: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    nowMs: number,
  ) {
    this.#tokens = burst;
    this.#at = nowMs;
  }

  /** Takes one token; false when there is none. `nowMs` is monotonic. */
  take(nowMs: number): boolean {
    const tokens = Math.min(this.burst, this.#tokens + ((nowMs - this.#at) / 1_000) * this.perSecond);
    this.#at = nowMs;
    if (tokens < 1) {
      this.#tokens = tokens;
      return false;
    }
    this.#tokens = tokens - 1;
    return true;
  }
}
