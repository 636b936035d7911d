import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSqliteStores } from '#app/store/index.ts';
import { afterPowerCut, syncedSizes } from './power-cut.ts';

const ACKNOWLEDGED = 100;
const TRACE = ['-f', '-y', '-s', '0', '-e', 'trace=pwrite64,fsync,fdatasync'];
const writer = join(import.meta.dirname, 'append-for-ever.mjs');
const screenId = '018f3c1e-0000-7000-8000-000000000001';

const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
if (!canTrace) process.stdout.write('Skipped: the power cut needs strace, and the right to trace a process of one’s own.\n');

/** Appends under a trace until so many are acknowledged, cuts the power, and gives how many are there afterwards. */
async function survivors(synchronous: 'FULL' | 'NORMAL'): Promise<{ there: number; damage: readonly string[] }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay-power-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'log.sqlite');
  const trace = join(folder, 'trace');
  const child = spawn('strace', [...TRACE, '-o', trace, process.execPath, writer, file, synchronous, screenId], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('strace could not be started');
  const exited = once(child, 'exit');
  let acknowledged = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line);
    // The whole group: a tracer that dies first would leave the writer running.
    if (acknowledged === ACKNOWLEDGED) process.kill(-pid, 'SIGKILL');
  }
  await exited;
  expect(acknowledged).toBeGreaterThanOrEqual(ACKNOWLEDGED);

  const copy = afterPowerCut(file, folder, syncedSizes(trace));
  const stores = openSqliteStores({ file: copy, newEpoch: randomUUID });
  const there = (await stores.events.read(screenId)).length;
  const damage = await stores.check();
  await stores.close();
  return { there, damage };
}

describe.skipIf(!canTrace)('a power cut', () => {
  test('loses nothing that was acknowledged, as every commit is synced', async () => {
    const { there, damage } = await survivors('FULL');
    expect(there).toBeGreaterThanOrEqual(ACKNOWLEDGED);
    expect(damage).toEqual([]);
  });

  test('would lose acknowledged work at synchronous=NORMAL: the test above can fail', async () => {
    expect((await survivors('NORMAL')).there).toBeLessThan(ACKNOWLEDGED);
  });
});
