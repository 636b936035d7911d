import { describe, expect, test } from 'vitest';
import { type ClientFrame, ERRORS } from '#app/protocol/index.ts';
import { backOffMs } from '../../src/web/connection/back-off.ts';
import { closePolicy } from '../../src/web/connection/close-policy.ts';
import { remainingMs } from '../../src/web/connection/index.ts';
import { openPage } from './connected.ts';

const opens = (received: readonly ClientFrame[]) => received.filter((frame) => frame.t === 'open');

describe('events', () => {
  test('[WC8] a gap opens the connection again from the last applied event', async () => {
    const { connection, server, clock } = await openPage();
    server.happen({});
    server.happen({});
    await clock.pass(10);
    server.happen({ skipSeq: 1 });
    await clock.pass(10);
    expect(opens(server.received).map((frame) => frame.lastSeq)).toEqual([0, 2]);
    server.happen({});
    await clock.pass(100);
    expect(connection.state()).toMatchObject({ isCaughtUp: true, link: { kind: 'live', gen: 2 } });
  });

  test('[WC8] an event that is known is dropped', async () => {
    const { connection, server, clock } = await openPage();
    connection.send({ type: 'clarification.ask', questionId: 'first', text: 'one' });
    await clock.pass(10);
    server.send({ t: 'ev', seq: 1, kind: 'turn', turns: connection.state().turns.slice() });
    await clock.pass(10);
    expect(connection.state().turns).toHaveLength(1);
    expect(server.sockets()).toBe(1);
  });

  test('[WC9] coming back twice with nothing missed changes nothing', async () => {
    const { connection, server, clock } = await openPage();
    connection.send({ type: 'clarification.ask', questionId: 'first', text: 'one' });
    await clock.pass(10);
    for (const lap of [1, 2]) {
      server.close(4153);
      await clock.pass(5_000);
      expect([lap, connection.state().turns.length, connection.state().isCaughtUp]).toEqual([lap, 1, true]);
    }
    expect(opens(server.received).slice(1)).toMatchObject([
      { lastSeq: 1, epoch: 'e1' },
      { lastSeq: 1, epoch: 'e1' },
    ]);
  });
});

