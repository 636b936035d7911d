import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { openSqliteStores, type Stores } from '#app/store/index.ts';
import { between, seededRandom, seedOfRun } from '../seeded-random.ts';
import { ServerProcess } from '../server-process.ts';
import { knownAnswers } from './known-answers.ts';
import { eventsOfAll, lostOrDoubled, unfinishedBusiness } from './oracle.ts';
import { ScriptedCandidate } from './scripted-candidate.ts';

const SCREENS = 20;
const KILLS = 12;
/** After the last receipt, while grades and reports are being made. */
const LATE_KILLS = 3;
const LOOK_MS = 250;

const seed = seedOfRun();

describe('kill -9', () => {
  let server: ServerProcess | null = null;
  afterAll(() => server?.remove());

  test(`loses nothing and doubles nothing, whenever it comes (ASSAY_TEST_SEED=${seed})`, { timeout: 480_000 }, async () => {
    const random = seededRandom(seed);
    server = await ServerProcess.onFreePort();
    const { address } = server;
    const answers = knownAnswers();
    const candidates = server.seat(SCREENS).map((seat) => new ScriptedCandidate(seat, address, { random, answers }));
    let kills = 0;

    let sitting = true;
    const allDone = Promise.all(candidates.map((candidate) => candidate.sit())).then(() => {
      sitting = false;
    });
    const killOnce = async (uptimeMs: number) => {
      await server?.start();
      await pause(uptimeMs);
      for (const candidate of candidates) candidate.serverDies(performance.now());
      await server?.kill();
      kills += 1;
    };
    while (sitting && kills < KILLS) {
      await killOnce(random() < 0.15 ? between(random, 2_500, 3_500) : between(random, 100, 1_300));
      if (random() > 0.2) continue;
      // Some come before the server is even ready.
      server.launch();
      await pause(between(random, 0, 500));
      await server.kill();
      kills += 1;
    }
    await server.start();
    await allDone;
    await server.kill();
    for (let late = 0; late < LATE_KILLS || kills < KILLS; late++) await killOnce(between(random, 50, 1_000));
    await server.start();
    const stores = openSqliteStores({ file: server.databaseFile, newEpoch: randomUUID });
    await untilReported(stores);
    expect(await server.stop()).toBe(0);

    const logs = await eventsOfAll(stores, candidates);
    const { upMs, reports, complaints } = server;
    expect(logs.flatMap(({ candidate, events }) => lostOrDoubled(candidate, events))).toEqual([]);
    expect(logs.flatMap(({ events }) => unfinishedBusiness(events, reports, upMs))).toEqual([]);
    expect(await stores.check()).toEqual([]);
    expect(complaints).toEqual([]);
    expect(candidates.every(({ receipt }) => receipt !== null)).toBe(true);
    expect(kills).toBeGreaterThanOrEqual(KILLS);
    await stores.close();
  });
});

/** Waits until no screen is without its report; the test's own time limit ends a wait in vain. */
async function untilReported(stores: Stores): Promise<void> {
  const waiting = async () => (await stores.screens.list({ limit: SCREENS })).filter(({ hasPdf }) => !hasPdf);
  while ((await waiting()).length > 0) await pause(LOOK_MS);
}
