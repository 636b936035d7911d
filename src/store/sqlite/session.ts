import type { Database } from 'better-sqlite3';
import { StoreUnavailable } from '#app/ports/index.ts';
import { CommitQueue } from '../commit-queue.ts';
import { StoreFailed, type StoreFault } from '../store-failed.ts';
import { storageFault } from './storage-fault.ts';

export interface SessionOptions {
  readonly onFault?: ((fault: StoreFault) => void) | undefined;
  /** After each commit, with the number of writes that shared it. */
  readonly onCommit?: ((writes: number) => void) | undefined;
}

/** The one connection of this process to the log: reads at once, writes in shared commits. */
export class SqliteSession {
  readonly database: Database;
  readonly #queue: CommitQueue;
  readonly #onFault: (fault: StoreFault) => void;
  #failed: StoreFailed | null = null;

  constructor(database: Database, { onFault = () => {}, onCommit }: SessionOptions) {
    this.database = database;
    this.#onFault = onFault;
    const begin = database.prepare('BEGIN IMMEDIATE');
    const commit = database.prepare('COMMIT');
    this.#queue = new CommitQueue({
      onCommit,
      storageFailure: (error) => this.#failureOf(error),
      transact: (body) => {
        if (this.#failed) throw this.#failed;
        begin.run();
        try {
          body();
          commit.run();
        } catch (error) {
          // SQLite has rolled back by itself after some faults, and not after others.
          if (database.inTransaction) database.exec('ROLLBACK');
          throw error;
        }
      },
    });
  }

  /** Runs a query outside any write. Sees every commit and nothing else. */
  async read<T>(query: () => T): Promise<T> {
    if (!this.database.open) throw new StoreUnavailable('The store is closed.');
    try {
      return query();
    } catch (error) {
      throw this.#failureOf(error) ?? error;
    }
  }

  /**
   * Runs the work inside the next commit; resolves with its result once that commit is on the disk. Rejects with
   * StoreUnavailable when nothing was written, and with StoreFailed, from then on, once the disk or the file failed.
   */
  write<T>(work: () => T): Promise<T> {
    return this.#queue.submit(work);
  }

  close(): void {
    if (!this.database.open) return;
    this.#queue.close();
    this.database.close();
  }

  #failureOf(error: unknown): Error | null {
    if (error instanceof StoreFailed) return error;
    const fault = storageFault(error);
    if (fault === null) return null;
    let failure: Error;
    if (fault.severity === 'fatal') {
      failure = this.#failed ??= new StoreFailed(`The database failed (${fault.code}): ${fault.message}`, { cause: error });
    } else {
      failure = new StoreUnavailable(`The database cannot be used just now (${fault.code}): ${fault.message}`, { cause: error });
    }
    this.#onFault(fault);
    return failure;
  }
}
