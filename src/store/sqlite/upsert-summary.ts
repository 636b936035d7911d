import type { Database } from 'better-sqlite3';
import type { SerialisedSummary } from '../serialise-append.ts';

/** Replaces the derived row of a screen. Runs inside the caller's transaction. */
export function prepareUpsertSummary(database: Database): (summary: SerialisedSummary) => void {
  // The time of an invite hardly ever changes, and an update that does not name it leaves its index alone.
  const update = database.prepare<[string, string, string, string]>(
    'UPDATE screen_summary SET status = ?, body = ? WHERE screen_id = ? AND invited_at = ?',
  );
  const upsert = database.prepare<[string, string, string, string]>(`
    INSERT INTO screen_summary(screen_id, status, invited_at, body) VALUES (?, ?, ?, ?)
    ON CONFLICT(screen_id) DO UPDATE SET status = excluded.status, invited_at = excluded.invited_at, body = excluded.body`);
  return ({ screenId, status, invitedAt, body }) => {
    if (update.run(status, body, screenId, invitedAt).changes === 0) upsert.run(screenId, status, invitedAt, body);
  };
}
