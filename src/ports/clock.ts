/** Wall time for stamps and deadlines; monotonic time for intervals. The two move independently: only intervals may be charged to a candidate. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  wallMs(): number;
  /** Milliseconds since some fixed moment; never goes back, never jumps. */
  monotonicMs(): number;
  /** Calls once after `ms`; the returned function cancels. */
  after(ms: number, call: () => void): () => void;
}
