import { describe, expect, test } from 'vitest';
import { type ClientFrame, MAX_TEXT_CODE_POINTS, TypedText } from '#app/protocol/index.ts';
import { createMemoryStore, textFits } from '../../src/web/connection/index.ts';
import { openPage } from './connected.ts';
import { createFakeServer } from './fake-server.ts';
import { createManualClock } from './manual-clock.ts';

const SLOT = 'answer:first';
const draftsIn = (received: readonly ClientFrame[]) =>
  received.flatMap((frame) => (frame.t === 'cmd' && frame.command.type === 'draft.put' ? [frame.command.text] : []));

/** A screen whose server already holds a draft. */
async function openWithServerDraft(text: string, store = createMemoryStore()) {
  const clock = createManualClock();
  const server = createFakeServer(clock);
  server.drafts.set(SLOT, text);
  return openPage({ clock, server, store });
}

describe('drafts', () => {
  test('[WC16] on the device after 250 ms, on the server 2 s after the last key', async () => {
    const { connection, server, clock, store } = await openPage();
    connection.type(SLOT, 'a');
    await clock.pass(200);
    connection.type(SLOT, 'ab');
    await clock.pass(60);
    expect((await store.load()).drafts).toMatchObject([{ slot: SLOT, text: 'ab', savedText: null }]);
    await clock.pass(1_930);
    expect(server.drafts.get(SLOT)).toBeUndefined();
    await clock.pass(20);
    expect(server.drafts.get(SLOT)).toBe('ab');
  });

  test('[WC16] typing without a pause reaches the server after 10 s', async () => {
    const { connection, server, clock } = await openPage();
    for (let key = 1; key <= 100; key += 1) {
      connection.type(SLOT, 'x'.repeat(key));
      await clock.pass(100);
    }
    await clock.pass(10);
    expect(draftsIn(server.received)).toEqual(['x'.repeat(100)]);
  });

  test('[WC17] saved is said after the confirmation, and not of an older text', async () => {
    const { connection, server, clock } = await openPage();
    const save = () => connection.state().drafts.get(SLOT)?.save.kind;
    connection.type(SLOT, 'one');
    expect(save()).toBe('saving');
    connection.saveNow(SLOT);
    await clock.pass(1);
    connection.type(SLOT, 'one two');
    await clock.pass(5);
    expect(server.drafts.get(SLOT)).toBe('one');
    expect(save()).toBe('saving');
    await clock.pass(2_010);
    expect(save()).toBe('saved');
    expect(server.drafts.get(SLOT)).toBe('one two');
  });

  test('[WC18] a draft of the server fills an empty field', async () => {
    const { connection } = await openWithServerDraft('from my phone');
    expect(connection.state().drafts.get(SLOT)).toMatchObject({ text: 'from my phone', other: null });
  });

  test('[WC18] what this device sent is its own, even without a confirmation', async () => {
    const { connection, server, clock } = await openPage();
    connection.type(SLOT, 'sent');
    connection.saveNow(SLOT);
    await clock.pass(1);
    connection.type(SLOT, 'sent and more');
    server.drafts.set(SLOT, 'sent');
    server.close(1006);
    await clock.pass(3_000);
    expect(connection.state().drafts.get(SLOT)).toMatchObject({ text: 'sent and more', other: null });
    expect(server.drafts.get(SLOT)).toBe('sent and more');
  });

  test.each([
    ['mine', 'typed here'],
    ['other', 'typed on the phone'],
  ] as const)('[WC19] two texts: the candidate chooses %s', async (which, expected) => {
    const { connection, server, clock } = await openPage();
    connection.type(SLOT, 'typed here');
    await clock.pass(3_000);
    server.drafts.set(SLOT, 'typed on the phone');
    server.close(1006);
    await clock.pass(3_000);
    expect(connection.state().drafts.get(SLOT)).toMatchObject({ text: 'typed here', other: 'typed on the phone' });
    expect(server.drafts.get(SLOT)).toBe('typed on the phone');
    connection.chooseDraft(SLOT, which);
    await clock.pass(100);
    expect(connection.state().drafts.get(SLOT)).toMatchObject({ text: expected, other: null });
    expect(server.drafts.get(SLOT)).toBe(expected);
  });

  test('[WC20] a field that nobody filled never empties the text of the server', async () => {
    const store = createMemoryStore();
    await store.putDraft({ slot: SLOT, text: '', savedText: null, sentText: null });
    const { connection, server, clock } = await openWithServerDraft('a real answer', store);
    connection.saveNow(SLOT);
    await clock.pass(20_000);
    expect(server.drafts.get(SLOT)).toBe('a real answer');
    expect(connection.state().drafts.get(SLOT)?.text).toBe('a real answer');
    expect(draftsIn(server.received)).toEqual([]);
  });

  test('[WC20] a field emptied on purpose is sent, also after a lost connection', async () => {
    const { connection, server, clock } = await openWithServerDraft('written before');
    connection.type(SLOT, '');
    server.close(1006);
    await clock.pass(4_000);
    expect(connection.state().drafts.get(SLOT)?.text).toBe('');
    expect(server.drafts.get(SLOT)).toBe('');
  });

  test('[WC21] a page that goes away hands over what is not saved, and keeps it', async () => {
    const { connection, clock, store } = await openPage();
    connection.type(SLOT, 'saved');
    await clock.pass(3_000);
    expect(connection.takeBeacons()).toEqual([]);
    connection.type(SLOT, 'saved and more');
    expect(connection.takeBeacons()).toEqual([
      { nonce: 'n1', gen: 1, draft: { type: 'draft.put', slot: SLOT, rev: 2, text: 'saved and more' } },
    ]);
    expect((await store.load()).drafts).toMatchObject([{ text: 'saved and more' }]);
  });

  test('[WC22] a handed-in text stays until the server has used it up', async () => {
    const { connection, server, clock, store } = await openPage();
    connection.type(SLOT, 'the answer');
    await clock.pass(300);
    server.goSilent();
    connection.send({ type: 'answer.submit', questionId: 'first', text: 'the answer' });
    await clock.pass(5_000);
    expect(draftsIn(server.received)).toEqual([]);
    expect((await store.load()).drafts).toMatchObject([{ text: 'the answer' }]);
    server.close(1006);
    await clock.pass(3_000);
    expect(server.carriedOut).toEqual(['the answer']);
    expect(connection.state().drafts.get(SLOT)).toBeUndefined();
    expect((await store.load()).drafts).toEqual([]);
  });

  test('[WC22] a refused hand-in makes the text a draft again', async () => {
    const { connection, server, clock } = await openPage();
    connection.type(SLOT, 'the answer');
    server.refuseNext('not_current');
    connection.send({ type: 'answer.submit', questionId: 'first', text: 'the answer' });
    await clock.pass(100);
    expect(connection.state().refusal?.code).toBe('not_current');
    expect(connection.state().drafts.get(SLOT)?.text).toBe('the answer');
    expect(server.drafts.get(SLOT)).toBe('the answer');
  });

  test('[WC23] a text over the limit stays here and is not sent', async () => {
    const { connection, server, clock, store } = await openPage();
    const long = 'x'.repeat(MAX_TEXT_CODE_POINTS + 1);
    connection.type(SLOT, long);
    await clock.pass(20_000);
    expect(connection.state().drafts.get(SLOT)).toMatchObject({ text: long, save: { kind: 'too-long' } });
    expect((await store.load()).drafts).toMatchObject([{ text: long }]);
    expect(draftsIn(server.received)).toEqual([]);
  });

  test.each([
    ['short', 'a few words'],
    ['at the limit', 'x'.repeat(MAX_TEXT_CODE_POINTS)],
    ['one over', 'x'.repeat(MAX_TEXT_CODE_POINTS + 1)],
    ['four bytes each', '𝄞'.repeat(13_000)],
    ['four bytes each, too many', '𝄞'.repeat(14_500)],
    ['escapes', '\u0001'.repeat(9_400)],
    ['line breaks', '\n'.repeat(19_000)],
  ])('[WC23] the limit is the limit of the protocol: %s', (_, text) => {
    expect(textFits(text)).toBe(TypedText.safeParse(text).success);
  });
});
