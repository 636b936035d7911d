import type { Draft, LiveStore } from '#app/ports/index.ts';
import { judgeDraft } from '../rules/judge-draft.ts';
import type { DraftRevisions } from '../stores.ts';
import type { SqliteSession } from './session.ts';

const DRAFT_COLUMNS = 'stream, slot, generation, rev, text, at_ms AS atMs';

export class SqliteLiveStore implements LiveStore, DraftRevisions {
  readonly #session: SqliteSession;
  readonly #sql;

  constructor(session: SqliteSession) {
    const { database } = session;
    this.#session = session;
    this.#sql = {
      generation: database.prepare<[string], number>('SELECT generation FROM stream WHERE id = ?').pluck(),
      order: database.prepare<[string, string], { generation: number; rev: number }>(
        'SELECT generation, rev FROM draft WHERE stream = ? AND slot = ?',
      ),
      keepRevision: database.prepare<[string, string]>(`
        INSERT INTO draft_revision(stream, slot, generation, rev, text, at_ms)
        SELECT stream, slot, generation, rev, text, at_ms FROM draft WHERE stream = ? AND slot = ?`),
      put: database.prepare<Draft>(`
        INSERT INTO draft(stream, slot, generation, rev, text, at_ms) VALUES (@stream, @slot, @generation, @rev, @text, @atMs)
        ON CONFLICT(stream, slot) DO UPDATE
        SET generation = excluded.generation, rev = excluded.rev, text = excluded.text, at_ms = excluded.at_ms`),
      drafts: database.prepare<[string], Draft>(`SELECT ${DRAFT_COLUMNS} FROM draft WHERE stream = ? ORDER BY slot`),
      revisions: database.prepare<[string], Draft>(
        `SELECT ${DRAFT_COLUMNS} FROM draft_revision WHERE stream = ? ORDER BY slot, generation, rev`,
      ),
      putClock: database.prepare<[string, number]>(`
        INSERT INTO screen_clock(stream, used_ms) VALUES (?, ?)
        ON CONFLICT(stream) DO UPDATE SET used_ms = excluded.used_ms WHERE excluded.used_ms > used_ms`),
      clock: database.prepare<[string], number>('SELECT used_ms FROM screen_clock WHERE stream = ?').pluck(),
    };
  }

  async putDraft(draft: Draft): Promise<'saved' | 'stale' | 'superseded'> {
    return this.#session.write(() => {
      const { stream, slot } = draft;
      const verdict = judgeDraft(draft, this.#sql.generation.get(stream) ?? 0, this.#sql.order.get(stream, slot) ?? null);
      if (verdict === 'stale' || verdict === 'superseded') return verdict;
      if (verdict === 'saved-over-older-generation') this.#sql.keepRevision.run(stream, slot);
      this.#sql.put.run(draft);
      return 'saved';
    });
  }

  async drafts(stream: string): Promise<readonly Draft[]> {
    return this.#session.read(() => this.#sql.drafts.all(stream));
  }

  async revisions(stream: string): Promise<readonly Draft[]> {
    return this.#session.read(() => this.#sql.revisions.all(stream));
  }

  async putClock(stream: string, usedMs: number): Promise<void> {
    await this.#session.write(() => void this.#sql.putClock.run(stream, usedMs));
  }

  async clock(stream: string): Promise<number> {
    return this.#session.read(() => this.#sql.clock.get(stream) ?? 0);
  }
}
