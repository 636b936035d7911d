/**
 * What changes too often to be an event: drafts and the running clock of each screen. Durable, but overwritten.
 */
export interface Draft {
  readonly stream: string;
  /** `practice`, `answer:<question>` or `probe:<question>`. */
  readonly slot: string;
  readonly generation: number;
  readonly rev: number;
  readonly text: string;
  readonly atMs: number;
}

export interface LiveStore {
  /**
   * Keeps the draft when its (generation, rev) is greater than the stored one. A text replaced by a newer generation is kept as
   * a revision. Resolves after the commit; shares commits with appends.
   * `superseded` when a newer connection generation exists.
   */
  putDraft(draft: Draft): Promise<'saved' | 'stale' | 'superseded'>;
  drafts(stream: string): Promise<readonly Draft[]>;
  /** Records the active time used so far. Never lowers a stored value. */
  putClock(stream: string, usedMs: number): Promise<void>;
  /** 0 when nothing was stored. */
  clock(stream: string): Promise<number>;
}
