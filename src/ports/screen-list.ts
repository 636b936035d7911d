import type { ScreenStatus, ScreenSummary } from '#app/protocol/index.ts';

/** The derived rows, for lists. Written only by `EventStore.append` and `replaceAll`. */
export interface ScreenList {
  find(screenId: string): Promise<ScreenSummary | null>;
  /** Newest invite first. */
  list(filter: { readonly status?: readonly ScreenStatus[]; readonly limit: number }): Promise<readonly ScreenSummary[]>;
  /** Throws everything away and writes these rows: the last step of a rebuild from the log. */
  replaceAll(rows: readonly ScreenSummary[]): Promise<void>;
}
