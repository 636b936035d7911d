import type { LlmBatchIntent, LlmCall, LlmCallIntent, LlmCalls, LlmReply, OpenLlmBatch } from '#app/ports/index.ts';
import { readStoredBatch, readStoredCall, readStoredReply, type StoredBatch, type StoredCall } from '../read-stored-call.ts';
import type { SqliteSession } from './session.ts';

interface Answer {
  readonly id: string;
  readonly reply: string;
  readonly costMicroUsd: number | null;
  readonly atMs: number;
}

export class SqliteLlmCalls implements LlmCalls {
  readonly #session: SqliteSession;
  readonly #sql;

  constructor(session: SqliteSession) {
    const { database } = session;
    this.#session = session;
    this.#sql = {
      intend: database.prepare<LlmCallIntent>(`
        INSERT INTO llm_call(id, subject, role, model, input_hash, request, sent_at_ms)
        VALUES (@id, @subject, @role, @model, @inputHash, @request, @sentAtMs) ON CONFLICT(id) DO NOTHING`),
      answer: database.prepare<Answer>(`
        UPDATE llm_call SET status = 'answered', reply = @reply, cost_microusd = @costMicroUsd, error = NULL, ended_at_ms = @atMs
        WHERE id = @id AND status <> 'answered'`),
      fail: database.prepare<{ id: string; error: string; atMs: number }>(
        `UPDATE llm_call SET status = 'failed', error = @error, ended_at_ms = @atMs WHERE id = @id AND status = 'sent'`,
      ),
      reply: database.prepare<[string], { id: string; reply: string }>(`
        SELECT id, reply FROM llm_call WHERE input_hash = ? AND status = 'answered' ORDER BY ended_at_ms, ordinal LIMIT 1`),
      spent: database
        .prepare<[number], number>(`SELECT COALESCE(SUM(cost_microusd), 0) FROM llm_call WHERE status = 'answered' AND ended_at_ms >= ?`)
        .pluck(),
      about: database.prepare<[string], StoredCall>(`
        SELECT id, subject, role, model, input_hash AS inputHash, request, sent_at_ms AS sentAtMs, status, reply, error,
          ended_at_ms AS endedAtMs
        FROM llm_call WHERE subject = ? ORDER BY sent_at_ms, ordinal`),
      erase: database.prepare<[string]>('DELETE FROM llm_call WHERE subject = ?'),
      intendBatch: database.prepare<Omit<StoredBatch, 'providerId'>>(`
        INSERT INTO llm_batch(id, call_ids, created_at_ms) VALUES (@id, @callIds, @createdAtMs) ON CONFLICT(id) DO NOTHING`),
      bindBatch: database.prepare<[string, string]>('UPDATE llm_batch SET provider_id = ? WHERE id = ? AND provider_id IS NULL'),
      closeBatch: database.prepare<[string]>('UPDATE llm_batch SET closed = 1 WHERE id = ?'),
      openBatches: database.prepare<[], StoredBatch>(`
        SELECT id, created_at_ms AS createdAtMs, call_ids AS callIds, provider_id AS providerId
        FROM llm_batch WHERE closed = 0 ORDER BY created_at_ms, ordinal`),
    };
  }

  async intend({ ...intent }: LlmCallIntent): Promise<void> {
    await this.#session.write(() => void this.#sql.intend.run(intent));
  }

  async answer(id: string, reply: LlmReply, atMs: number): Promise<void> {
    const answer = { id, reply: JSON.stringify(reply), costMicroUsd: reply.costMicroUsd, atMs };
    await this.#session.write(() => void this.#sql.answer.run(answer));
  }

  async fail(id: string, error: string, atMs: number): Promise<void> {
    await this.#session.write(() => void this.#sql.fail.run({ id, error, atMs }));
  }

  async findReply(inputHash: string): Promise<LlmReply | null> {
    const row = await this.#session.read(() => this.#sql.reply.get(inputHash));
    return row === undefined ? null : readStoredReply(row);
  }

  async spentMicroUsd(sinceMs: number): Promise<number> {
    return this.#session.read(() => this.#sql.spent.get(sinceMs) ?? 0);
  }

  async about(subject: string): Promise<readonly LlmCall[]> {
    const rows = await this.#session.read(() => this.#sql.about.all(subject));
    return rows.map(readStoredCall);
  }

  async erase(subject: string): Promise<number> {
    return this.#session.write(() => this.#sql.erase.run(subject).changes);
  }

  async intendBatch({ id, createdAtMs, callIds }: LlmBatchIntent): Promise<void> {
    const row = { id, createdAtMs, callIds: JSON.stringify(callIds) };
    await this.#session.write(() => void this.#sql.intendBatch.run(row));
  }

  async bindBatch(id: string, providerId: string): Promise<void> {
    await this.#session.write(() => void this.#sql.bindBatch.run(providerId, id));
  }

  async closeBatch(id: string): Promise<void> {
    await this.#session.write(() => void this.#sql.closeBatch.run(id));
  }

  async openBatches(): Promise<readonly OpenLlmBatch[]> {
    const rows = await this.#session.read(() => this.#sql.openBatches.all());
    return rows.map(readStoredBatch);
  }
}
