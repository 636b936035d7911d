import type { Usage } from '#app/protocol/index.ts';

/** What a model is asked for; each role can have a model of its own. `panel` is the grader's second and third pass. */
export type LlmRole = 'grader' | 'panel' | 'interviewer' | 'entailment';

export interface LlmRequest {
  readonly role: LlmRole;
  /** Which reading of the same text this is, from 1. Two passes are two calls: the reply to one never stands in for the other. */
  readonly pass: number;
  /** What the call is about (a screen's id), written beside the stored call so that it can be found and erased. Never sent. */
  readonly subject: string;
  /** Stable parts first, in order; marked for caching by the adapter. Never holds anything a candidate typed. */
  readonly system: readonly string[];
  /** The message itself; candidate text only here, fenced. */
  readonly user: string;
  /** JSON schema of the reply. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface LlmReply {
  readonly stopReason: 'end_turn' | 'max_tokens' | 'refusal' | 'context_window_exceeded' | 'other';
  /** The stop reason as the provider wrote it. */
  readonly rawStopReason: string;
  /** Text of the one text block; empty when there was none. */
  readonly text: string;
  readonly model: string;
  readonly usage: Usage;
  /** Price of this call in millionths of a US dollar; null when the model's price is not known. */
  readonly costMicroUsd: number | null;
  readonly requestId: string | null;
}

/** A language model behind a wire. One call, no retries: the job queue owns those. */
export interface Llm {
  /** Throws LlmFailure for everything that is not a reply. */
  complete(request: LlmRequest): Promise<LlmReply>;
}

export class LlmFailure extends Error {
  override readonly name = 'LlmFailure';
  constructor(
    /**
     * `transient`: try later. `permanent`: this request will never work. `unauthorized`: no request will.
     * `over-budget`: nobody was asked, because the day's budget is spent; `retryAfterMs` leads to the next day.
     */
    readonly kind: 'transient' | 'permanent' | 'unauthorized' | 'over-budget',
    message: string,
    /** From retry-after; null when the provider named none. */
    readonly retryAfterMs: number | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
