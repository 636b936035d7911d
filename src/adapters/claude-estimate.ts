import type { LlmRequest } from '#app/ports/index.ts';
import { type ClaudeOptions, hasListPrices } from './claude-client.ts';
import { costMicroUsd } from './claude-prices.ts';

/** What the API adds to a prompt around our own text, the instructions about the schema included: measured in hundreds of tokens. */
const WRAPPING_TOKENS = 1_000;

/**
 * The most a call can cost, in millionths of a US dollar; null when the price is not known. A token stands for at least one byte, so the
 * bytes of the prompt bound its tokens; all of it is taken as written to the cache, the dearest way, and the reply as using all its room.
 */
export function createClaudeEstimate(
  { baseUrl, models }: Pick<ClaudeOptions, 'baseUrl' | 'models'>,
  { batch }: { readonly batch: boolean },
): (request: LlmRequest) => number | null {
  if (!hasListPrices(baseUrl)) return () => null;
  return ({ role, system, user, schema, maxTokens }) => {
    const bytes = Buffer.byteLength(system.join('')) + Buffer.byteLength(user) + Buffer.byteLength(JSON.stringify(schema));
    const usage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: bytes + WRAPPING_TOKENS, outputTokens: maxTokens };
    return costMicroUsd(models[role], usage, { batch, usOnly: true });
  };
}
