// Appends to twenty streams at once for ever, and says on its standard output what was acknowledged: `<stream> <seq>` a line.
import { writeSync } from 'node:fs';
import { openSqliteStores } from '../../dist/store/index.js';

const [file, round] = process.argv.slice(2);
const stores = openSqliteStores({ file, newEpoch: () => 'e-1' });

async function write(stream) {
  let version = (await stores.events.read(stream)).length;
  for (;;) {
    const seq = version + 1;
    const at = '2026-03-02T09:00:00.000Z';
    const result = await stores.events.append({
      stream,
      expectedVersion: version,
      events: [{ type: 'PracticeFinished', at, by: { role: 'candidate', id: stream }, text: `${stream} ${seq} ${'words '.repeat(50)}` }],
      jobs: [{ dedupe: `${stream}:${seq}`, payload: { kind: 'render-report', screenId: stream }, runAtMs: 0 }],
      ledger: { commandId: `${stream}:${seq}`, requestHash: `round ${round}` },
      summary: null,
      generation: null,
    });
    if (result.kind !== 'appended') throw new Error(`append of ${stream} ${seq} was answered with ${result.kind}`);
    version = result.lastSeq;
    // Synchronous, so that a line is in the pipe before a kill can come between.
    writeSync(1, `${stream} ${version}\n`);
  }
}

await Promise.all(Array.from({ length: 20 }, (_, n) => write(`018f3c1e-0000-7000-8000-${String(n).padStart(12, '0')}`)));
