import { type CandidateCommand, COMMAND_WINDOW, type ErrorCode } from '#app/protocol/index.ts';
import { backOffMs } from './back-off.ts';
import { isRetryable } from './server-frame.ts';
import type { OutboxEntry, Surroundings } from './surroundings.ts';
import { uuid7 } from './uuid7.ts';

/** Confirmed commands are kept this long, to be offered again should the server be restored from a backup. */
const KEEP_ACKED_MS = 10 * 60_000;

export interface Outbox {
  restore(entries: readonly OutboxEntry[]): void;
  /** Queues a command under an id that it keeps through every resend. */
  add(command: CandidateCommand): void;
  /** A new connection: everything outstanding goes out again, in order. */
  connected(): void;
  disconnected(): void;
  /** The command that is done; null when it is not one of ours. */
  acked(cid: string): CandidateCommand | null;
  /** The command that was refused for good; null when it is not one of ours or will be tried again. */
  nacked(cid: string, code: ErrorCode): CandidateCommand | null;
  /** The server has forgotten some of what it confirmed: offer it again. Its ledger makes that harmless. */
  offerAgain(): void;
  /** Outstanding commands, oldest first. */
  pending(): readonly CandidateCommand[];
}

/** Commands on their way: kept on the device, sent in order, at most `COMMAND_WINDOW` without an answer. */
export function createOutbox(
  { store, clock, random }: Pick<Surroundings, 'store' | 'clock' | 'random'>,
  transmit: (cid: string, command: CandidateCommand) => boolean,
): Outbox {
  let entries: OutboxEntry[] = [];
  const inFlight = new Set<string>();
  let isConnected = false;
  let refusals = 0;
  let newestMs = 0;
  let cancelRetry: (() => void) | null = null;

  const outstanding = () => entries.filter((entry) => entry.ackedAtMs === null);

  function pump(): void {
    if (!isConnected || cancelRetry !== null) return;
    for (const { cid, command } of outstanding()) {
      if (inFlight.size >= COMMAND_WINDOW) return;
      if (inFlight.has(cid)) continue;
      if (!transmit(cid, command)) return;
      inFlight.add(cid);
    }
  }

  function forgetOld(): void {
    const limitMs = clock.wallMs() - KEEP_ACKED_MS;
    const isOld = (entry: OutboxEntry) => entry.ackedAtMs !== null && entry.ackedAtMs < limitMs;
    for (const entry of entries.filter(isOld)) void store.deleteEntry(entry.cid);
    entries = entries.filter((entry) => !isOld(entry));
  }

  function replace(cid: string, ackedAtMs: number | null): void {
    entries = entries.map((entry) => {
      if (entry.cid !== cid) return entry;
      const changed = { ...entry, ackedAtMs };
      void store.putEntry(changed);
      return changed;
    });
  }

  function stopRetry(): void {
    cancelRetry?.();
    cancelRetry = null;
  }

  return {
    restore(stored) {
      // Ids begin with their time, so their order is the order in which the commands were given.
      entries = [...stored].sort((one, other) => (one.cid < other.cid ? -1 : 1));
      forgetOld();
    },
    add(command) {
      forgetOld();
      // Strictly rising, so that the order of the ids is the order of the commands even within one millisecond.
      newestMs = Math.max(clock.wallMs(), newestMs + 1);
      const entry = { cid: uuid7(newestMs, random), command, ackedAtMs: null };
      entries = [...entries, entry];
      void store.putEntry(entry);
      pump();
    },
    connected() {
      isConnected = true;
      inFlight.clear();
      stopRetry();
      pump();
    },
    disconnected() {
      isConnected = false;
      inFlight.clear();
      stopRetry();
    },
    acked(cid) {
      inFlight.delete(cid);
      refusals = 0;
      replace(cid, clock.wallMs());
      pump();
      return entries.find((entry) => entry.cid === cid)?.command ?? null;
    },
    nacked(cid, code) {
      const entry = entries.find((one) => one.cid === cid);
      inFlight.delete(cid);
      if (entry === undefined) return null;
      if (!isRetryable(code)) {
        entries = entries.filter((one) => one !== entry);
        void store.deleteEntry(cid);
        pump();
        return entry.command;
      }
      stopRetry();
      refusals += 1;
      cancelRetry = clock.after(backOffMs(refusals, false, random), () => {
        cancelRetry = null;
        pump();
      });
      return null;
    },
    offerAgain() {
      forgetOld();
      for (const { cid } of entries) replace(cid, null);
    },
    pending: () => outstanding().map((entry) => entry.command),
  };
}
