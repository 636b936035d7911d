// npm run bench: every figure of docs/bench.md, in one run of about two minutes. Ratios come first: they hold on other machines.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureAcks } from './acks.mjs';
import { measureBundle } from './bundle.mjs';
import { measureGrading } from './grading-throughput.mjs';
import { measurePages } from './pages.mjs';
import { measureStartUp } from './start-up.mjs';

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
mkdirSync(join(folder, 'data'));
const say = (what) => process.stderr.write(`measuring ${what} …\n`);

try {
  const rows = [
    ...(await measureAcks(folder, say)),
    await measurePages(folder, say),
    await measureGrading(folder, say),
    ...(await measureStartUp(folder, say)),
    measureBundle(say),
  ];
  process.stdout.write(`\nNode ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model.trim()}\n\n`);
  process.stdout.write('ratio  (least to greatest)  of the real program to …\n');
  for (const { ratio, what, figures } of rows) {
    const range = ratio && `(${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)})`;
    process.stdout.write(`${(ratio?.median.toFixed(2) ?? '–').padStart(5)}  ${(range ?? '').padEnd(21)}  ${what}: ${figures}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
