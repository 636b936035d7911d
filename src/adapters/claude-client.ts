import Anthropic from '@anthropic-ai/sdk';
import { failureFrom } from './claude-failures.ts';
import type { ModelsByRole } from './claude-models.ts';

export interface ClaudeOptions {
  /** Null for a server of one's own that asks for none. */
  readonly apiKey: string | null;
  /** Null for the API's own address. Any server that speaks the Messages API serves. */
  readonly baseUrl: string | null;
  readonly models: ModelsByRole;
}

const API_HOST = 'api.anthropic.com';
/** The SDK looks for keys and profiles of its own when it is given none; this keeps it from sending one that nobody chose. */
const NO_KEY = 'none';

/** The SDK without its own retries: the job queue owns those, and a request made twice may be paid twice. */
export function createClaudeClient(options: ClaudeOptions): Anthropic {
  return new Anthropic({
    apiKey: options.apiKey ?? NO_KEY,
    baseURL: options.baseUrl ?? `https://${API_HOST}`,
    maxRetries: 0,
    logLevel: 'off',
    // Spans of the SDK can carry prompts; candidates' words leave this process for the model alone.
    openTelemetry: false,
  });
}

/**
 * Whether the list prices hold at this address. A gateway bills what it likes, and a server of one's own may answer under any model's
 * name: a cost worked out for them would be a guess.
 */
export function hasListPrices(baseUrl: string | null): boolean {
  return baseUrl === null || new URL(baseUrl).host === API_HOST;
}

/** One request, cut off after `timeoutMs`, body included. Throws LlmFailure and nothing else. */
export async function callOnce<T>(
  call: (options: Anthropic.RequestOptions) => Promise<T>,
  limits: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
): Promise<T> {
  const { timeoutMs, signal } = limits;
  // The SDK's own timeout ends when headers arrive; this one also covers a body that never does.
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    return await call({ signal: signal ? AbortSignal.any([signal, deadline]) : deadline, timeout: timeoutMs, maxRetries: 0 });
  } catch (error) {
    throw failureFrom(error, { timedOut: deadline.aborted, aborted: signal?.aborted ?? false });
  }
}
