import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { openSqliteStores } from '#app/store/index.ts';
import { between, seededRandom, seedOfRun } from '../seeded-random.ts';
import { ServerProcess } from '../server-process.ts';
import { knownAnswers } from './known-answers.ts';
import { eventsOfAll, lostOrDoubled } from './oracle.ts';
import { ScriptedCandidate } from './scripted-candidate.ts';

const SCREENS = 8;
const STOPS = 3;
const main = join(import.meta.dirname, '../../dist/main.js');
const seed = seedOfRun();

describe('SIGTERM', () => {
  let server: ServerProcess | null = null;
  afterAll(() => server?.remove());

  test(`drains and ends with 0 within 5 s, losing nothing (ASSAY_TEST_SEED=${seed})`, { timeout: 180_000 }, async () => {
    const random = seededRandom(seed);
    server = await ServerProcess.onFreePort();
    const { address } = server;
    const answers = knownAnswers();
    const candidates = server.seat(SCREENS).map((seat) => new ScriptedCandidate(seat, address, { random, answers }));
    const sat = Promise.all(candidates.map((candidate) => candidate.sit()));
    for (let stop = 1; stop <= STOPS; stop++) {
      await server.start();
      await pause(between(random, 500, 2_000));
      expect(await server.stop()).toBe(0);
    }
    for (const candidate of candidates) candidate.leave();
    await sat;

    const stores = openSqliteStores({ file: server.databaseFile, newEpoch: randomUUID });
    const logs = await eventsOfAll(stores, candidates);
    expect(logs.flatMap(({ candidate, events }) => lostOrDoubled(candidate, events))).toEqual([]);
    expect(candidates.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)).toBeGreaterThan(SCREENS);
    expect((await stores.jobs.counts()).leased).toBe(0);
    expect(await stores.check()).toEqual([]);
    expect(server.complaints).toEqual([]);
    await stores.close();
  });
});

describe('a server that cannot start says why in one go, and ends with 1', () => {
  test('the port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    onTestFinished(() => void holder.close());
    const { port } = holder.address() as AddressInfo;
    const { status, lines } = serve({ PORT: String(port) });
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^Port ${port} is taken\\. .*PORT.*\\.$`))]);
    expect(status).toBe(1);
  });

  test('folders cannot be written to', () => {
    const file = join(emptyFolder(), 'a-file');
    writeFileSync(file, '');
    const { status, lines } = serve({ ASSAY_DATA: join(file, 'data'), ASSAY_REPORTS: join(file, 'reports') });
    expect(lines).toEqual([expect.stringContaining('ASSAY_DATA'), expect.stringContaining('ASSAY_REPORTS')]);
    for (const line of lines) expect(line).toContain('cannot be written to');
    expect(status).toBe(1);
  });

  test('the database is not ours', () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'assay.sqlite'), 'this was never a database, '.repeat(100));
    const { status, lines } = serve({ ASSAY_DATA: folder });
    expect(lines).toEqual([expect.stringContaining('assay.sqlite')]);
    expect(status).toBe(1);
  });

  test('settings are wrong: all of them are named at once', () => {
    const { status, lines } = serve({ PORT: 'many', ASSAY_GRADER: 'guess', SMTP_URL: 'https://example.org', ASSAY_GRADING_LANES: '0' });
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(['ASSAY_GRADER', 'ASSAY_GRADING_LANES', 'PORT', 'SMTP_URL']);
    expect(status).toBe(1);
  });
});

/** Runs a server that is expected to end by itself; a minute is the limit. */
function serve(env: Record<string, string>): { status: number | null; lines: string[] } {
  const folder = emptyFolder();
  const { status, stderr } = spawnSync(process.execPath, [main, 'serve'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', PORT: '0', ASSAY_DATA: join(folder, 'data'), ASSAY_REPORTS: join(folder, 'reports'), ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, lines: stderr.split('\n').filter((line) => line !== '') };
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
