import type { CandidateRecord, CandidateRecords } from '#app/ports/index.ts';
import type { CommitQueue } from '../commit-queue.ts';

export class MemoryCandidateRecords implements CandidateRecords {
  readonly #queue: CommitQueue;
  readonly #records = new Map<string, CandidateRecord>();

  constructor(queue: CommitQueue) {
    this.#queue = queue;
  }

  async put({ ...record }: CandidateRecord): Promise<void> {
    await this.#queue.submit(() => void this.#records.set(record.candidateId, record));
  }

  async find(candidateId: string): Promise<CandidateRecord | null> {
    return this.#records.get(candidateId) ?? null;
  }

  async findMany(candidateIds: readonly string[]): Promise<ReadonlyMap<string, CandidateRecord>> {
    const found = candidateIds.map((id) => this.#records.get(id)).filter((record) => record !== undefined);
    return new Map(found.map((record) => [record.candidateId, record]));
  }
}
