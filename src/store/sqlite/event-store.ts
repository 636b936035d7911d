import type { Append, AppendResult, EventStore } from '#app/ports/index.ts';
import type { RecordedEvent } from '#app/protocol/index.ts';
import { DamagedRecord } from '../damaged-record.ts';
import { readStoredEvents, type StoredEvent } from '../read-stored.ts';
import { type SerialisedAppend, serialiseAppend } from '../serialise-append.ts';
import { prepareAppend } from './append.ts';
import type { SqliteSession } from './session.ts';

export class SqliteEventStore implements EventStore {
  readonly #session: SqliteSession;
  readonly #append: (input: SerialisedAppend) => AppendResult;
  readonly #sql;

  constructor(session: SqliteSession) {
    const { database } = session;
    this.#session = session;
    this.#append = prepareAppend(database);
    this.#sql = {
      events: database.prepare<{ stream: string; afterSeq: number }, StoredEvent>(`
        WITH RECURSIVE newest_first(position, previous) AS (
          SELECT position, previous FROM event
          WHERE position = (SELECT newest FROM stream WHERE id = @stream) AND seq > @afterSeq
          UNION ALL
          SELECT event.position, event.previous FROM newest_first JOIN event ON event.position = newest_first.previous
          WHERE seq > @afterSeq)
        SELECT seq, format, body FROM newest_first JOIN event USING (position) ORDER BY seq`),
      command: database.prepare<[string, string], { requestHash: string; lastSeq: number }>(`
        SELECT request_hash AS requestHash, last_seq AS lastSeq FROM ledger
        WHERE command_id = ? AND stream = (SELECT ordinal FROM stream WHERE id = ?)`),
      raiseGeneration: database
        .prepare<[string], number>(`
          INSERT INTO stream(id, generation) VALUES (?, 1)
          ON CONFLICT(id) DO UPDATE SET generation = generation + 1 RETURNING generation`)
        .pluck(),
      // CROSS JOIN keeps SQLite from reading through all events to save itself a sort.
      streams: database
        .prepare<[], string>(`
          SELECT stream.id FROM stream CROSS JOIN event ON event.stream = stream.ordinal AND event.seq = 1
          ORDER BY event.position`)
        .pluck(),
      epoch: database.prepare<[], string>(`SELECT value FROM meta WHERE key = 'epoch'`).pluck(),
    };
  }

  // Not async: on the hottest path each layer of promises can be measured.
  append(append: Append): Promise<AppendResult> {
    const serialised = serialiseAppend(append);
    return this.#session.write(() => this.#append(serialised));
  }

  async read(stream: string, afterSeq = 0): Promise<readonly RecordedEvent[]> {
    const rows = await this.#session.read(() => this.#sql.events.all({ stream, afterSeq }));
    return readStoredEvents(stream, afterSeq, rows);
  }

  async findCommand(stream: string, commandId: string): Promise<{ requestHash: string; lastSeq: number } | null> {
    return this.#session.read(() => this.#sql.command.get(commandId, stream) ?? null);
  }

  async nextGeneration(stream: string): Promise<number> {
    return this.#session.write(() => this.#sql.raiseGeneration.get(stream) as number);
  }

  async streams(): Promise<readonly string[]> {
    return this.#session.read(() => this.#sql.streams.all());
  }

  async epoch(): Promise<string> {
    const epoch = await this.#session.read(() => this.#sql.epoch.get());
    if (epoch === undefined) throw new DamagedRecord('epoch of the log', 'it is missing');
    return epoch;
  }
}
