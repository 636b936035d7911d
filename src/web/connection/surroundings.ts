import type { CandidateCommand } from '#app/protocol/index.ts';

/** One WebSocket as the connection needs it. A browser socket and an in-memory one look the same from here. */
export interface Socket {
  send(text: string): void;
  close(code: number): void;
}

export interface SocketEvents {
  message(text: string): void;
  /** Called once, also when the socket never opened (then with 1006, as browsers do). */
  closed(code: number): void;
}

export type OpenSocket = (events: SocketEvents) => Socket;

/** Time and timers. `wallMs` is for display and ids, `monotonicMs` for intervals. */
export interface Clock {
  wallMs(): number;
  monotonicMs(): number;
  /** Calls back once after `ms`; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
}

/** A command that the server has not yet confirmed, or has confirmed lately. */
export interface OutboxEntry {
  readonly cid: string;
  readonly command: CandidateCommand;
  /** Wall-clock time of the confirmation; null while it is outstanding. */
  readonly ackedAtMs: number | null;
}

/**
 * What was typed on this device. `savedText` is the last text that the server confirmed for this slot, `sentText` the last
 * one that left: if the server turns up with either, it is this device's own. Null before the first.
 */
export interface LocalDraft {
  readonly slot: string;
  readonly text: string;
  readonly savedText: string | null;
  readonly sentText: string | null;
}

export interface StoredScreen {
  readonly outbox: readonly OutboxEntry[];
  readonly drafts: readonly LocalDraft[];
  readonly epoch: string | null;
}

/** What this device keeps of one screen across reloads. */
export interface DeviceStore {
  /** False: everything is gone when the tab is closed, and the page says so. */
  isDurable(): boolean;
  load(): Promise<StoredScreen>;
  putEntry(entry: OutboxEntry): Promise<void>;
  deleteEntry(cid: string): Promise<void>;
  putDraft(draft: LocalDraft): Promise<void>;
  deleteDraft(slot: string): Promise<void>;
  putEpoch(epoch: string): Promise<void>;
}

export interface Surroundings {
  readonly openSocket: OpenSocket;
  readonly store: DeviceStore;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Is this browser still signed in? Asked when sockets fail before the server said hello, which hides the reason. */
  readonly checkLogin: () => Promise<'valid' | 'ended' | 'unreachable'>;
}
