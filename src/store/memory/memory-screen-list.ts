import type { ScreenList } from '#app/ports/index.ts';
import type { ScreenStatus, ScreenSummary } from '#app/protocol/index.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { readStoredSummary } from '../read-stored.ts';
import { type SerialisedSummary, serialiseSummary } from '../serialise-append.ts';

export class MemoryScreenList implements ScreenList {
  readonly #queue: CommitQueue;
  readonly #rows = new Map<string, SerialisedSummary>();

  constructor(queue: CommitQueue) {
    this.#queue = queue;
  }

  /** For the append that writes the row in its own commit. */
  upsert(summary: SerialisedSummary): void {
    this.#rows.set(summary.screenId, summary);
  }

  async find(screenId: string): Promise<ScreenSummary | null> {
    const row = this.#rows.get(screenId);
    return row === undefined ? null : readStoredSummary(screenId, row.body);
  }

  async list({ status, limit }: { readonly status?: readonly ScreenStatus[]; readonly limit: number }): Promise<readonly ScreenSummary[]> {
    return [...this.#rows.values()]
      .filter((row) => status === undefined || status.some((wanted) => wanted === row.status))
      .sort(newestFirst)
      .slice(0, limit)
      .map((row) => readStoredSummary(row.screenId, row.body));
  }

  async replaceAll(rows: readonly ScreenSummary[]): Promise<void> {
    const summaries = rows.map(serialiseSummary);
    await this.#queue.submit(() => {
      this.#rows.clear();
      for (const summary of summaries) this.upsert(summary);
    });
  }
}

function newestFirst(a: SerialisedSummary, b: SerialisedSummary): number {
  const [left, right] = [a.invitedAt + a.screenId, b.invitedAt + b.screenId];
  if (left === right) return 0;
  return left < right ? 1 : -1;
}
