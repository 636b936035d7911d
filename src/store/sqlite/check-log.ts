import type { Database } from 'better-sqlite3';

const STREAMS_WITH_GAPS = `
  SELECT stream.id FROM stream LEFT JOIN event ON event.stream = stream.ordinal
  GROUP BY stream.ordinal
  HAVING stream.version <> COUNT(event.seq) OR stream.version <> COALESCE(MAX(event.seq), 0)`;

const BROKEN_LINKS = `
  SELECT stream.id FROM event JOIN stream ON stream.ordinal = event.stream
  LEFT JOIN event AS before ON before.position = event.previous
  WHERE event.seq > 1 AND (before.stream, before.seq) IS NOT (event.stream, event.seq - 1)
  UNION
  SELECT stream.id FROM stream LEFT JOIN event ON event.position = stream.newest
  WHERE stream.version > 0 AND (event.stream, event.seq) IS NOT (stream.ordinal, stream.version)`;

const SUMMARIES_AHEAD = `
  SELECT screen_id FROM screen_summary LEFT JOIN stream ON stream.id = screen_id
  WHERE json_extract(body, '$.version') > COALESCE(stream.version, 0)`;

/** Signs of damage in the file and in the log's own promises, one sentence each. Reads the whole file. */
export function checkLog(database: Database): readonly string[] {
  const integrity = (database.pragma('integrity_check') as { integrity_check: string }[]).map((row) => row.integrity_check);
  const strays = database.pragma('foreign_key_check') as { table: string; rowid: number | null }[];
  const gaps = database.prepare<[], string>(STREAMS_WITH_GAPS).pluck().all();
  const broken = database.prepare<[], string>(BROKEN_LINKS).pluck().all();
  const ahead = database.prepare<[], string>(SUMMARIES_AHEAD).pluck().all();
  return [
    ...integrity.filter((line) => line !== 'ok').map((line) => `The file is damaged: ${line}.`),
    ...strays.map(({ table, rowid }) => `Row ${rowid ?? '?'} of ${table} refers to a row that does not exist.`),
    ...gaps.map((id) => `Stream ${id} does not hold exactly the events that its version promises.`),
    ...broken.filter((id) => !gaps.includes(id)).map((id) => `The events of stream ${id} do not follow one another.`),
    ...ahead.map((id) => `The summary of screen ${id} is ahead of its stream; rebuild the summaries.`),
  ];
}
