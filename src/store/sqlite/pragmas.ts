import type { Database } from 'better-sqlite3';
import { CannotOpenStore } from '../cannot-open-store.ts';

interface Pragma {
  readonly name: string;
  readonly set: string | number;
  readonly reads: string | number;
}

/** In this order: better-sqlite3 lowers `synchronous` to NORMAL when the file switches to WAL, so FULL has to come after it. */
const pragmas = (busyTimeoutMs: number): readonly Pragma[] => [
  { name: 'journal_mode', set: 'WAL', reads: 'wal' },
  { name: 'synchronous', set: 'FULL', reads: 2 },
  { name: 'foreign_keys', set: 'ON', reads: 1 },
  { name: 'busy_timeout', set: busyTimeoutMs, reads: busyTimeoutMs },
  { name: 'wal_autocheckpoint', set: 1_000, reads: 1_000 },
  { name: 'journal_size_limit', set: 67_108_864, reads: 67_108_864 },
  // A file from elsewhere must not bring functions or views that run on our behalf.
  { name: 'trusted_schema', set: 'OFF', reads: 0 },
  { name: 'temp_store', set: 'MEMORY', reads: 2 },
  { name: 'cell_size_check', set: 'ON', reads: 1 },
];

/** Sets what durability rests on and reads each value back. Throws CannotOpenStore when one did not take. */
export function setPragmas(database: Database, busyTimeoutMs: number): void {
  for (const { name, set, reads } of pragmas(busyTimeoutMs)) {
    database.pragma(`${name} = ${set}`);
    const actual = database.pragma(name, { simple: true });
    if (actual !== reads) {
      throw new CannotOpenStore(
        `${database.name} cannot be used safely: SQLite reports ${name} as ${String(actual)} where ${reads} is needed. Keep the file on a local disk, not on a network or memory file system.`,
      );
    }
  }
}
