import type { Database } from 'better-sqlite3';
import { CannotOpenStore } from '../cannot-open-store.ts';
import { MIGRATIONS } from '../migrations/sqlite/index.ts';
import type { Stores } from '../stores.ts';
import { SqliteAccessStore } from './access-store.ts';
import { SqliteCalibrations } from './calibrations.ts';
import { SqliteCandidateRecords } from './candidate-records.ts';
import { checkLog } from './check-log.ts';
import { SqliteEventStore } from './event-store.ts';
import { SqliteJobQueue } from './job-queue.ts';
import { SqliteLiveStore } from './live-store.ts';
import { SqliteLlmCalls } from './llm-calls.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { SqliteScreenList } from './screen-list.ts';
import { type SessionOptions, SqliteSession } from './session.ts';

/** "ASYL" */
const LOG_APPLICATION_ID = 0x4153594c;

export interface SqliteStoresOptions extends SessionOptions {
  readonly file: string;
  /** Called once, for a new file: its random id. */
  readonly newEpoch: () => string;
  /** Longest wait for another process that is writing, in milliseconds; the event loop stands still meanwhile. Default 5000. */
  readonly busyTimeoutMs?: number | undefined;
}

/** Opens the log, making or migrating the file as needed. Throws CannotOpenStore with the remedy. */
export function openSqliteStores(options: SqliteStoresOptions): Stores {
  return storesOver(openLog(options), options);
}

/** The log's connection: ours, sound, durable, at the newest schema, with an epoch. Throws CannotOpenStore. */
export function openLog({ file, newEpoch, busyTimeoutMs }: SqliteStoresOptions): Database {
  const newestSchema = MIGRATIONS.at(-1)?.schema ?? 0;
  const database = openDatabase({ file, applicationId: LOG_APPLICATION_ID, newestSchema, busyTimeoutMs });
  try {
    migrate(database, MIGRATIONS);
    const known = database.prepare(`SELECT 1 FROM meta WHERE key = 'epoch'`).get();
    if (known === undefined) database.prepare(`INSERT INTO meta(key, value) VALUES ('epoch', ?) ON CONFLICT DO NOTHING`).run(newEpoch());
    return database;
  } catch (error) {
    database.close();
    if (error instanceof CannotOpenStore) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotOpenStore(
      `${file} could not be brought to schema ${newestSchema} (${reason}). It was left as it was; free some disk space, make sure that no other program holds it, and start again.`,
      { cause: error },
    );
  }
}

export function storesOver(database: Database, options: SessionOptions): Stores {
  const session = new SqliteSession(database, options);
  return {
    events: new SqliteEventStore(session),
    screens: new SqliteScreenList(session),
    candidates: new SqliteCandidateRecords(session),
    live: new SqliteLiveStore(session),
    access: new SqliteAccessStore(session),
    jobs: new SqliteJobQueue(session),
    llmCalls: new SqliteLlmCalls(session),
    calibrations: new SqliteCalibrations(session),
    check: () => session.read(() => checkLog(database)),
    close: async () => session.close(),
  };
}
