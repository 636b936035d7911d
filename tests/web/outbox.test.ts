import { describe, expect, test } from 'vitest';
import { type ClientFrame, ERRORS, type ErrorCode } from '#app/protocol/index.ts';
import { createMemoryStore } from '../../src/web/connection/index.ts';
import { isRetryable } from '../../src/web/connection/server-frame.ts';
import { seededRandom } from '../seeded-random.ts';
import { openPage } from './connected.ts';
import { createFakeServer } from './fake-server.ts';
import { createManualClock } from './manual-clock.ts';

const ask = (text: string) => ({ type: 'clarification.ask', questionId: 'first', text }) as const;

const commandsIn = (received: readonly ClientFrame[]) => received.filter((frame) => frame.t === 'cmd');

describe('outbox', () => {
  test('[WC1] [WC3] a resend keeps the id and carries the new generation', async () => {
    const { connection, server, clock } = await openPage();
    server.goSilent();
    connection.send(ask('one'));
    await clock.pass(100);
    expect(connection.state().pending).toHaveLength(1);
    server.close(1006);
    await clock.pass(2_000);
    const [sent] = commandsIn(server.received);
    expect(server.carriedOut).toEqual(['one']);
    expect(sent?.gen).toBe(2);
    expect(connection.state().pending).toEqual([]);
  });

  test('[WC2] at most 8 commands are without an answer, and they go in order', async () => {
    const { connection, server, clock } = await openPage();
    const texts = Array.from({ length: 20 }, (_, index) => `q${index}`);
    for (const text of texts) connection.send(ask(text));
    await clock.pass(1);
    expect(commandsIn(server.received)).toHaveLength(8);
    await clock.pass(1_000);
    expect(server.carriedOut).toEqual(texts);
  });

  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    '[WC4] seed %i: every command once, in order, and the last draft',
    async (seed) => {
      const clock = createManualClock();
      const chance = seededRandom(seed);
      let isStormy = true;
      const server = createFakeServer(clock, () => (isStormy && chance() < 0.15 ? 'drop-wire' : 'deliver'));
      const { connection } = await openPage({ clock, server, random: seededRandom(seed + 1_000) });
      const texts: string[] = [];
      for (let step = 0; step < 25; step += 1) {
        if (chance() < 0.6) {
          texts.push(`text ${step}`);
          connection.send(ask(`text ${step}`));
        }
        connection.type('answer:first', `draft ${step}`);
        await clock.pass(Math.floor(chance() * 4_000));
      }
      isStormy = false;
      await clock.pass(120_000);
      expect(server.carriedOut).toEqual(texts);
      expect(connection.state().pending).toEqual([]);
      expect(connection.state().turns.map((turn) => turn.text)).toEqual(texts);
      expect(server.drafts.get('answer:first')).toBe('draft 24');
    },
  );

  test('[WC5] the codes that are tried again are those of the error table', () => {
    for (const [code, row] of Object.entries(ERRORS)) expect([code, isRetryable(code as ErrorCode)]).toEqual([code, row.retryable]);
  });

  test('[WC5] a busy server is asked again; a final refusal is shown and not repeated', async () => {
    const { connection, server, clock } = await openPage();
    server.refuseNext('busy');
    connection.send(ask('again'));
    await clock.pass(5_000);
    expect(server.carriedOut).toEqual(['again']);
    expect(connection.state().refusal).toBeNull();
    server.refuseNext('not_current');
    connection.send(ask('too late'));
    await clock.pass(5_000);
    expect(server.carriedOut).toEqual(['again']);
    expect(connection.state().refusal).toMatchObject({ code: 'not_current', command: { text: 'too late' } });
    connection.dismissRefusal();
    expect(connection.state().refusal).toBeNull();
  });

  test('[WC6] a command given while offline is sent by the page that is loaded next', async () => {
    const clock = createManualClock();
    const server = createFakeServer(clock);
    const store = createMemoryStore();
    const first = await openPage({ clock, server, store });
    server.refuseUpgrades(true);
    server.close(1006);
    first.connection.send(ask('kept'));
    await clock.pass(100);
    first.connection.end();
    expect(server.carriedOut).toEqual([]);
    server.refuseUpgrades(false);
    const second = await openPage({ clock, server, store });
    expect(server.carriedOut).toEqual(['kept']);
    expect(second.connection.state().pending).toEqual([]);
  });

  test('[WC7] after a restore from backup, what was confirmed lately is offered again under its id', async () => {
    const { connection, server, clock } = await openPage();
    connection.send(ask('one'));
    connection.send(ask('two'));
    await clock.pass(100);
    const ids = commandsIn(server.received).map((frame) => frame.cid);
    server.restoreEmpty('e2');
    server.close(1006);
    await clock.pass(2_000);
    expect(server.carriedOut).toEqual(['one', 'two']);
    expect(commandsIn(server.received).map((frame) => frame.cid)).toEqual([...ids, ...ids]);
    expect(connection.state().turns.map((turn) => turn.text)).toEqual(['one', 'two']);
  });

  test('[WC7] what was confirmed more than 10 minutes ago is not offered again', async () => {
    const { connection, server, clock } = await openPage();
    connection.send(ask('old'));
    await clock.pass(11 * 60_000);
    server.restoreEmpty('e2');
    server.close(1006);
    await clock.pass(40_000);
    expect(server.carriedOut).toEqual([]);
    expect(connection.state().link.kind).toBe('live');
  });
});
