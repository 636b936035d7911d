import Database from 'better-sqlite3';
import type { StoreFault } from '../store-failed.ts';

/**
 * Result codes after which the file on disk is unknown or damaged. After a failed sync a later success does not prove that
 * earlier pages reached the disk, so there is no going on.
 */
const FATAL = ['SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_DIR_FSYNC', 'SQLITE_CORRUPT', 'SQLITE_NOTADB'];
/** Result codes after which nothing was written and the same write may succeed later. */
const UNAVAILABLE = [
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_PROTOCOL',
  'SQLITE_NOMEM',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
];

/** What a thrown error says about the storage, or null when it is the caller's own mistake (a broken constraint, a bug). */
export function storageFault(error: unknown): StoreFault | null {
  if (!(error instanceof Database.SqliteError)) return null;
  const { code, message } = error;
  if (hasCode(code, FATAL)) return { severity: 'fatal', code, message };
  return hasCode(code, UNAVAILABLE) ? { severity: 'unavailable', code, message } : null;
}

/** Extended codes extend their primary code: SQLITE_BUSY_SNAPSHOT is a SQLITE_BUSY. */
function hasCode(code: string, codes: readonly string[]): boolean {
  return codes.some((known) => code === known || code.startsWith(`${known}_`));
}
