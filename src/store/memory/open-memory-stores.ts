import { StoreUnavailable } from '#app/ports/index.ts';
import { CommitQueue } from '../commit-queue.ts';
import type { Stores } from '../stores.ts';
import { MemoryAccessStore } from './memory-access-store.ts';
import { MemoryCalibrations } from './memory-calibrations.ts';
import { MemoryCandidateRecords } from './memory-candidate-records.ts';
import { MemoryEventStore } from './memory-event-store.ts';
import { MemoryJobQueue } from './memory-job-queue.ts';
import { MemoryLiveStore } from './memory-live-store.ts';
import { MemoryLlmCalls } from './memory-llm-calls.ts';
import { MemoryScreenList } from './memory-screen-list.ts';

export interface MemoryStoresOptions {
  readonly epoch: string;
  /** Called at the start of each commit; what it throws (StoreUnavailable) refuses everything in that commit. */
  readonly beforeCommit?: (() => void) | undefined;
  /** After each commit, with the number of writes that shared it. */
  readonly onCommit?: ((writes: number) => void) | undefined;
}

/** Every store in memory, with the rules and the timing of the durable one: for simulations and tests. */
export function openMemoryStores({ epoch, beforeCommit = () => {}, onCommit }: MemoryStoresOptions): Stores {
  const queue = new CommitQueue({
    onCommit,
    storageFailure: (error) => (error instanceof StoreUnavailable ? error : null),
    // There is nothing to roll back: every write here decides before it changes anything, and then cannot throw.
    transact: (body) => {
      beforeCommit();
      body();
    },
  });
  const jobs = new MemoryJobQueue(queue);
  const screens = new MemoryScreenList(queue);
  const events = new MemoryEventStore({ queue, epoch, jobs, screens });
  return {
    events,
    screens,
    candidates: new MemoryCandidateRecords(queue),
    live: new MemoryLiveStore(queue, (stream) => events.generationOf(stream)),
    access: new MemoryAccessStore(queue),
    jobs,
    llmCalls: new MemoryLlmCalls(queue),
    calibrations: new MemoryCalibrations(queue),
    check: async () => [],
    close: async () => queue.close(),
  };
}
