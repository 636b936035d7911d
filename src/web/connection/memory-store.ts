import type { DeviceStore, LocalDraft, OutboxEntry } from './surroundings.ts';

/** Keeps a screen for as long as the page lives: where the browser allows no more (private windows, full disks). */
export function createMemoryStore(): DeviceStore {
  const outbox = new Map<string, OutboxEntry>();
  const drafts = new Map<string, LocalDraft>();
  let epoch: string | null = null;
  return {
    isDurable: () => false,
    load: async () => ({ outbox: [...outbox.values()], drafts: [...drafts.values()], epoch }),
    putEntry: async (entry) => void outbox.set(entry.cid, entry),
    deleteEntry: async (cid) => void outbox.delete(cid),
    putDraft: async (draft) => void drafts.set(draft.slot, draft),
    deleteDraft: async (slot) => void drafts.delete(slot),
    putEpoch: async (next) => {
      epoch = next;
    },
  };
}
