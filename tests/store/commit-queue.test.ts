import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '#app/ports/index.ts';
import { CommitQueue } from '../../src/store/commit-queue.ts';

function recorded(commit: () => void = () => {}) {
  const log: string[] = [];
  const queue = new CommitQueue({
    storageFailure: (error) => (error instanceof StoreUnavailable ? error : null),
    onCommit: (writes) => log.push(`shared by ${writes}`),
    transact: (body) => {
      log.push('begin');
      body();
      commit();
      log.push('commit');
    },
  });
  const write = (name: string) =>
    queue
      .submit(() => name)
      .then(
        () => log.push(`${name} acknowledged`),
        () => log.push(`${name} refused`),
      );
  return { log, queue, write };
}

describe('the commit queue', () => {
  it('[ES14] acknowledges only after the commit', async () => {
    const { log, write } = recorded();
    await Promise.all([write('a'), write('b')]);
    expect(log).toEqual(['begin', 'commit', 'shared by 2', 'a acknowledged', 'b acknowledged']);
  });

  it('[ES14] acknowledges nothing when the commit itself fails', async () => {
    const { log, write } = recorded(() => {
      throw new StoreUnavailable('no space');
    });
    await Promise.all([write('a'), write('b')]);
    expect(log).toEqual(['begin', 'a refused', 'b refused']);
  });

  it('[ES13] what is handed in after a turn has its own commit', async () => {
    const { log, write } = recorded();
    await write('a');
    await write('b');
    expect(log.filter((line) => line === 'commit')).toHaveLength(2);
  });

  it('[ES13] what is handed in while a commit is acknowledged waits for the next', async () => {
    const { log, write } = recorded();
    await write('a').then(() => Promise.all([write('b'), write('c')]));
    expect(log.filter((line) => line.startsWith('shared'))).toEqual(['shared by 1', 'shared by 2']);
  });

  it('[ES16] runs the neighbours of a failing write again without it', async () => {
    const { log, queue, write } = recorded();
    const own = new TypeError('own fault');
    const bad = queue.submit(() => {
      throw own;
    });
    const outcomes = await Promise.allSettled([write('a'), bad, write('b')]);
    expect(outcomes[1]).toEqual({ status: 'rejected', reason: own });
    expect(log).toEqual(['begin', 'begin', 'commit', 'shared by 2', 'a acknowledged', 'b acknowledged']);
  });
});
