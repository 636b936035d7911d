import type Anthropic from '@anthropic-ai/sdk';
import { type LlmBatches, LlmFailure } from '#app/ports/index.ts';
import { readResults, resultFrom } from './claude-batch-results.ts';
import { type ClaudeOptions, callOnce, createClaudeClient, hasListPrices } from './claude-client.ts';
import { notA } from './claude-failures.ts';
import { messageOf } from './claude-messages.ts';

export interface ClaudeBatchesOptions extends ClaudeOptions {
  /** For one request; of the results, for one line of them. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 90_000;
const NEWEST = 100;

/**
 * The Message Batches API behind the LlmBatches port, one HTTP request per step and none made twice. Time and signal of an item's request
 * do not hold in a batch, which has a day.
 */
export function createClaudeBatches(options: ClaudeBatchesOptions): LlmBatches {
  const { models, timeoutMs = TIMEOUT_MS } = options;
  const client = createClaudeClient(options);
  const listPrices = hasListPrices(options.baseUrl);

  /** One name is enough to know a batch by. Null when its results are gone. */
  async function firstName(batch: ListedBatch): Promise<string | null> {
    if (batch.processing_status !== 'ended' || batch.results_url === null) return null;
    try {
      for await (const { custom_id: name } of readResults(client, batch.id, timeoutMs)) return name;
      return null;
    } catch (error) {
      if (error instanceof LlmFailure && error.kind === 'permanent') return null;
      throw error;
    }
  }

  return {
    async create(items) {
      const requests = items.map(({ name, request }) => ({ custom_id: name, params: messageOf(models, request) }));
      const batch = await callOnce((limits) => client.messages.batches.create({ requests }, limits), { timeoutMs });
      if (typeof batch?.id !== 'string') throw notA('a batch');
      return batch.id;
    },
    async hasEnded(providerId) {
      const batch = await callOnce((limits) => client.messages.batches.retrieve(providerId, {}, limits), { timeoutMs });
      if (typeof batch?.processing_status !== 'string') throw notA('a batch');
      return batch.processing_status === 'ended';
    },
    async *results(providerId) {
      for await (const line of readResults(client, providerId, timeoutMs)) yield resultFrom(line, listPrices);
    },
    async recent() {
      // The SDK takes a body without a list for an empty one, and then a batch that exists would be created again.
      const page: unknown = await callOnce(
        async (limits) => (await client.messages.batches.list({ limit: NEWEST }, limits).asResponse()).json(),
        { timeoutMs },
      );
      const found = [];
      for (const batch of batchesIn(page))
        found.push({ providerId: batch.id, firstName: await firstName(batch), createdAtMs: Date.parse(batch.created_at) });
      return found;
    },
  };
}

type ListedBatch = Pick<Anthropic.Messages.MessageBatch, 'id' | 'processing_status' | 'results_url' | 'created_at'>;

function batchesIn(page: unknown): readonly ListedBatch[] {
  const data = (page as { data?: unknown } | null)?.data;
  if (!Array.isArray(data)) throw notA('a list of batches');
  return data.map((batch: Partial<ListedBatch> | null) => {
    const { id, processing_status, created_at, results_url } = batch ?? {};
    if (typeof id !== 'string' || !processing_status || Number.isNaN(Date.parse(created_at ?? ''))) throw notA('a batch');
    return { id, processing_status, created_at: created_at ?? '', results_url: results_url ?? null };
  });
}
