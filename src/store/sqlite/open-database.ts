import Database from 'better-sqlite3';
import { CannotOpenStore } from '../cannot-open-store.ts';
import { setPragmas } from './pragmas.ts';

/** Longest wait for another process that is writing, in milliseconds; the event loop stands still meanwhile. */
const BUSY_TIMEOUT_MS = 5_000;

interface OpenDatabaseOptions {
  readonly file: string;
  /** Marks the file as ours in its header; a file with another mark is refused. */
  readonly applicationId: number;
  /** Newest schema (`user_version`) this program knows; null for a file whose schema is kept by a library. */
  readonly newestSchema: number | null;
  readonly busyTimeoutMs?: number | undefined;
}

/**
 * Opens or makes a database file that is ours, sound and set for durability. Nothing is changed in a file that is refused.
 * Throws CannotOpenStore.
 */
export function openDatabase({
  file,
  applicationId,
  newestSchema,
  busyTimeoutMs = BUSY_TIMEOUT_MS,
}: OpenDatabaseOptions): Database.Database {
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { timeout: busyTimeoutMs });
    refuseForeignFile(database, applicationId);
    if (newestSchema !== null) refuseNewerSchema(database, newestSchema);
    setPragmas(database, busyTimeoutMs);
    refuseDamagedFile(database);
    if (identityOf(database) !== applicationId) database.pragma(`application_id = ${applicationId}`);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof CannotOpenStore) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotOpenStore(
      `${file} cannot be opened as a database (${reason}). Check that its folder exists and can be written; if the file is damaged, restore it from a backup.`,
      { cause: error },
    );
  }
}

function identityOf(database: Database.Database): unknown {
  return database.pragma('application_id', { simple: true });
}

function refuseForeignFile(database: Database.Database, applicationId: number): void {
  const identity = identityOf(database);
  if (identity === applicationId) return;
  const isEmpty = database.prepare('SELECT COUNT(*) FROM sqlite_schema').pluck().get() === 0;
  if (identity === 0 && isEmpty) return;
  throw new CannotOpenStore(`${database.name} belongs to another program. Choose another data folder, or move this file away.`);
}

function refuseNewerSchema(database: Database.Database, newestSchema: number): void {
  const schema = Number(database.pragma('user_version', { simple: true }));
  if (schema <= newestSchema) return;
  throw new CannotOpenStore(
    `${database.name} was written by a newer Assay (schema ${schema}; this one knows ${newestSchema}). Start the newer version, or restore the backup that it made before it changed the file.`,
  );
}

function refuseDamagedFile(database: Database.Database): void {
  const result = database.pragma('quick_check(1)', { simple: true });
  if (result === 'ok') return;
  throw new CannotOpenStore(
    `${database.name} is damaged (${String(result).replaceAll('\n', ' ')}). Keep a copy of the file and restore the newest backup; it is never repaired automatically.`,
  );
}
