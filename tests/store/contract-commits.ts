import { expect, it } from 'vitest';
import { StoreUnavailable } from '#app/ports/index.ts';
import { append, command, gradeJob, NOW, type Open, summary, uuid } from './fixtures.ts';

const A = uuid(1);

export function describeCommits(open: Open): void {
  it('[ES13] fifty appends of fifty streams handed in within one turn share one commit', async () => {
    const { stores, commits } = open();
    const streams = Array.from({ length: 50 }, (_, n) => uuid(n));
    const results = await Promise.all(streams.map((stream) => stores.events.append(append(stream, 0, { summary: summary(stream) }))));
    expect(results).toEqual(streams.map(() => ({ kind: 'appended', lastSeq: 1 })));
    expect(commits).toEqual([50]);
    await stores.events.append(append(uuid(0), 1));
    expect(commits).toEqual([50, 1]);
  });

  it('[ES13] each is accepted or refused on its own, and sees those before it', async () => {
    const { stores, commits } = open();
    const { events, live } = stores;
    const results = await Promise.all([
      events.append(append(A, 0, { ledger: command(1) })),
      events.append(append(A, 0, { ledger: command(2) })),
      events.append(append(A, 0, { ledger: command(1) })),
      events.append(append(A, 1, { ledger: command(3) })),
      events.nextGeneration(A),
      events.append(append(A, 2, { generation: 0 })),
      live.putDraft({ stream: A, slot: 'practice', generation: 1, rev: 1, text: 'x', atMs: NOW }),
      live.putClock(A, 500),
      stores.jobs.enqueue(gradeJob('j')),
    ]);
    expect(results.slice(0, 7)).toEqual([
      { kind: 'appended', lastSeq: 1 },
      { kind: 'version-conflict', actualVersion: 1 },
      { kind: 'duplicate', lastSeq: 1 },
      { kind: 'appended', lastSeq: 2 },
      1,
      { kind: 'superseded' },
      'saved',
    ]);
    expect(commits).toEqual([9]);
  });

  it('[ES15] when a commit fails nothing of it was written, and the same calls succeed later', async () => {
    const { stores, commits, failCommits } = open();
    const writes = () => [
      stores.events.append(append(A, 0, { ledger: command(7), jobs: [gradeJob('j')], summary: summary(A) })),
      stores.events.append(append(uuid(2), 0)),
      stores.live.putDraft({ stream: A, slot: 'practice', generation: 1, rev: 1, text: 'x', atMs: NOW }),
      stores.live.putClock(A, 500),
      stores.events.nextGeneration(A),
    ];
    const restore = failCommits();
    const failed = await Promise.allSettled(writes());
    expect(failed.map((outcome) => outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable)).toEqual(
      failed.map(() => true),
    );
    expect(commits).toEqual([]);
    restore();
    expect(await stores.events.read(A)).toEqual([]);
    expect(await stores.events.findCommand(A, uuid(7))).toBeNull();
    expect(await stores.screens.find(A)).toBeNull();
    expect(await stores.jobs.nextRunAtMs()).toBeNull();
    expect(await stores.live.drafts(A)).toEqual([]);
    expect(await stores.live.clock(A)).toBe(0);
    expect(await Promise.all(writes())).toEqual([
      { kind: 'appended', lastSeq: 1 },
      { kind: 'appended', lastSeq: 1 },
      'saved',
      undefined,
      1,
    ]);
    expect(commits).toEqual([5]);
  });

  it('[ES17] close commits what was handed in and takes no more', async () => {
    const { stores, commits } = open();
    const last = stores.events.append(append(A, 0));
    await stores.close();
    expect(await last).toEqual({ kind: 'appended', lastSeq: 1 });
    expect(commits).toEqual([1]);
    await expect(stores.events.append(append(A, 1))).rejects.toThrow(StoreUnavailable);
    await stores.close();
  });
}
