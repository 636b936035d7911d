interface DraftOrder {
  readonly generation: number;
  readonly rev: number;
}

/** What becomes of a draft: the greater (generation, rev) wins, and a fenced-off connection writes nothing. `stored` is the draft it would replace. */
export function judgeDraft(
  draft: DraftOrder,
  streamGeneration: number,
  stored: DraftOrder | null,
): 'saved' | 'saved-over-older-generation' | 'stale' | 'superseded' {
  if (draft.generation < streamGeneration) return 'superseded';
  if (stored === null) return 'saved';
  if (draft.generation > stored.generation) return 'saved-over-older-generation';
  return draft.generation === stored.generation && draft.rev > stored.rev ? 'saved' : 'stale';
}
