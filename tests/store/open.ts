import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach } from 'vitest';
import { StoreUnavailable } from '#app/ports/index.ts';
import { openMemoryStores, openSqliteStores } from '#app/store/index.ts';
import type { Opened } from './fixtures.ts';

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
});

/** Runs after the test, latest first. */
export function afterTest(cleanUp: () => void | Promise<void>): void {
  cleanups.push(cleanUp);
}

/** A file name in a folder that is gone after the test. */
export function newFile(name = 'assay.sqlite'): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-store-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, name);
}

export function openMemory(): Opened {
  const commits: number[] = [];
  let failing = false;
  const stores = openMemoryStores({
    epoch: 'e-1',
    onCommit: (writes) => commits.push(writes),
    beforeCommit: () => {
      if (failing) throw new StoreUnavailable('The test does not let it commit.');
    },
  });
  const failCommits = () => {
    failing = true;
    return () => {
      failing = false;
    };
  };
  return { stores, commits, failCommits };
}

export function openSqlite(file = newFile()): Opened {
  const commits: number[] = [];
  const stores = openSqliteStores({ file, newEpoch: () => 'e-1', busyTimeoutMs: 0, onCommit: (writes) => commits.push(writes) });
  afterTest(() => stores.close());
  return { stores, commits, failCommits: () => holdWriteLock(file) };
}

/** As another process that writes for a long time; the returned function ends it. */
export function holdWriteLock(file: string): () => void {
  const other = new Database(file);
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
}

/** Changes the file as nothing in the program would, for the test to see what the program makes of it. */
export function tamper(file: string, sql: string): void {
  const other = new Database(file);
  other.pragma('foreign_keys = OFF');
  other.exec(sql);
  other.close();
}
