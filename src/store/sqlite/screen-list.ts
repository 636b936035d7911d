import type { ScreenList } from '#app/ports/index.ts';
import type { ScreenStatus, ScreenSummary } from '#app/protocol/index.ts';
import { readStoredSummary } from '../read-stored.ts';
import { type SerialisedSummary, serialiseSummary } from '../serialise-append.ts';
import type { SqliteSession } from './session.ts';
import { prepareUpsertSummary } from './upsert-summary.ts';

type Row = [screenId: string, body: string];

export class SqliteScreenList implements ScreenList {
  readonly #session: SqliteSession;
  readonly #upsert: (summary: SerialisedSummary) => void;
  readonly #sql;

  constructor(session: SqliteSession) {
    const { database } = session;
    this.#session = session;
    this.#upsert = prepareUpsertSummary(database);
    this.#sql = {
      find: database.prepare<[string], Row>('SELECT screen_id, body FROM screen_summary WHERE screen_id = ?').raw(),
      list: database
        .prepare<{ statuses: string | null; limit: number }, Row>(`
          SELECT screen_id, body FROM screen_summary
          WHERE @statuses IS NULL OR status IN (SELECT value FROM json_each(@statuses))
          ORDER BY invited_at DESC, screen_id DESC LIMIT @limit`)
        .raw(),
      clear: database.prepare<[]>('DELETE FROM screen_summary'),
    };
  }

  async find(screenId: string): Promise<ScreenSummary | null> {
    const row = await this.#session.read(() => this.#sql.find.get(screenId));
    return row === undefined ? null : readStoredSummary(...row);
  }

  async list({ status, limit }: { readonly status?: readonly ScreenStatus[]; readonly limit: number }): Promise<readonly ScreenSummary[]> {
    const statuses = status === undefined ? null : JSON.stringify(status);
    const rows = await this.#session.read(() => this.#sql.list.all({ statuses, limit }));
    return rows.map((row) => readStoredSummary(...row));
  }

  async replaceAll(rows: readonly ScreenSummary[]): Promise<void> {
    const summaries = rows.map(serialiseSummary);
    await this.#session.write(() => {
      this.#sql.clear.run();
      for (const summary of summaries) this.#upsert(summary);
    });
  }
}
