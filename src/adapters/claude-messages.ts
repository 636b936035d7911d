import type Anthropic from '@anthropic-ai/sdk';
import type { LlmReply, LlmRequest } from '#app/ports/index.ts';
import { Usage } from '#app/protocol/index.ts';
import { notA } from './claude-failures.ts';
import type { ModelsByRole } from './claude-models.ts';
import { costMicroUsd } from './claude-prices.ts';

/** Cache marks the API takes in one request. */
const MAX_CACHE_MARKS = 4;

/**
 * A request as the API wants it, for a single call and for an item of a batch. What is not named here is not sent: `subject` and `pass`
 * are for the record of calls. Every system block is marked for caching, so that the instructions are read from the cache when another
 * question's rubric follows them.
 */
export function messageOf(models: ModelsByRole, request: LlmRequest): Anthropic.MessageCreateParamsNonStreaming {
  const firstMarked = request.system.length - MAX_CACHE_MARKS;
  return {
    model: models[request.role],
    max_tokens: request.maxTokens,
    system: request.system.map((text, index) => ({
      type: 'text',
      text,
      ...(index >= firstMarked ? { cache_control: { type: 'ephemeral' } } : {}),
    })),
    messages: [{ role: 'user', content: request.user }],
    output_config: { format: { type: 'json_schema', schema: { ...request.schema } } },
  };
}

/** Throws LlmFailure when the body is no message: the SDK's type is a promise, and a proxy may answer 200 with a page of its own. */
export function replyFrom(
  body: unknown,
  from: { readonly requestId: string | null; readonly batch: boolean; readonly listPrices: boolean },
): LlmReply {
  const message = body as Partial<Anthropic.Message> | null;
  const usage = usageFrom(message?.usage);
  if (!Array.isArray(message?.content) || typeof message.model !== 'string' || !usage) throw notA('a message');
  const texts = message.content.filter((block) => block?.type === 'text').map((block) => block.text);
  const usOnly = message.usage?.inference_geo === 'us';
  return {
    stopReason: stopReasonFrom(message.stop_reason ?? null),
    rawStopReason: message.stop_reason ?? 'none',
    text: texts.length === 1 ? (texts[0] ?? '') : '',
    model: message.model,
    usage,
    costMicroUsd: from.listPrices ? costMicroUsd(message.model, usage, { batch: from.batch, usOnly }) : null,
    requestId: from.requestId,
  };
}

function usageFrom(usage: Partial<Anthropic.Usage> | null | undefined): Usage | null {
  if (!usage) return null;
  const parsed = Usage.safeParse({
    inputTokens: usage.input_tokens ?? 0,
    outputTokens: usage.output_tokens ?? 0,
    cacheReadTokens: usage.cache_read_input_tokens ?? 0,
    cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
  });
  return parsed.success ? parsed.data : null;
}

/** Anything but the four that mean something here is `other`: stop reasons are added over time. */
function stopReasonFrom(reason: Anthropic.StopReason | null): LlmReply['stopReason'] {
  if (reason === 'end_turn' || reason === 'max_tokens' || reason === 'refusal') return reason;
  return reason === 'model_context_window_exceeded' ? 'context_window_exceeded' : 'other';
}
