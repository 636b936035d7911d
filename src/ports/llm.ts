import type { Usage } from '#app/protocol/index.ts';

export interface LlmRequest {
  readonly role: 'grader' | 'interviewer';
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
    /** `transient`: try later. `permanent`: this request will never work. `unauthorized`: no request will. */
    readonly kind: 'transient' | 'permanent' | 'unauthorized',
    message: string,
    /** From retry-after; null when the provider named none. */
    readonly retryAfterMs: number | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
