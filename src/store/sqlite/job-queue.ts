import type { JobCounts, JobQueue, LeasedJob, NewJob } from '#app/ports/index.ts';
import { readStoredPayload } from '../read-stored.ts';
import { type SerialisedJob, serialiseJob } from '../serialise-append.ts';
import { prepareInsertJob } from './insert-job.ts';
import type { SqliteSession } from './session.ts';

type LeaseRow = Omit<LeasedJob, 'id' | 'payload'> & { readonly id: number; readonly payload: string };

/** Every change of a leased job names the token of its lease: a worker that lost it changes nothing. */
const HELD = `WHERE id = @id AND lease_token = @token AND state = 'leased'`;

export class SqliteJobQueue implements JobQueue {
  readonly #session: SqliteSession;
  readonly #insert: (job: SerialisedJob) => void;
  readonly #sql;

  constructor(session: SqliteSession) {
    const { database } = session;
    this.#session = session;
    this.#insert = prepareInsertJob(database);
    this.#sql = {
      lease: database.prepare<{ kinds: string; owner: string; nowMs: number; untilMs: number; mostCrashes: number }, LeaseRow>(`
        UPDATE job SET state = 'leased', due_at_ms = @untilMs, lease_owner = @owner, lease_token = lease_token + 1, attempt = attempt + 1,
          crashes = crashes + (state = 'leased'), first_leased_at_ms = COALESCE(first_leased_at_ms, @nowMs)
        WHERE id = (
          SELECT id FROM job WHERE due_at_ms <= @nowMs AND kind IN (SELECT value FROM json_each(@kinds))
            AND crashes + (state = 'leased') <= @mostCrashes
          ORDER BY due_at_ms, id LIMIT 1)
        RETURNING id, payload, attempt, crashes, faults, first_leased_at_ms AS firstLeasedAtMs, lease_token AS token`),
      renew: database.prepare<{ id: string; token: number; untilMs: number }>(`UPDATE job SET due_at_ms = @untilMs ${HELD}`),
      complete: database.prepare<{ id: string; token: number }>(
        `UPDATE job SET state = 'done', due_at_ms = NULL, lease_owner = NULL ${HELD}`,
      ),
      retry: database.prepare<{ id: string; token: number; runAtMs: number; error: string; faults: number }>(`
        UPDATE job SET state = 'ready', run_at_ms = @runAtMs, due_at_ms = @runAtMs, lease_owner = NULL, last_error = @error,
          faults = faults + @faults ${HELD}`),
      bury: database.prepare<{ id: string; token: number; error: string }>(
        `UPDATE job SET state = 'dead', due_at_ms = NULL, lease_owner = NULL, last_error = @error ${HELD}`,
      ),
      release: database.prepare<[string]>(`
        UPDATE job SET state = 'ready', due_at_ms = run_at_ms, lease_owner = NULL, attempt = attempt - 1
        WHERE due_at_ms IS NOT NULL AND state = 'leased' AND lease_owner = ?`),
      nextDue: database.prepare<[], number | null>('SELECT MIN(due_at_ms) FROM job WHERE due_at_ms IS NOT NULL').pluck(),
      counts: database.prepare<[], { state: keyof JobCounts; count: number }>('SELECT state, COUNT(*) AS count FROM job GROUP BY state'),
    };
  }

  async enqueue(job: NewJob): Promise<void> {
    const serialised = serialiseJob(job);
    await this.#session.write(() => this.#insert(serialised));
  }

  async lease({ kinds, owner, nowMs, leaseMs, untried = false }: Parameters<JobQueue['lease']>[0]): Promise<LeasedJob | null> {
    const input = {
      kinds: JSON.stringify(kinds),
      owner,
      nowMs,
      untilMs: nowMs + leaseMs,
      mostCrashes: untried ? 0 : Number.MAX_SAFE_INTEGER,
    };
    const row = await this.#session.write(() => this.#sql.lease.get(input));
    if (row === undefined) return null;
    const id = String(row.id);
    return { ...row, id, payload: readStoredPayload(id, row.payload) };
  }

  async renew(id: string, token: number, leaseUntilMs: number): Promise<boolean> {
    return this.#session.write(() => this.#sql.renew.run({ id, token, untilMs: leaseUntilMs }).changes === 1);
  }

  async complete(id: string, token: number): Promise<boolean> {
    return this.#session.write(() => this.#sql.complete.run({ id, token }).changes === 1);
  }

  async retry(id: string, token: number, { runAtMs, error, fault }: Parameters<JobQueue['retry']>[2]): Promise<boolean> {
    const faults = fault ? 1 : 0;
    return this.#session.write(() => this.#sql.retry.run({ id, token, runAtMs, error, faults }).changes === 1);
  }

  async bury(id: string, token: number, error: string): Promise<boolean> {
    return this.#session.write(() => this.#sql.bury.run({ id, token, error }).changes === 1);
  }

  async release(owner: string): Promise<void> {
    await this.#session.write(() => void this.#sql.release.run(owner));
  }

  async nextRunAtMs(): Promise<number | null> {
    return this.#session.read(() => this.#sql.nextDue.get() ?? null);
  }

  async counts(): Promise<JobCounts> {
    const counts = { ready: 0, leased: 0, done: 0, dead: 0 };
    for (const { state, count } of await this.#session.read(() => this.#sql.counts.all())) counts[state] = count;
    return counts;
  }
}
