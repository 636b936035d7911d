import { StoreUnavailable } from '#app/ports/index.ts';

interface Write {
  readonly work: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

interface CommitQueueOptions {
  /** Runs the body and commits it durably; when it throws, nothing of the body was committed. */
  readonly transact: (body: () => void) => void;
  /** The failure to report when the storage is at fault, or null when the work itself is. */
  readonly storageFailure: (error: unknown) => Error | null;
  /** After each commit, with the number of writes that shared it. */
  readonly onCommit?: ((writes: number) => void) | undefined;
}

/**
 * Writes handed in within one turn of the event loop share one transaction, so that they share one sync to disk. Works run
 * in the order of `submit`, synchronously; each promise settles only after the commit.
 */
export class CommitQueue {
  #waiting: Write[] = [];
  #closed = false;
  readonly #options: CommitQueueOptions;

  constructor(options: CommitQueueOptions) {
    this.#options = options;
  }

  /** `work` may run twice (the first run rolled back): its only effects are those of the transaction. */
  submit<T>(work: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('The store is closed.'));
    return new Promise<T>((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ work, resolve: resolve as (result: unknown) => void, reject });
    });
  }

  /** Commits what waits and takes no more. */
  close(): void {
    this.#closed = true;
    this.#flush();
  }

  #flush(): void {
    let batch = this.#waiting;
    this.#waiting = [];
    while (batch.length > 0) batch = this.#commit(batch);
  }

  /** Returns the writes that have to be tried again because one of their neighbours failed. */
  #commit(batch: Write[]): Write[] {
    const results: unknown[] = [];
    try {
      this.#options.transact(() => {
        for (const write of batch) results.push(write.work());
      });
    } catch (error) {
      const failure = this.#options.storageFailure(error);
      const culprit = failure === null ? batch[results.length] : undefined;
      if (culprit !== undefined) {
        culprit.reject(error);
        return batch.filter((write) => write !== culprit);
      }
      for (const write of batch) write.reject(failure ?? error);
      return [];
    }
    for (const [index, write] of batch.entries()) write.resolve(results[index]);
    this.#options.onCommit?.(batch.length);
    return [];
  }
}
