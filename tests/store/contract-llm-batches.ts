import { expect, it } from 'vitest';
import { StoreUnavailable } from '#app/ports/index.ts';
import { NOW, type Open } from './fixtures.ts';

const batch = (id: string, createdAtMs = NOW, callIds: readonly string[] = ['c2', 'c1']) => ({ id, createdAtMs, callIds });

export function describeLlmBatches(open: Open): void {
  it('[ES67] a batch is open from the moment it was written down until it is closed', async () => {
    const { stores, commits } = open();
    const { llmCalls } = stores;
    expect(await llmCalls.openBatches()).toEqual([]);
    const callIds = ['c2', 'c1'];
    const intended = llmCalls.intendBatch({ id: 'b', createdAtMs: NOW, callIds });
    callIds.push('changed afterwards');
    await intended;
    expect(commits).toEqual([1]);
    expect(await llmCalls.openBatches()).toEqual([{ ...batch('b'), providerId: null }]);
    await llmCalls.bindBatch('b', 'provider-1');
    expect(await llmCalls.openBatches()).toEqual([{ ...batch('b'), providerId: 'provider-1' }]);
    await llmCalls.closeBatch('b');
    expect(await llmCalls.openBatches()).toEqual([]);
    await llmCalls.closeBatch('b');
    await llmCalls.bindBatch('b', 'provider-2');
    await llmCalls.intendBatch(batch('b'));
    expect(await llmCalls.openBatches()).toEqual([]);
  });

  it('[ES67] the first binding stays, and the same batch again changes nothing', async () => {
    const { llmCalls } = open().stores;
    await llmCalls.intendBatch(batch('b'));
    await llmCalls.bindBatch('b', 'provider-1');
    await llmCalls.bindBatch('b', 'provider-2');
    await llmCalls.intendBatch(batch('b', NOW + 1, ['c9']));
    await llmCalls.bindBatch('never made', 'provider-3');
    await llmCalls.closeBatch('never made');
    expect(await llmCalls.openBatches()).toEqual([{ ...batch('b'), providerId: 'provider-1' }]);
  });

  it('[ES67] open batches come in the order of their creation', async () => {
    const { llmCalls } = open().stores;
    for (const each of [batch('d', NOW + 5), batch('c'), batch('closed'), batch('a'), batch('b', NOW - 1, [])])
      await llmCalls.intendBatch(each);
    await llmCalls.closeBatch('closed');
    await llmCalls.bindBatch('c', 'provider-1');
    expect((await llmCalls.openBatches()).map(({ id }) => id)).toEqual(['b', 'c', 'a', 'd']);
  });

  it('[ES67] a batch that could not be written down is refused', async () => {
    const { stores, failCommits } = open();
    const restore = failCommits();
    await expect(stores.llmCalls.intendBatch(batch('b'))).rejects.toThrow(StoreUnavailable);
    restore();
    expect(await stores.llmCalls.openBatches()).toEqual([]);
  });
}
