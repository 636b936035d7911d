import { expect, it } from 'vitest';
import { answer, append, command, gradeJob, NOW, type Open, summary, uuid } from './fixtures.ts';

const [A, B] = [uuid(1), uuid(2)];

export function describeLog(open: Open): void {
  it('[ES1] events stand in the order of their appends, with seq from 1 and no gap', async () => {
    const { events } = open().stores;
    expect(await events.append(append(A, 0, { events: [answer('one'), answer('two')] }))).toEqual({ kind: 'appended', lastSeq: 2 });
    expect(await events.append(append(A, 2, { events: [answer('three')] }))).toEqual({ kind: 'appended', lastSeq: 3 });
    expect(await events.read(A)).toEqual([
      { seq: 1, event: answer('one') },
      { seq: 2, event: answer('two') },
      { seq: 3, event: answer('three') },
    ]);
  });

  it('[ES2] an append against another version writes nothing and is told the actual one', async () => {
    const { events } = open().stores;
    expect(await events.append(append(A, 1))).toEqual({ kind: 'version-conflict', actualVersion: 0 });
    await events.append(append(A, 0));
    expect(await events.append(append(A, 0))).toEqual({ kind: 'version-conflict', actualVersion: 1 });
    expect(await events.append(append(A, 2))).toEqual({ kind: 'version-conflict', actualVersion: 1 });
    expect(await events.read(A)).toHaveLength(1);
  });

  it('[ES3] a command sent again is answered with its first result', async () => {
    const { events } = open().stores;
    await events.append(append(A, 0, { ledger: command(7), events: [answer('one'), answer('two')] }));
    await events.append(append(A, 2));
    expect(await events.append(append(A, 3, { ledger: command(7) }))).toEqual({ kind: 'duplicate', lastSeq: 2 });
    expect(await events.read(A)).toHaveLength(3);
    expect(await events.findCommand(A, uuid(7))).toEqual({ requestHash: command(7).requestHash, lastSeq: 2 });
  });

  it('[ES3] a command id used for something else is refused and the first result stays', async () => {
    const { events } = open().stores;
    await events.append(append(A, 0, { ledger: command(7, 'x') }));
    expect(await events.append(append(A, 1, { ledger: command(7, 'y') }))).toEqual({ kind: 'command-id-reused' });
    expect(await events.findCommand(A, uuid(7))).toEqual({ requestHash: command(7, 'x').requestHash, lastSeq: 1 });
    expect(await events.read(A)).toHaveLength(1);
  });

  it('[ES4] the ledger is read before the fence, and the fence before the version', async () => {
    const { events } = open().stores;
    const old = await events.nextGeneration(A);
    await events.append(append(A, 0, { ledger: command(7), generation: old }));
    const now = await events.nextGeneration(A);
    expect(await events.append(append(A, 0, { ledger: command(7), generation: old }))).toEqual({ kind: 'duplicate', lastSeq: 1 });
    expect(await events.append(append(A, 0, { ledger: command(7), generation: now }))).toEqual({ kind: 'duplicate', lastSeq: 1 });
    expect(await events.append(append(A, 9, { ledger: command(7, 'y'), generation: old }))).toEqual({ kind: 'command-id-reused' });
    expect(await events.append(append(A, 9, { ledger: command(8), generation: old }))).toEqual({ kind: 'superseded' });
    expect(await events.append(append(A, 9, { ledger: command(8), generation: now }))).toEqual({
      kind: 'version-conflict',
      actualVersion: 1,
    });
  });

  it('[ES5] a refused append leaves no trace, so that its command can be sent again', async () => {
    const { stores } = open();
    await stores.events.nextGeneration(A);
    const refused = { ledger: command(7), jobs: [gradeJob('j')], summary: summary(A) };
    expect((await stores.events.append(append(A, 5, refused))).kind).toBe('version-conflict');
    expect((await stores.events.append(append(A, 0, { ...refused, generation: 9 }))).kind).toBe('superseded');
    expect(await stores.events.read(A)).toEqual([]);
    expect(await stores.events.findCommand(A, uuid(7))).toBeNull();
    expect(await stores.screens.find(A)).toBeNull();
    expect(await stores.jobs.nextRunAtMs()).toBeNull();
    expect(await stores.events.append(append(A, 0, refused))).toEqual({ kind: 'appended', lastSeq: 1 });
  });

  it('[ES6] events, command, jobs and summary are written together', async () => {
    const { stores } = open();
    const jobs = [gradeJob('j1'), gradeJob('j2', { runAtMs: NOW + 5 })];
    await stores.events.append(append(A, 0, { ledger: command(7), jobs, summary: summary(A) }));
    expect(await stores.events.read(A)).toHaveLength(1);
    expect(await stores.events.findCommand(A, uuid(7))).not.toBeNull();
    expect(await stores.screens.find(A)).toEqual(summary(A));
    expect(await stores.jobs.counts()).toEqual({ ready: 2, leased: 0, done: 0, dead: 0 });

    const later = summary(A, { status: 'grading', answered: 6, version: 2, finishedAt: '2026-03-02T10:00:00.000Z' });
    await stores.events.append(append(A, 1, { summary: later }));
    expect(await stores.screens.find(A)).toEqual(later);
    await stores.events.append(append(A, 2, { summary: null }));
    expect(await stores.screens.find(A)).toEqual(later);
  });

  it('[ES7] an append without events records its command at the current version', async () => {
    const { events } = open().stores;
    expect(await events.append(append(A, 0, { events: [], ledger: command(7) }))).toEqual({ kind: 'appended', lastSeq: 0 });
    expect(await events.append(append(A, 0))).toEqual({ kind: 'appended', lastSeq: 1 });
    expect(await events.append(append(A, 1, { events: [], ledger: command(8) }))).toEqual({ kind: 'appended', lastSeq: 1 });
    expect(await events.append(append(A, 0, { events: [], ledger: command(7) }))).toEqual({ kind: 'duplicate', lastSeq: 0 });
    expect(await events.append(append(A, 1, { events: [], ledger: command(8) }))).toEqual({ kind: 'duplicate', lastSeq: 1 });
    expect(await events.append(append(A, 9, { events: [] }))).toEqual({ kind: 'version-conflict', actualVersion: 1 });
  });

  it('[ES8] generations count from 1 and fence off every older connection', async () => {
    const { events } = open().stores;
    expect(await events.nextGeneration(A)).toBe(1);
    expect(await events.append(append(A, 0, { generation: 1 }))).toEqual({ kind: 'appended', lastSeq: 1 });
    expect(await events.nextGeneration(A)).toBe(2);
    expect(await events.append(append(A, 1, { generation: 1 }))).toEqual({ kind: 'superseded' });
    expect(await events.append(append(A, 1, { generation: 3 }))).toEqual({ kind: 'superseded' });
    expect(await events.append(append(A, 1, { generation: 2 }))).toEqual({ kind: 'appended', lastSeq: 2 });
    expect(await events.append(append(A, 2, { generation: null }))).toEqual({ kind: 'appended', lastSeq: 3 });
  });

  it('[ES8] parallel connections get different generations', async () => {
    const { events } = open().stores;
    const generations = await Promise.all(Array.from({ length: 20 }, () => events.nextGeneration(A)));
    expect(generations.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  it('[ES9] versions, generations and command ids of one stream mean nothing in another', async () => {
    const { events } = open().stores;
    await events.nextGeneration(A);
    await events.nextGeneration(A);
    await events.append(append(A, 0, { ledger: command(7), events: [answer('of A')] }));
    expect(await events.findCommand(B, uuid(7))).toBeNull();
    expect(await events.nextGeneration(B)).toBe(1);
    expect(await events.append(append(B, 0, { ledger: command(7, 'other'), generation: 1, events: [answer('of B')] }))).toEqual({
      kind: 'appended',
      lastSeq: 1,
    });
    expect(await events.read(A)).toEqual([{ seq: 1, event: answer('of A') }]);
    expect(await events.read(B)).toEqual([{ seq: 1, event: answer('of B') }]);
  });

  it('[ES10] read gives the events after a seq', async () => {
    const { events } = open().stores;
    await events.append(append(A, 0, { events: [answer('one'), answer('two'), answer('three')] }));
    expect((await events.read(A, 1)).map((recorded) => recorded.seq)).toEqual([2, 3]);
    expect(await events.read(A, 3)).toEqual([]);
    expect(await events.read(A, 99)).toEqual([]);
    expect(await events.read(B)).toEqual([]);
  });

  it('[ES10] what was appended is a copy, and comes back byte for byte', async () => {
    const { events } = open().stores;
    const text = 'e\u0301 \u{1F9EA} \u202E \u2028 \u0000 "quoted" \\ \uFFFD עברית';
    const event = { ...answer(text), text };
    const appended = events.append(append(A, 0, { events: [event] }));
    event.text = 'changed afterwards';
    await appended;
    expect(await events.read(A)).toEqual([{ seq: 1, event: answer(text) }]);
  });

  it('[ES11] streams come by the moment of their first event', async () => {
    const { events } = open().stores;
    const C = uuid(3);
    expect(await events.streams()).toEqual([]);
    await events.nextGeneration(C);
    await events.append(append(C, 0, { events: [], ledger: command(7) }));
    await events.append(append(B, 0));
    await events.append(append(A, 0));
    await events.append(append(B, 1));
    expect(await events.streams()).toEqual([B, A]);
    await events.append(append(C, 0));
    expect(await events.streams()).toEqual([B, A, C]);
  });

  it('[ES12] the epoch stays', async () => {
    const { events } = open().stores;
    const epoch = await events.epoch();
    expect(epoch).not.toBe('');
    await events.append(append(A, 0));
    expect(await events.epoch()).toBe(epoch);
  });
}