describe('coming back', () => {
  test.each([
    [1000, { kind: 'stop', reason: 'finished' }],
    [1001, { kind: 'back-off', attempts: Number.POSITIVE_INFINITY }],
    [1006, { kind: 'back-off', attempts: Number.POSITIVE_INFINITY }],
    [1009, { kind: 'back-off', attempts: 3 }],
    [4001, { kind: 'stop', reason: 'reload' }],
    [4003, { kind: 'stop', reason: 'forbidden' }],
    [4004, { kind: 'stop', reason: 'signed-out' }],
    [4006, { kind: 'stop', reason: 'reload' }],
    [4077, { kind: 'stop', reason: 'failing' }],
    [4090, { kind: 'stop', reason: 'finished' }],
    [4108, { kind: 'back-off', attempts: Number.POSITIVE_INFINITY }],
    [4199, { kind: 'back-off', attempts: Number.POSITIVE_INFINITY }],
    [4210, { kind: 'now' }],
    [4299, { kind: 'now' }],
    [4309, { kind: 'ask' }],
    [4999, { kind: 'back-off', attempts: Number.POSITIVE_INFINITY }],
  ] as const)('[WC10] close code %i', (code, policy) => {
    expect(closePolicy(code)).toEqual(policy);
  });

  test('[WC10] every close code of the error table has the policy that its `retryable` column promises', () => {
    for (const [code, { close, retryable }] of Object.entries(ERRORS)) {
      if (close === null) continue;
      const { kind } = closePolicy(close);
      expect([code, kind === 'back-off' || kind === 'now']).toEqual([code, retryable]);
    }
  });

  test('[WC10] three faults of the transport in a row end in an error', async () => {
    const { connection, server, clock } = await openPage();
    for (let fault = 0; fault < 3; fault += 1) {
      expect(connection.state().link.kind).toBe('live');
      server.close(1009);
      await clock.pass(10_000);
    }
    expect(connection.state().link).toEqual({ kind: 'stopped', reason: 'failing' });
    expect(server.sockets()).toBe(3);
  });

  test('[WC11] the bounds of the waiting time', () => {
    const atMost = (attempt: number) => backOffMs(attempt, false, () => 1);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(atMost)).toEqual([250, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(backOffMs(7, false, () => 0)).toBe(0);
    expect(backOffMs(12, true, () => 1)).toBe(300_000);
  });

  test('[WC11] a minute of connection starts the waiting times anew', async () => {
    const { connection, server, clock } = await openPage({ random: () => 0.9999 });
    server.refuseUpgrades(true);
    server.close(1006);
    await clock.pass(20_000);
    const tries = server.sockets();
    expect(tries).toBeGreaterThan(4);
    server.refuseUpgrades(false);
    while (connection.state().link.kind !== 'live') await clock.pass(1_000);
    for (let beat = 1; beat <= 5; beat += 1) {
      server.send({ t: 'hb', n: beat, tSent: 1, remainingMs: null });
      await clock.pass(15_000);
    }
    const before = server.sockets();
    server.close(1006);
    await clock.pass(260);
    expect(server.sockets()).toBe(before + 1);
  });

  test('[WC12] 25 s of silence end the wire; so does an unanswered probe after 5 s', async () => {
    const { connection, server, clock } = await openPage();
    server.goSilent();
    await clock.pass(24_900);
    expect(connection.state().link.kind).toBe('live');
    await clock.pass(1_500);
    expect(server.sockets()).toBe(2);
    expect(connection.state().link.kind).toBe('live');
    server.goSilent();
    connection.probe();
    await clock.pass(8_000);
    expect(server.sockets()).toBe(3);
  });

  test('[WC12] a heartbeat is answered and keeps the wire', async () => {
    const { connection, server, clock } = await openPage();
    for (let beat = 1; beat <= 3; beat += 1) {
      await clock.pass(18_000);
      server.send({ t: 'hb', n: beat, tSent: 1, remainingMs: 500_000 });
    }
    await clock.pass(10);
    expect(server.sockets()).toBe(1);
    expect(server.received.filter((frame) => frame.t === 'hb_ack')).toHaveLength(3);
    expect(connection.state().clock?.remainingMs).toBe(500_000);
  });

  test('[WC13] opened elsewhere: waits for the person, then takes over', async () => {
    const { connection, server, clock } = await openPage();
    server.close(4309);
    await clock.pass(400_000);
    connection.probe();
    await clock.pass(1_000);
    expect(connection.state().link.kind).toBe('elsewhere');
    expect(server.sockets()).toBe(1);
    connection.takeOver();
    await clock.pass(100);
    expect(connection.state().link.kind).toBe('live');
    expect(opens(server.received).map((frame) => frame.takeover)).toEqual([false, true]);
  });

  test('[WC14] a login that has ended is found out, and the text stays', async () => {
    let login: 'valid' | 'ended' = 'valid';
    const { connection, server, clock } = await openPage({ login: () => login });
    connection.type('answer:first', 'half an answer');
    server.refuseUpgrades(true);
    server.close(1006);
    await clock.pass(3_000);
    expect(connection.state().link.kind).not.toBe('stopped');
    login = 'ended';
    await clock.pass(60_000);
    expect(connection.state().link).toEqual({ kind: 'stopped', reason: 'signed-out' });
    expect(connection.state().drafts.get('answer:first')?.text).toBe('half an answer');
  });

  test('[WC15] a restart of the server is waited for within the time it names', async () => {
    const { server, clock } = await openPage({ random: () => 0.5 });
    server.send({ t: 'bye', code: 'draining', reconnectAfterMs: 8_000 });
    await clock.pass(5);
    server.close(4153);
    await clock.pass(3_900);
    expect(server.sockets()).toBe(1);
    await clock.pass(200);
    expect(server.sockets()).toBe(2);
  });

  test('[WC24] the clock counts from what was last heard, and only while it runs', () => {
    const reading = { budgetMs: 100_000, remainingMs: 60_000, running: true, shown: true, readAtMs: 1_000 };
    expect(remainingMs(reading, 11_000)).toBe(50_000);
    expect(remainingMs(reading, 900_000)).toBe(0);
    expect(remainingMs({ ...reading, running: false }, 11_000)).toBe(60_000);
  });
});
