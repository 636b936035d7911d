import type Anthropic from '@anthropic-ai/sdk';
import { type LlmBatchResult, LlmFailure } from '#app/ports/index.ts';
import { failureFrom, failureOfType, notA } from './claude-failures.ts';
import { replyFrom } from './claude-messages.ts';
import { readLines } from './read-lines.ts';

/** Far over the longest reply: a line without an end must not fill the memory. */
const MAX_LINE_LENGTH = 4_000_000;

export interface ResultLine {
  readonly custom_id: string;
  readonly result: Anthropic.Messages.MessageBatchResult;
}

/**
 * Each line of the results. Asked for at the configured address and not at the batch's `results_url`, which may name another host: the key
 * goes nowhere else. The clock of the timeout runs only while a line is awaited, so that a slow reader loses nothing.
 */
export async function* readResults(client: Anthropic, providerId: string, timeoutMs: number): AsyncGenerator<ResultLine, void> {
  const stalled = new AbortController();
  const inTime = async <T>(step: () => Promise<T>): Promise<T> => {
    const timer = setTimeout(() => stalled.abort(), timeoutMs);
    try {
      return await step();
    } catch (error) {
      throw failureFrom(error, { timedOut: stalled.signal.aborted, aborted: false });
    } finally {
      clearTimeout(timer);
    }
  };
  const response = await inTime(() =>
    client
      .get(`/v1/messages/batches/${encodeURIComponent(providerId)}/results`, {
        headers: { accept: 'application/binary' },
        signal: stalled.signal,
        timeout: timeoutMs,
        maxRetries: 0,
      })
      .asResponse(),
  );
  if (!response.body) throw notA('a list of results');
  const lines = readLines(response.body, { maxLength: MAX_LINE_LENGTH, tooLong: () => notA('a list of results') });
  try {
    for (;;) {
      const line = await inTime(() => lines.next());
      if (line.done) return;
      yield lineFrom(line.value);
    }
  } finally {
    // Also when the reader has seen enough: the rest of the body is not fetched and its socket is let go.
    stalled.abort();
  }
}

function lineFrom(text: string): ResultLine {
  let line: Partial<ResultLine> | null;
  try {
    line = JSON.parse(text) as Partial<ResultLine> | null;
  } catch (error) {
    throw notA('a result of a batch', error);
  }
  const { custom_id, result } = line ?? {};
  if (typeof custom_id !== 'string' || !result) throw notA('a result of a batch');
  return { custom_id, result };
}

export function resultFrom({ custom_id: name, result }: ResultLine, listPrices: boolean): LlmBatchResult {
  switch (result.type) {
    case 'succeeded':
      try {
        return { name, kind: 'answered', reply: replyFrom(result.message, { requestId: null, batch: true, listPrices }) };
      } catch (failure) {
        if (failure instanceof LlmFailure) return { name, kind: 'failed', failure };
        throw failure;
      }
    case 'errored':
      return { name, kind: 'failed', failure: failureOfType(result.error?.error?.type ?? 'unknown_error') };
    case 'canceled':
    case 'expired':
      return { name, kind: 'expired' };
    default:
      throw notA('a result of a batch');
  }
}
