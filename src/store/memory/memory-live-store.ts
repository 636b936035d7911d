import type { Draft, LiveStore } from '#app/ports/index.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { judgeDraft } from '../rules/judge-draft.ts';
import type { DraftRevisions } from '../stores.ts';

export class MemoryLiveStore implements LiveStore, DraftRevisions {
  readonly #queue: CommitQueue;
  readonly #generationOf: (stream: string) => number;
  /** By stream, then by slot. */
  readonly #drafts = new Map<string, Map<string, Draft>>();
  readonly #revisions: Draft[] = [];
  readonly #clocks = new Map<string, number>();

  constructor(queue: CommitQueue, generationOf: (stream: string) => number) {
    this.#queue = queue;
    this.#generationOf = generationOf;
  }

  async putDraft({ ...draft }: Draft): Promise<'saved' | 'stale' | 'superseded'> {
    return this.#queue.submit(() => {
      const slots = this.#drafts.get(draft.stream) ?? new Map<string, Draft>();
      const stored = slots.get(draft.slot);
      const verdict = judgeDraft(draft, this.#generationOf(draft.stream), stored ?? null);
      if (verdict === 'stale' || verdict === 'superseded') return verdict;
      if (verdict === 'saved-over-older-generation' && stored !== undefined) this.#revisions.push(stored);
      this.#drafts.set(draft.stream, slots.set(draft.slot, draft));
      return 'saved';
    });
  }

  async drafts(stream: string): Promise<readonly Draft[]> {
    return [...(this.#drafts.get(stream)?.values() ?? [])].sort(bySlot);
  }

  async revisions(stream: string): Promise<readonly Draft[]> {
    return this.#revisions.filter((draft) => draft.stream === stream).sort(bySlot);
  }

  async putClock(stream: string, usedMs: number): Promise<void> {
    await this.#queue.submit(() => void this.#clocks.set(stream, Math.max(usedMs, this.#clocks.get(stream) ?? 0)));
  }

  async clock(stream: string): Promise<number> {
    return this.#clocks.get(stream) ?? 0;
  }
}

/** The sort is stable, so what was replaced first stays first. */
function bySlot(a: Draft, b: Draft): number {
  if (a.slot === b.slot) return 0;
  return a.slot < b.slot ? -1 : 1;
}
