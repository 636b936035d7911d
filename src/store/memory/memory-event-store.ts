import type { Append, AppendResult, EventStore } from '#app/ports/index.ts';
import type { RecordedEvent } from '#app/protocol/index.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { readStoredEvents } from '../read-stored.ts';
import { refuseAppend } from '../rules/refuse-append.ts';
import { type SerialisedAppend, serialiseAppend } from '../serialise-append.ts';
import { EVENT_FORMAT } from '../upcast.ts';
import type { MemoryJobQueue } from './memory-job-queue.ts';
import type { MemoryScreenList } from './memory-screen-list.ts';

interface Stream {
  /** Event bodies as JSON; the event of seq n stands at n − 1. */
  readonly bodies: string[];
  readonly ledger: Map<string, { readonly requestHash: string; readonly lastSeq: number }>;
  generation: number;
}

interface MemoryEventStoreParts {
  readonly queue: CommitQueue;
  readonly epoch: string;
  readonly jobs: MemoryJobQueue;
  readonly screens: MemoryScreenList;
}

export class MemoryEventStore implements EventStore {
  readonly #parts: MemoryEventStoreParts;
  readonly #streams = new Map<string, Stream>();
  /** Streams by the moment of their first event. */
  readonly #begun: string[] = [];

  constructor(parts: MemoryEventStoreParts) {
    this.#parts = parts;
  }

  /** 0 when the stream is unknown or was never connected to. */
  generationOf(stream: string): number {
    return this.#streams.get(stream)?.generation ?? 0;
  }

  async append(append: Append): Promise<AppendResult> {
    const serialised = serialiseAppend(append);
    return this.#parts.queue.submit(() => this.#append(serialised));
  }

  async read(stream: string, afterSeq = 0): Promise<readonly RecordedEvent[]> {
    const bodies = this.#streams.get(stream)?.bodies.slice(afterSeq) ?? [];
    const rows = bodies.map((body, index) => ({ seq: afterSeq + index + 1, format: EVENT_FORMAT, body }));
    return readStoredEvents(stream, afterSeq, rows);
  }

  async findCommand(stream: string, commandId: string): Promise<{ requestHash: string; lastSeq: number } | null> {
    return this.#streams.get(stream)?.ledger.get(commandId) ?? null;
  }

  async nextGeneration(stream: string): Promise<number> {
    return this.#parts.queue.submit(() => {
      const found = this.#findOrAdd(stream);
      found.generation += 1;
      return found.generation;
    });
  }

  async streams(): Promise<readonly string[]> {
    return [...this.#begun];
  }

  async epoch(): Promise<string> {
    return this.#parts.epoch;
  }

  #append({ append, events, jobs, summary }: SerialisedAppend): AppendResult {
    const known = this.#streams.get(append.stream);
    const command = append.ledger === null ? undefined : known?.ledger.get(append.ledger.commandId);
    const refusal = refuseAppend(append, {
      version: known?.bodies.length ?? 0,
      generation: known?.generation ?? 0,
      ledger: command ?? null,
    });
    if (refusal !== null) return refusal;

    const stream = this.#findOrAdd(append.stream);
    if (stream.bodies.length === 0 && events.length > 0) this.#begun.push(append.stream);
    stream.bodies.push(...events);
    const lastSeq = stream.bodies.length;
    if (append.ledger !== null) stream.ledger.set(append.ledger.commandId, { requestHash: append.ledger.requestHash, lastSeq });
    for (const job of jobs) this.#parts.jobs.insert(job);
    if (summary !== null) this.#parts.screens.upsert(summary);
    return { kind: 'appended', lastSeq };
  }

  #findOrAdd(id: string): Stream {
    const known = this.#streams.get(id);
    if (known !== undefined) return known;
    const added: Stream = { bodies: [], ledger: new Map(), generation: 0 };
    this.#streams.set(id, added);
    return added;
  }
}
