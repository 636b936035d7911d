import type { Calibrations } from '#app/ports/index.ts';
import type { CalibrationRecord, CalibrationTuple } from '#app/protocol/index.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { readStoredCalibration } from '../read-stored.ts';
import { tupleKey } from '../tuple-key.ts';

interface StoredCalibration {
  readonly id: string;
  readonly tuple: string;
  readonly at: string;
  readonly body: string;
}

export class MemoryCalibrations implements Calibrations {
  readonly #queue: CommitQueue;
  /** By id, in the order they were recorded. */
  readonly #rows = new Map<string, StoredCalibration>();

  constructor(queue: CommitQueue) {
    this.#queue = queue;
  }

  async record(calibration: CalibrationRecord): Promise<void> {
    const { id, tuple, at } = calibration;
    const row = { id, tuple: tupleKey(tuple), at, body: JSON.stringify(calibration) };
    await this.#queue.submit(() => {
      if (!this.#rows.has(id)) this.#rows.set(id, row);
    });
  }

  async find(tuple: CalibrationTuple): Promise<CalibrationRecord | null> {
    const key = tupleKey(tuple);
    const newest = this.#newestFirst().find((row) => row.tuple === key);
    return newest === undefined ? null : readStoredCalibration(newest.id, newest.body);
  }

  async all(): Promise<readonly CalibrationRecord[]> {
    return this.#newestFirst().map(({ id, body }) => readStoredCalibration(id, body));
  }

  /** The sort is stable, so of one moment what was recorded last comes first. */
  #newestFirst(): readonly StoredCalibration[] {
    return [...this.#rows.values()].reverse().sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
  }
}
