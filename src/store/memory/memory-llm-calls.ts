import type { LlmBatchIntent, LlmCall, LlmCallIntent, LlmCalls, LlmReply, OpenLlmBatch } from '#app/ports/index.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { readStoredBatch, readStoredCall, readStoredReply, type StoredBatch, type StoredCall } from '../read-stored-call.ts';

type Call = StoredCall & { readonly costMicroUsd: number | null };
type Batch = StoredBatch & { readonly closed: boolean };

export class MemoryLlmCalls implements LlmCalls {
  readonly #queue: CommitQueue;
  /** By id, in the order they were written down. */
  readonly #calls = new Map<string, Call>();
  readonly #batches = new Map<string, Batch>();

  constructor(queue: CommitQueue) {
    this.#queue = queue;
  }

  async intend({ id, subject, role, model, inputHash, request, sentAtMs }: LlmCallIntent): Promise<void> {
    const intent = { id, subject, role, model, inputHash, request, sentAtMs };
    await this.#queue.submit(() => {
      if (this.#calls.has(id)) return;
      this.#calls.set(id, { ...intent, status: 'sent', reply: null, error: null, endedAtMs: null, costMicroUsd: null });
    });
  }

  async answer(id: string, reply: LlmReply, atMs: number): Promise<void> {
    const answer = { status: 'answered', reply: JSON.stringify(reply), costMicroUsd: reply.costMicroUsd, error: null, endedAtMs: atMs };
    await this.#queue.submit(() => {
      const call = this.#calls.get(id);
      if (call !== undefined && call.status !== 'answered') this.#calls.set(id, { ...call, ...answer });
    });
  }

  async fail(id: string, error: string, atMs: number): Promise<void> {
    await this.#queue.submit(() => {
      const call = this.#calls.get(id);
      if (call?.status === 'sent') this.#calls.set(id, { ...call, status: 'failed', error, endedAtMs: atMs });
    });
  }

  async findReply(inputHash: string): Promise<LlmReply | null> {
    let first: { readonly id: string; readonly reply: string; readonly endedAtMs: number } | null = null;
    for (const call of this.#calls.values()) {
      const { id, reply, endedAtMs } = call;
      if (call.inputHash !== inputHash || reply === null || endedAtMs === null) continue;
      if (first === null || endedAtMs < first.endedAtMs) first = { id, reply, endedAtMs };
    }
    return first === null ? null : readStoredReply(first);
  }

  async spentMicroUsd(sinceMs: number): Promise<number> {
    let spent = 0;
    for (const { endedAtMs, costMicroUsd } of this.#calls.values()) {
      if (endedAtMs !== null && endedAtMs >= sinceMs) spent += costMicroUsd ?? 0;
    }
    return spent;
  }

  async about(subject: string): Promise<readonly LlmCall[]> {
    return [...this.#calls.values()]
      .filter((call) => call.subject === subject)
      .sort((a, b) => a.sentAtMs - b.sentAtMs)
      .map(readStoredCall);
  }

  async erase(subject: string): Promise<number> {
    return this.#queue.submit(() => {
      const before = this.#calls.size;
      for (const call of this.#calls.values()) if (call.subject === subject) this.#calls.delete(call.id);
      return before - this.#calls.size;
    });
  }

  async intendBatch({ id, createdAtMs, callIds }: LlmBatchIntent): Promise<void> {
    const batch = { id, createdAtMs, callIds: JSON.stringify(callIds), providerId: null, closed: false };
    await this.#queue.submit(() => {
      if (!this.#batches.has(id)) this.#batches.set(id, batch);
    });
  }

  async bindBatch(id: string, providerId: string): Promise<void> {
    await this.#queue.submit(() => {
      const batch = this.#batches.get(id);
      if (batch?.providerId === null) this.#batches.set(id, { ...batch, providerId });
    });
  }

  async closeBatch(id: string): Promise<void> {
    await this.#queue.submit(() => {
      const batch = this.#batches.get(id);
      if (batch !== undefined) this.#batches.set(id, { ...batch, closed: true });
    });
  }

  async openBatches(): Promise<readonly OpenLlmBatch[]> {
    return [...this.#batches.values()]
      .filter((batch) => !batch.closed)
      .sort((a, b) => a.createdAtMs - b.createdAtMs)
      .map(({ id, createdAtMs, callIds, providerId }) => readStoredBatch({ id, createdAtMs, callIds, providerId }));
  }
}
