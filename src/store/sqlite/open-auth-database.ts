import type { Database } from 'better-sqlite3';
import { openDatabase } from './open-database.ts';

/** "ASYS" */
const STAFF_APPLICATION_ID = 0x41535953;

/**
 * The database of staff logins, for the login library alone, which keeps its own tables in it. A file of its own, so that the
 * log keeps its one writer. Same durability as the log. Throws CannotOpenStore. The caller closes it.
 */
export function openAuthDatabase(file: string): Database {
  return openDatabase({ file, applicationId: STAFF_APPLICATION_ID, newestSchema: null });
}
