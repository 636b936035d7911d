import type { Database } from 'better-sqlite3';
import type { SerialisedJob } from '../serialise-append.ts';

/** Adds a job unless one with its key was ever added. Runs inside the caller's transaction. */
export function prepareInsertJob(database: Database): (job: SerialisedJob) => void {
  const insert = database.prepare<[string, string, string, number, number]>(`
    INSERT INTO job(dedupe, kind, payload, run_at_ms, due_at_ms) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT(dedupe) DO NOTHING`);
  return ({ dedupe, kind, payload, runAtMs }) => void insert.run(dedupe, kind, payload, runAtMs, runAtMs);
}
