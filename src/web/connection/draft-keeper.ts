import { DRAFT_DEBOUNCE_MS, DRAFT_MAX_WAIT_MS, type ErrorCode, type SavedDraft } from '#app/protocol/index.ts';
import { isRetryable } from './server-frame.ts';
import type { LocalDraft, Surroundings } from './surroundings.ts';
import { textFits } from './text-fits.ts';

const MIRROR_MS = 250;

export type SaveState =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'saving' }
  /** `atMs`: this device's wall clock, for display. */
  | { readonly kind: 'saved'; readonly atMs: number }
  /** Kept on this device; the server takes no text of this length. */
  | { readonly kind: 'too-long' };

/** One text field as the page shows it. */
export interface DraftView {
  readonly text: string;
  readonly save: SaveState;
  /** A newer text from another device that differs from this one: the candidate chooses. */
  readonly other: string | null;
}

interface Entry extends LocalDraft {
  readonly savedAtMs: number | null;
  readonly inFlight: { readonly cid: string; readonly text: string } | null;
  readonly other: string | null;
  /** Handed in, or its slot is closed: nothing more is sent unless the candidate types again. */
  readonly isSettled: boolean;
}

export interface DraftKeeper {
  restore(drafts: readonly LocalDraft[]): void;
  type(slot: string, text: string): void;
  /** Saves now what is not saved, as when the field loses the focus. */
  flush(slot: string): void;
  /** The server's drafts at (re)connection. */
  welcomed(drafts: readonly SavedDraft[]): void;
  disconnected(): void;
  /** False when `cid` is not a draft of ours. */
  acked(cid: string): boolean;
  nacked(cid: string, code: ErrorCode): boolean;
  /** The text was handed in: stop saving it, but keep it until the server has used it up. */
  settle(slot: string): void;
  /** The hand-in was refused: the text is a draft again. */
  unsettle(slot: string): void;
  clear(slot: string): void;
  choose(slot: string, which: 'mine' | 'other'): void;
  /** The page goes away: writes the mirror at once and says what the server does not have. */
  takeUnsaved(): readonly { slot: string; text: string }[];
  view(): ReadonlyMap<string, DraftView>;
}

