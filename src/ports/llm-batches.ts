import type { LlmFailure, LlmReply, LlmRequest } from './llm.ts';

export interface LlmBatchItem {
  /** At most 64 characters of letters, digits, `-` and `_`. */
  readonly name: string;
  readonly request: LlmRequest;
}

export type LlmBatchResult = { readonly name: string } & (
  | { readonly kind: 'answered'; readonly reply: LlmReply }
  | { readonly kind: 'failed'; readonly failure: LlmFailure }
  /** Not processed within the provider's time, or cancelled: to be asked again. */
  | { readonly kind: 'expired' }
);

/** Many calls at half the price and within a day. Every method throws LlmFailure. */
export interface LlmBatches {
  /** Gives the provider's id. Not idempotent: the caller has written down its intent before. */
  create(items: readonly LlmBatchItem[]): Promise<string>;
  hasEnded(providerId: string): Promise<boolean>;
  /** In any order, possibly with a name more than once or one that was never sent. */
  results(providerId: string): AsyncIterable<LlmBatchResult>;
  /** The newest batches with the name of one of their items, for finding one whose creation was cut off. Null: it is not known yet. */
  recent(): Promise<readonly { readonly providerId: string; readonly firstName: string | null; readonly createdAtMs: number }[]>;
}
