import type { JobPayload, RecordedEvent, ScreenEvent, ScreenSummary } from '#app/protocol/index.ts';

/** A job to be written in the same commit as the events that cause it. */
export interface NewJob {
  /** Two jobs with the same key are one job, for ever. */
  readonly dedupe: string;
  readonly payload: JobPayload;
  /** Wall time before which it must not run, in milliseconds. */
  readonly runAtMs: number;
}

/** The ledger row that makes a client's command idempotent, written in the same commit as its effect. */
export interface LedgerEntry {
  readonly commandId: string;
  /** SHA-256 over the canonical JSON of the command (not of the connection generation: a resend may carry a newer one). */
  readonly requestHash: string;
}

export interface Append {
  readonly stream: string;
  /** Seq of the newest event the decision was based on; 0 for a new stream. */
  readonly expectedVersion: number;
  /** May be empty when only the ledger entry matters. */
  readonly events: readonly ScreenEvent[];
  readonly jobs: readonly NewJob[];
  readonly ledger: LedgerEntry | null;
  /** Derived row to replace in the same commit; null leaves it as it is. */
  readonly summary: ScreenSummary | null;
  /** When set, the append is refused unless this is still the newest connection generation of the stream. */
  readonly generation: number | null;
}

export type AppendResult =
  | { readonly kind: 'appended'; readonly lastSeq: number }
  /** The ledger holds this command already, with the same hash: nothing was written. */
  | { readonly kind: 'duplicate'; readonly lastSeq: number }
  /** The ledger holds this command id with another hash. */
  | { readonly kind: 'command-id-reused' }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'version-conflict'; readonly actualVersion: number };

/**
 * The log. `append` resolves only after the commit is durable (SQLite: WAL, synchronous=FULL). Checks run in this order:
 * ledger, generation, version. Appends that arrive within one turn of the event loop may share a commit; each is accepted
 * or refused on its own.
 *
 * Rejects with StoreUnavailable when nothing was written and the same call may succeed later (busy, disk full).
 */
export interface EventStore {
  append(append: Append): Promise<AppendResult>;
  /** Events with seq > `afterSeq`, in order. An unknown stream is empty. */
  read(stream: string, afterSeq?: number): Promise<readonly RecordedEvent[]>;
  /** Result of a command carried out earlier, or null. */
  findCommand(stream: string, commandId: string): Promise<{ requestHash: string; lastSeq: number } | null>;
  /** Raises and returns the connection generation of a stream (from 1): every older connection is fenced off from now on. */
  nextGeneration(stream: string): Promise<number>;
  /** All streams, oldest first: for rebuilding what is derived. */
  streams(): Promise<readonly string[]>;
  /** Random id of this log; changes only when a backup was restored. */
  epoch(): Promise<string>;
}

export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
