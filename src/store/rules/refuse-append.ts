import type { Append, AppendResult } from '#app/ports/index.ts';

/** What the store holds at the moment of the append, read in the same transaction that would write it. */
interface StreamState {
  readonly version: number;
  readonly generation: number;
  /** Result of the append's command id, when that id was used before. */
  readonly ledger: { readonly requestHash: string; readonly lastSeq: number } | null;
}

/**
 * Why this append writes nothing, or null. The ledger comes first: a command that was carried out is answered as such even
 * when it is sent again over a newer connection or against a newer version.
 */
export function refuseAppend(append: Append, { version, generation, ledger }: StreamState): AppendResult | null {
  if (append.ledger !== null && ledger !== null) {
    return ledger.requestHash === append.ledger.requestHash
      ? { kind: 'duplicate', lastSeq: ledger.lastSeq }
      : { kind: 'command-id-reused' };
  }
  if (append.generation !== null && append.generation !== generation) return { kind: 'superseded' };
  if (append.expectedVersion !== version) return { kind: 'version-conflict', actualVersion: version };
  return null;
}
