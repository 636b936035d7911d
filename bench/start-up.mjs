import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { summarise } from './summary.mjs';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const STARTS = 5;

/** Time from the start of the process to the printed address, on a new folder and on the same one again. Gives rows for the table. */
export async function measureStartUp(folder, say) {
  say('start-up');
  const first = [];
  const later = [];
  for (let start = 0; start < STARTS; start++) {
    const home = join(folder, `start-${start}`);
    mkdirSync(home);
    first.push(await startMs(home));
    later.push(await startMs(home));
  }
  const inWords = ({ median, min, max }) => `${median.toFixed(0)} ms (${min.toFixed(0)} to ${max.toFixed(0)})`;
  return [
    { ratio: null, what: 'start-up to the printed address, new folder', figures: inWords(summarise(first)) },
    { ratio: null, what: 'start-up to the printed address, same folder again', figures: inWords(summarise(later)) },
  ];
}

async function startMs(home) {
  const beganMs = performance.now();
  const child = spawn(process.execPath, [main, 'serve'], {
    cwd: home,
    env: { PATH: process.env.PATH, PORT: '0', ASSAY_GRADER: 'offline' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    if (printed.includes('Assay is running at')) break;
  }
  const ms = performance.now() - beganMs;
  child.kill('SIGKILL');
  await exited;
  if (!printed.includes('Assay is running at')) throw new Error('the server did not start');
  return ms;
}
