import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { CannotOpenStore } from '../cannot-open-store.ts';

/**
 * Writes a compact, checked copy of the database. It appears whole under its name or not at all, and replaces an earlier copy of
 * that name. Throws CannotOpenStore when the copy is not sound.
 */
export function backUp(database: Database.Database, target: string): void {
  const unfinished = `${target}.tmp`;
  rmSync(unfinished, { force: true });
  // SQLite does not sync what VACUUM INTO writes.
  database.prepare('VACUUM INTO ?').run(unfinished);
  sync(unfinished);
  assertSound(unfinished);
  renameSync(unfinished, target);
  sync(dirname(target));
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function assertSound(file: string): void {
  const copy = new Database(file, { readonly: true });
  try {
    const integrity = copy.pragma('integrity_check(1)', { simple: true });
    const strays = copy.pragma('foreign_key_check') as unknown[];
    if (integrity !== 'ok' || strays.length > 0) {
      throw new CannotOpenStore(
        `The backup ${file} is not sound (${String(integrity)}), so the database was left as it was. Restore an earlier backup.`,
      );
    }
  } finally {
    copy.close();
  }
}
