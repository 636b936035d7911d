import type { Database } from 'better-sqlite3';
import type { AppendResult } from '#app/ports/index.ts';
import { refuseAppend } from '../rules/refuse-append.ts';
import type { SerialisedAppend } from '../serialise-append.ts';
import { EVENT_FORMAT } from '../upcast.ts';
import { prepareInsertJob } from './insert-job.ts';
import { prepareUpsertSummary } from './upsert-summary.ts';

type StreamRow = [
  ordinal: number,
  version: number,
  newest: number | null,
  generation: number,
  requestHash: string | null,
  lastSeq: number | null,
];

/**
 * The append, run inside the caller's transaction: reads what the refusal rests on, then writes. Version and generation are
 * read each time and never cached, because another process may write the same file.
 */
export function prepareAppend(database: Database): (input: SerialisedAppend) => AppendResult {
  // The stream, and what the ledger holds under the command id.
  const findStream = database
    .prepare<[string | null, string], StreamRow>(`
      SELECT ordinal, version, newest, generation, request_hash, last_seq
      FROM stream LEFT JOIN ledger ON command_id = ? AND ledger.stream = ordinal WHERE id = ?`)
    .raw();
  const addStream = database
    .prepare<[string], StreamRow>('INSERT INTO stream(id) VALUES (?) RETURNING ordinal, version, newest, generation, NULL, NULL')
    .raw();
  const setNewest = database.prepare<[number, number, number]>('UPDATE stream SET version = ?, newest = ? WHERE ordinal = ?');
  const addCommand = database.prepare<[string, number, string, number]>(
    'INSERT INTO ledger(command_id, stream, request_hash, last_seq) VALUES (?, ?, ?, ?)',
  );
  const addEvent = database.prepare<[number | null, number, number, number, string]>(
    'INSERT INTO event(previous, stream, seq, format, body) VALUES (?, ?, ?, ?, ?)',
  );
  const insertJob = prepareInsertJob(database);
  const upsertSummary = prepareUpsertSummary(database);

  return ({ append, events, jobs, summary }) => {
    const { stream: id, ledger } = append;
    const stream = findStream.get(ledger?.commandId ?? null, id);
    const [, version = 0, , generation = 0, requestHash = null, commandSeq = null] = stream ?? [];
    const known = requestHash === null || commandSeq === null ? null : { requestHash, lastSeq: commandSeq };
    const refusal = refuseAppend(append, { version, generation, ledger: known });
    if (refusal !== null) return refusal;

    const [ordinal, , newest] = stream ?? (addStream.get(id) as StreamRow);
    let lastSeq = version;
    let previous = newest;
    for (const body of events) previous = Number(addEvent.run(previous, ordinal, ++lastSeq, EVENT_FORMAT, body).lastInsertRowid);
    if (previous !== null && previous !== newest) setNewest.run(lastSeq, previous, ordinal);
    if (ledger !== null) addCommand.run(ledger.commandId, ordinal, ledger.requestHash, lastSeq);
    for (const job of jobs) insertJob(job);
    if (summary !== null) upsertSummary(summary);
    return { kind: 'appended', lastSeq };
  };
}
