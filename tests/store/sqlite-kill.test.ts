import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { uuid } from './fixtures.ts';
import { newFile, openSqlite } from './open.ts';

const writer = fileURLToPath(new URL('./writer-child.mjs', import.meta.url));

/** Lets a writer run until it has acknowledged this many appends, kills it, and gives the highest seq acknowledged by stream. */
async function writeAndKill(file: string, round: number, acknowledgements: number): Promise<Map<string, number>> {
  const child = spawn(process.execPath, [writer, file, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const acknowledged = new Map<string, number>();
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [stream = '', seq = ''] = line.split(' ');
    acknowledged.set(stream, Number(seq));
    if (++lines === acknowledgements) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return acknowledged;
}

describe('a writer that is killed', () => {
  it('[ES51] loses nothing that it acknowledged, whenever it is killed', async () => {
    const file = newFile();
    for (const [round, acknowledgements] of [1, 333, 47, 1_250, 2, 610].entries()) {
      const acknowledged = await writeAndKill(file, round, acknowledgements);
      expect(acknowledged.size).toBeGreaterThan(0);
      const { stores } = openSqlite(file);
      expect(await stores.check()).toEqual([]);
      let events = 0;
      for (let n = 0; n < 20; n++) {
        const stream = uuid(n);
        const stored = await stores.events.read(stream);
        expect(stored.length).toBeGreaterThanOrEqual(acknowledged.get(stream) ?? 0);
        for (const { seq, event } of stored) {
          expect(event).toMatchObject({ text: expect.stringContaining(`${stream} ${seq} `) });
          expect(await stores.events.findCommand(stream, `${stream}:${seq}`)).toMatchObject({ lastSeq: seq });
        }
        events += stored.length;
      }
      expect((await stores.jobs.counts()).ready).toBe(events);
      await stores.close();
    }
  });
});
