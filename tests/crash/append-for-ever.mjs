// Appends to one screen's stream until it is killed, and prints the seq of each append once it has been acknowledged.
import { writeSync } from 'node:fs';
import { openLog, storesOver } from '../../dist/store/sqlite/open-sqlite-stores.js';

const [file, synchronous, screenId] = process.argv.slice(2);
const database = openLog({ file, newEpoch: () => 'epoch' });
if (synchronous === 'NORMAL') database.pragma('synchronous = NORMAL');
// A checkpoint would begin the WAL anew, and the trace is read as if it only grew.
database.pragma('wal_autocheckpoint = 0');
const { events } = storesOver(database, {});

for (let version = 0; ; version++) {
  const text = `text ${version + 1} ${'as long as an answer, '.repeat(60)}`;
  const event = { type: 'PracticeFinished', at: '2026-03-02T09:00:00.000Z', by: { role: 'candidate', id: screenId }, text };
  const append = { stream: screenId, expectedVersion: version, events: [event], jobs: [], ledger: null, summary: null, generation: null };
  const result = await events.append(append);
  if (result.kind !== 'appended') throw new Error(`the append was answered with ${result.kind}`);
  // Synchronous, so that the line is out before a kill can come between.
  writeSync(1, `${result.lastSeq}\n`);
}
