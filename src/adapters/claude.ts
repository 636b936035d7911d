import type { Llm } from '#app/ports/index.ts';
import { type ClaudeOptions, callOnce, createClaudeClient, hasListPrices } from './claude-client.ts';
import { messageOf, replyFrom } from './claude-messages.ts';

/** The Messages API behind the Llm port. One call is one HTTP request. */
export function createClaudeLlm(options: ClaudeOptions): Llm {
  const client = createClaudeClient(options);
  const listPrices = hasListPrices(options.baseUrl);
  return {
    async complete(request) {
      const message = messageOf(options.models, request);
      const { data, request_id: requestId } = await callOnce((limits) => client.messages.create(message, limits).withResponse(), request);
      return replyFrom(data, { requestId: requestId ?? null, batch: false, listPrices });
    },
  };
}