/** `transmit` sends one draft and returns its id, or null when there is no connection. */
export function createDraftKeeper(
  { store, clock }: Pick<Surroundings, 'store' | 'clock'>,
  transmit: (slot: string, text: string) => string | null,
): DraftKeeper {
  const entries = new Map<string, Entry>();
  const mirrors = new Map<string, () => void>();
  const sends = new Map<string, { readonly cancel: () => void; readonly sinceMs: number }>();

  function entryOf(slot: string): Entry {
    const empty = { slot, text: '', savedText: null, sentText: null, savedAtMs: null, inFlight: null, other: null, isSettled: false };
    return entries.get(slot) ?? empty;
  }

  function change(slot: string, patch: Partial<Entry>): Entry {
    const next = { ...entryOf(slot), ...patch };
    entries.set(slot, next);
    return next;
  }

  function mirror(slot: string): void {
    mirrors.get(slot)?.();
    mirrors.delete(slot);
    const { text, savedText, sentText } = entryOf(slot);
    void store.putDraft({ slot, text, savedText, sentText });
  }

  function cancelSend(slot: string): void {
    sends.get(slot)?.cancel();
    sends.delete(slot);
  }

  /** After the last key, but not later than the longest wait since the first unsaved one. */
  function scheduleSend(slot: string): void {
    const nowMs = clock.monotonicMs();
    const sinceMs = sends.get(slot)?.sinceMs ?? nowMs;
    cancelSend(slot);
    const waitMs = Math.max(0, Math.min(DRAFT_DEBOUNCE_MS, sinceMs + DRAFT_MAX_WAIT_MS - nowMs));
    sends.set(slot, { sinceMs, cancel: clock.after(waitMs, () => flush(slot)) });
  }

  function isUnsaved({ text, savedText, isSettled, other }: Entry): boolean {
    // An empty field that nobody filled is not a text: it must never replace one.
    return !isSettled && other === null && text !== (savedText ?? '') && textFits(text);
  }

  function flush(slot: string): void {
    cancelSend(slot);
    const entry = entryOf(slot);
    // One at a time: the answer to this one looks again.
    if (!isUnsaved(entry) || entry.inFlight !== null) return;
    const cid = transmit(slot, entry.text);
    if (cid === null) return;
    change(slot, { inFlight: { cid, text: entry.text }, sentText: entry.text });
    mirror(slot);
  }

  function findInFlight(cid: string): Entry | undefined {
    return [...entries.values()].find((entry) => entry.inFlight?.cid === cid);
  }

  function merge(slot: string, serverText: string): void {
    const entry = entryOf(slot);
    const isKnown = serverText === entry.savedText || serverText === entry.text || serverText === entry.sentText;
    if (isKnown) change(slot, { savedText: serverText });
    else if (entry.text.trim() === '') change(slot, { text: serverText, savedText: serverText });
    else change(slot, { other: serverText });
    mirror(slot);
  }

  return {
    restore(drafts) {
      for (const draft of drafts) change(draft.slot, draft);
    },
    type(slot, text) {
      change(slot, { text, isSettled: false });
      if (!mirrors.has(slot))
        mirrors.set(
          slot,
          clock.after(MIRROR_MS, () => mirror(slot)),
        );
      scheduleSend(slot);
    },
    flush,
    welcomed(drafts) {
      const known = new Map(drafts.map(({ slot, text }) => [slot, text]));
      for (const [slot, text] of known) if (text !== '') merge(slot, text);
      for (const slot of entries.keys()) {
        // What the server does not have was never saved, whatever it once confirmed: it may come from a backup.
        change(slot, { inFlight: null, ...(!known.has(slot) && { savedText: null }) });
        flush(slot);
      }
    },
    disconnected() {
      for (const slot of sends.keys()) cancelSend(slot);
    },
    acked(cid) {
      const entry = findInFlight(cid);
      if (!entry?.inFlight) return false;
      const { slot, inFlight } = entry;
      const next = change(slot, { savedText: inFlight.text, savedAtMs: clock.wallMs(), inFlight: null });
      mirror(slot);
      if (isUnsaved(next) && !sends.has(slot)) scheduleSend(slot);
      return true;
    },
    nacked(cid, code) {
      const entry = findInFlight(cid);
      if (!entry) return false;
      change(entry.slot, { inFlight: null, isSettled: !isRetryable(code) });
      if (isRetryable(code)) scheduleSend(entry.slot);
      return true;
    },
    settle(slot) {
      cancelSend(slot);
      if (entries.has(slot)) change(slot, { isSettled: true });
    },
    unsettle(slot) {
      if (!entries.has(slot)) return;
      change(slot, { isSettled: false });
      flush(slot);
    },
    clear(slot) {
      cancelSend(slot);
      mirrors.get(slot)?.();
      mirrors.delete(slot);
      if (entries.delete(slot)) void store.deleteDraft(slot);
    },
    choose(slot, which) {
      const { other, text } = entryOf(slot);
      if (other === null) return;
      change(slot, { text: which === 'other' ? other : text, savedText: other, other: null });
      mirror(slot);
      flush(slot);
    },
    takeUnsaved() {
      for (const slot of [...mirrors.keys()]) mirror(slot);
      return [...entries.values()].filter(isUnsaved).map(({ slot, text }) => ({ slot, text }));
    },
    view: () => new Map([...entries].map(([slot, entry]) => [slot, { text: entry.text, other: entry.other, save: saveState(entry) }])),
  };
}

function saveState({ text, savedText, savedAtMs }: Entry): SaveState {
  if (!textFits(text)) return { kind: 'too-long' };
  if (text !== (savedText ?? '')) return { kind: 'saving' };
  return savedAtMs === null ? { kind: 'untouched' } : { kind: 'saved', atMs: savedAtMs };
}
