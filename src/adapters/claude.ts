import Anthropic from '@anthropic-ai/sdk';
import { type Llm, LlmFailure, type LlmReply, type LlmRequest } from '#app/ports/index.ts';

/** Model ids by role, as the API names them. The grader reads with care; the interviewer has four seconds. */
export const DEFAULT_MODELS = {
  grader: 'claude-sonnet-5-5',
  interviewer: 'claude-haiku-5-5',
} as const satisfies Record<LlmRequest['role'], Anthropic.Model>;

export interface ClaudeOptions {
  /** Null for a server of one's own that asks for none. */
  readonly apiKey: string | null;
  /** Null for the API's own address. Any server that speaks the Messages API serves. */
  readonly baseUrl: string | null;
  readonly models: { readonly grader: string; readonly interviewer: string };
}

const DEFAULT_BASE_URL = 'https://api.anthropic.com';
/** The SDK looks for keys and profiles of its own when it is given none; this keeps it from sending one that nobody chose. */
const NO_KEY = 'none';

/**
 * The Messages API behind the Llm port. One call is one HTTP request: the SDK retries nothing, because the job queue owns retries and a
 * retried call may be paid twice. Every failure is an LlmFailure; its message holds a status and an error type, never a part of the request.
 */
export function createClaudeLlm(options: ClaudeOptions): Llm {
  const client = new Anthropic({
    apiKey: options.apiKey ?? NO_KEY,
    baseURL: options.baseUrl ?? DEFAULT_BASE_URL,
    maxRetries: 0,
    logLevel: 'off',
    // Spans of the SDK can carry prompts; candidates' words leave this process for the model alone.
    openTelemetry: false,
  });
  return { complete: (request) => complete(client, options.models[request.role], request) };
}

async function complete(client: Anthropic, model: string, request: LlmRequest): Promise<LlmReply> {
  // The SDK's own timeout ends when headers arrive; this one also covers a body that never does.
  const deadline = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
  const { data, request_id: requestId } = await client.messages
    .create(messageOf(model, request), { signal, timeout: request.timeoutMs, maxRetries: 0 })
    .withResponse()
    .catch((error: unknown) => {
      throw failureFrom(error, { timedOut: deadline.aborted, aborted: request.signal?.aborted ?? false });
    });
  return replyFrom(data, requestId ?? null);
}

function messageOf(model: string, request: LlmRequest): Anthropic.MessageCreateParamsNonStreaming {
  const last = request.system.length - 1;
  return {
    model,
    max_tokens: request.maxTokens,
    system: request.system.map((text, index) => ({
      type: 'text',
      text,
      ...(index === last ? { cache_control: { type: 'ephemeral' } } : {}),
    })),
    messages: [{ role: 'user', content: request.user }],
    output_config: { format: { type: 'json_schema', schema: { ...request.schema } } },
  };
}

/** The type is a promise of the SDK, not a proof: a proxy may answer 200 with a page of its own. */
function replyFrom(message: Anthropic.Message, requestId: string | null): LlmReply {
  if (!Array.isArray(message?.content) || !message.usage) {
    throw new LlmFailure('transient', 'The server answered with something that is not a message.', null);
  }
  const texts = message.content.filter((block) => block.type === 'text').map((block) => block.text);
  return {
    stopReason: stopReasonFrom(message.stop_reason),
    rawStopReason: message.stop_reason ?? 'none',
    text: texts.length === 1 ? (texts[0] ?? '') : '',
    model: message.model,
    usage: {
      inputTokens: message.usage.input_tokens ?? 0,
      outputTokens: message.usage.output_tokens ?? 0,
      cacheReadTokens: message.usage.cache_read_input_tokens ?? 0,
      cacheWriteTokens: message.usage.cache_creation_input_tokens ?? 0,
    },
    requestId,
  };
}

/** Anything but the four that mean something here is `other`: stop reasons are added over time. */
function stopReasonFrom(reason: Anthropic.StopReason | null): LlmReply['stopReason'] {
  if (reason === 'end_turn' || reason === 'max_tokens' || reason === 'refusal') return reason;
  return reason === 'model_context_window_exceeded' ? 'context_window_exceeded' : 'other';
}

function failureFrom(error: unknown, why: { timedOut: boolean; aborted: boolean }): LlmFailure {
  const options = { cause: error };
  if (why.aborted) return new LlmFailure('transient', 'The call was given up.', null, options);
  if (why.timedOut || error instanceof Anthropic.APIConnectionTimeoutError)
    return new LlmFailure('transient', 'The model did not answer in time.', null, options);
  if (error instanceof Anthropic.APIError && error.status !== undefined) {
    const message = `The model's server answered ${error.status}${error.type ? ` (${error.type})` : ''}.`;
    return new LlmFailure(kindOf(error.status), message, retryAfterMs(error.headers), options);
  }
  return new LlmFailure('transient', "The connection to the model's server failed.", null, options);
}

function kindOf(status: number): LlmFailure['kind'] {
  if (status === 401 || status === 403) return 'unauthorized';
  return status === 408 || status === 409 || status === 429 || status >= 500 ? 'transient' : 'permanent';
}

/** `retry-after-ms`, or `retry-after` in seconds. The form with a date would need a clock of the server's and is not used by this API. */
function retryAfterMs(headers: Headers | undefined): number | null {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (milliseconds >= 0) return Math.round(milliseconds);
  const seconds = Number.parseFloat(headers?.get('retry-after') ?? '');
  return seconds >= 0 ? Math.round(seconds * 1_000) : null;
}
