import type { LlmReply, LlmRole } from './llm.ts';

/** A call as written down before it is made. */
export interface LlmCallIntent {
  readonly id: string;
  /** What the call is about: a screen's id. */
  readonly subject: string;
  readonly role: LlmRole;
  /** Model as configured. */
  readonly model: string;
  /** SHA-256 over everything that decides what the model is asked. Equal hashes are the same question. */
  readonly inputHash: string;
  /** The request as JSON, candidate text included: kept so that a grade can be replayed. */
  readonly request: string;
  readonly sentAtMs: number;
}

/** A call as it stands in the record. */
export type LlmCall = LlmCallIntent &
  (
    | { readonly status: 'sent' }
    | { readonly status: 'answered'; readonly reply: LlmReply; readonly endedAtMs: number }
    | { readonly status: 'failed'; readonly error: string; readonly endedAtMs: number }
  );

/** A batch as written down before it is created: the provider knows no idempotency key, so it is found again by its items' names. */
export interface LlmBatchIntent {
  readonly id: string;
  readonly createdAtMs: number;
  /** Ids of the calls in it, each written down with `intend` before. An item's name at the provider is `<batch id>_<index>`. */
  readonly callIds: readonly string[];
}

export interface OpenLlmBatch extends LlmBatchIntent {
  /** The provider's id; null when the process died before it was known. */
  readonly providerId: string | null;
}

/**
 * The record of every call to a model: intent before, raw reply after, each durable before its promise resolves. A reply that is stored
 * is never paid for twice, whatever ends the process in between.
 */
export interface LlmCalls {
  intend(intent: LlmCallIntent): Promise<void>;
  /** Stores the reply. A call that has one keeps it. */
  answer(id: string, reply: LlmReply, atMs: number): Promise<void>;
  fail(id: string, error: string, atMs: number): Promise<void>;
  /** The reply to this very question, whoever asked it; null when none is stored. */
  findReply(inputHash: string): Promise<LlmReply | null>;
  /** Sum of the known costs of replies received at or after this wall time, in millionths of a US dollar. */
  spentMicroUsd(sinceMs: number): Promise<number>;
  /** All calls about a subject, oldest first. */
  about(subject: string): Promise<readonly LlmCall[]>;
  /** Removes every call about a subject; gives their number. */
  erase(subject: string): Promise<number>;

  intendBatch(intent: LlmBatchIntent): Promise<void>;
  bindBatch(id: string, providerId: string): Promise<void>;
  closeBatch(id: string): Promise<void>;
  /** Batches that were not closed, oldest first. */
  openBatches(): Promise<readonly OpenLlmBatch[]>;
}
