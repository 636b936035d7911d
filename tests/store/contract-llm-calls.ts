import { expect, it } from 'vitest';
import { StoreUnavailable } from '#app/ports/index.ts';
import { call, hash, NOW, type Open, reply, uuid } from './fixtures.ts';

const [A, B] = [uuid(1), uuid(2)];
const QUESTION = hash('question');

export function describeLlmCalls(open: Open): void {
  it('[ES60] a call is written down, as it was given, before intend resolves', async () => {
    const { stores, commits } = open();
    const intent = { ...call('c1') };
    const intended = stores.llmCalls.intend(intent);
    intent.request = 'changed afterwards';
    await intended;
    expect(commits).toEqual([1]);
    expect(await stores.llmCalls.about(A)).toEqual([{ ...call('c1'), status: 'sent' }]);
    await stores.llmCalls.intend(call('c1', { model: 'another' }));
    expect(await stores.llmCalls.about(A)).toEqual([{ ...call('c1'), status: 'sent' }]);
  });

  it('[ES60] an intent that could not be written down is refused, and nothing of it stands', async () => {
    const { stores, failCommits } = open();
    const restore = failCommits();
    await expect(stores.llmCalls.intend(call('c1'))).rejects.toThrow(StoreUnavailable);
    restore();
    expect(await stores.llmCalls.about(A)).toEqual([]);
  });

  it('[ES61] the first reply to a call stays', async () => {
    const { llmCalls } = open().stores;
    await llmCalls.intend(call('c1'));
    const given = { ...reply('first') };
    const answered = llmCalls.answer('c1', given, NOW + 5);
    given.text = 'changed afterwards';
    await answered;
    const kept = [{ ...call('c1'), status: 'answered', reply: reply('first'), endedAtMs: NOW + 5 }];
    expect(await llmCalls.about(A)).toEqual(kept);
    await llmCalls.answer('c1', reply('second', { costMicroUsd: 9 }), NOW + 6);
    await llmCalls.fail('c1', 'the lease ran out', NOW + 7);
    await llmCalls.intend(call('c1'));
    expect(await llmCalls.about(A)).toEqual(kept);
    expect(await llmCalls.findReply(QUESTION)).toEqual(reply('first'));
    expect(await llmCalls.spentMicroUsd(NOW)).toBe(5_000);
  });

  it('[ES61] of two replies handed in at once the first stays', async () => {
    const { llmCalls } = open().stores;
    await Promise.all([llmCalls.intend(call('c1')), llmCalls.answer('c1', reply('one'), NOW), llmCalls.answer('c1', reply('two'), NOW)]);
    expect(await llmCalls.findReply(QUESTION)).toEqual(reply('one'));
  });

  it('[ES62] a reply after a failure is kept, and of several failures the first', async () => {
    const { llmCalls } = open().stores;
    await llmCalls.intend(call('c1'));
    await llmCalls.fail('c1', 'timed out', NOW + 5);
    await llmCalls.fail('c1', 'gave up', NOW + 6);
    expect(await llmCalls.about(A)).toEqual([{ ...call('c1'), status: 'failed', error: 'timed out', endedAtMs: NOW + 5 }]);
    expect(await llmCalls.findReply(QUESTION)).toBeNull();
    expect(await llmCalls.spentMicroUsd(0)).toBe(0);
    await llmCalls.answer('c1', reply('late'), NOW + 9);
    expect(await llmCalls.about(A)).toEqual([{ ...call('c1'), status: 'answered', reply: reply('late'), endedAtMs: NOW + 9 }]);
    expect(await llmCalls.spentMicroUsd(0)).toBe(5_000);
  });

  it('[ES63] a word about a call that is not in the record is dropped', async () => {
    const { llmCalls } = open().stores;
    await llmCalls.answer('never made', reply('x'), NOW);
    await llmCalls.fail('never made', 'x', NOW);
    await llmCalls.intend(call('c1'));
    await llmCalls.erase(A);
    await llmCalls.answer('c1', reply('in flight when it was erased'), NOW);
    expect(await llmCalls.about(A)).toEqual([]);
    expect(await llmCalls.findReply(QUESTION)).toBeNull();
    expect(await llmCalls.spentMicroUsd(0)).toBe(0);
  });

  it('[ES64] a question is answered with the reply that came first, whoever asked', async () => {
    const { llmCalls } = open().stores;
    expect(await llmCalls.findReply(QUESTION)).toBeNull();
    await llmCalls.intend(call('c1'));
    await llmCalls.intend(call('c2', { subject: B, role: 'entailment' }));
    await llmCalls.intend(call('c3'));
    await llmCalls.intend(call('other', { inputHash: hash('other') }));
    await llmCalls.answer('other', reply('to another question'), NOW);
    expect(await llmCalls.findReply(QUESTION)).toBeNull();
    await llmCalls.fail('c3', 'no', NOW);
    expect(await llmCalls.findReply(QUESTION)).toBeNull();
    await llmCalls.answer('c2', reply('came first'), NOW + 10);
    await llmCalls.answer('c3', reply('came at the same moment'), NOW + 10);
    await llmCalls.answer('c1', reply('asked first, came late'), NOW + 20);
    expect(await llmCalls.findReply(QUESTION)).toEqual(reply('came first'));
    await llmCalls.erase(B);
    expect(await llmCalls.findReply(QUESTION)).toEqual(reply('came at the same moment'));
  });

  it('[ES64] a reply is found whatever its stop reason, and comes back as it was', async () => {
    const { llmCalls } = open().stores;
    const replies = [
      reply('', { stopReason: 'refusal', rawStopReason: 'refusal', costMicroUsd: null, requestId: null }),
      reply('{"cut', { stopReason: 'max_tokens', rawStopReason: 'max_tokens' }),
      reply('', { stopReason: 'context_window_exceeded', rawStopReason: 'model_context_window_exceeded' }),
      reply('e\u0301 \u{1F9EA} \u202E \u2028 \u0000 "quoted" \\', { stopReason: 'other', rawStopReason: 'pause_turn', costMicroUsd: 0 }),
    ];
    for (const [n, given] of replies.entries()) {
      const id = `c${n}`;
      await llmCalls.intend(call(id, { inputHash: hash(id) }));
      await llmCalls.answer(id, given, NOW);
      expect(await llmCalls.findReply(hash(id))).toEqual(given);
    }
  });

  it('[ES65] what was spent is the sum of known costs of replies received at the time or after it', async () => {
    const { llmCalls } = open().stores;
    expect(await llmCalls.spentMicroUsd(0)).toBe(0);
    const costs = [1, null, 20, 300, 4_000];
    for (const [n, costMicroUsd] of costs.entries()) {
      await llmCalls.intend(call(`c${n}`, { sentAtMs: NOW - 1_000, subject: n % 2 === 0 ? A : B }));
      await llmCalls.answer(`c${n}`, reply('x', { costMicroUsd }), NOW + n);
    }
    await llmCalls.intend(call('unanswered'));
    await llmCalls.intend(call('failed'));
    await llmCalls.fail('failed', 'no', NOW + 3);
    expect(await llmCalls.spentMicroUsd(NOW - 5)).toBe(4_321);
    expect(await llmCalls.spentMicroUsd(NOW + 2)).toBe(4_320);
    expect(await llmCalls.spentMicroUsd(NOW + 3)).toBe(4_300);
    expect(await llmCalls.spentMicroUsd(NOW + 5)).toBe(0);
  });

  it('[ES66] the calls about a subject come by the time they were sent, and erase removes them and no others', async () => {
    const { llmCalls } = open().stores;
    const calls = [call('z', { sentAtMs: NOW + 9 }), call('y'), call('x'), call('w', { sentAtMs: NOW - 1 }), call('of B', { subject: B })];
    for (const each of calls) await llmCalls.intend(each);
    await llmCalls.answer('z', reply('of A'), NOW + 10);
    await llmCalls.answer('of B', reply('of B'), NOW + 11);
    expect((await llmCalls.about(A)).map(({ id }) => id)).toEqual(['w', 'y', 'x', 'z']);
    expect(await llmCalls.about(uuid(3))).toEqual([]);
    expect(await llmCalls.erase(uuid(3))).toBe(0);
    expect(await llmCalls.erase(A)).toBe(4);
    expect(await llmCalls.erase(A)).toBe(0);
    expect(await llmCalls.about(A)).toEqual([]);
    expect((await llmCalls.about(B)).map(({ id }) => id)).toEqual(['of B']);
    expect(await llmCalls.findReply(QUESTION)).toEqual(reply('of B'));
    expect(await llmCalls.spentMicroUsd(NOW)).toBe(5_000);
  });
}
