import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { ERRORS, type ErrorCode, HEARTBEAT_MS } from '#app/protocol/index.ts';
import { fakeEngine, SESSION } from './fake-engine.ts';
import { manualClock } from './manual-clock.ts';
import { closeCode, connected, nextMessage, until, wireOf } from './test-client.ts';
import { startServer } from './test-server.ts';

const CID = '018f3c1e-0000-7000-8000-0000000000bb';
const BYE = { t: 'bye', code: 'draining', reconnectAfterMs: 500 } as const;

/** A client frame with a zero mask, which leaves the bytes as they are. */
function rawFrame(first: number, payload: Uint8Array): Buffer {
  const length =
    payload.length < 126 ? Buffer.from([0x80 | payload.length]) : Buffer.from([0xfe, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([Buffer.from([first]), length, Buffer.alloc(4), payload]);
}

const TEXT_FIN = 0x81;
const TEXT_MORE = 0x01;
const CONTINUE_MORE = 0x00;

describe('the wire', () => {
  test('[WS7] messages reach the engine as text, in order, and its frames reach the page', async () => {
    const server = await startServer();
    const socket = await connected(server);
    const texts = ['{"t":"hb"}', 'no JSON', '', 'ä👍', 'x'.repeat(65_536)];
    for (const text of texts) socket.send(text);
    const [connection] = server.engine.connections;
    await until(() => connection?.received.length === texts.length);
    expect(connection?.received).toEqual(texts);
    const message = nextMessage(socket);
    connection?.socket.send(BYE);
    expect(await message).toEqual(BYE);
    expect(connection?.socket.bufferedBytes()).toBe(0);
  });

  test('[WS7] closing for a code uses the close code of the table and names the code; a normal end is 1000', async () => {
    const server = await startServer();
    for (const code of ['bad_frame', 'sign_in_needed', 'screen_over', 'draining', 'open_elsewhere', 'superseded', null] as const) {
      const socket = await connected(server);
      const closed = once(socket, 'close');
      server.engine.connections.at(-1)?.socket.close(code satisfies ErrorCode | null);
      const [number, reason] = await closed;
      expect([code, number, String(reason)]).toEqual(code === null ? [null, 1000, ''] : [code, ERRORS[code].close ?? 1008, code]);
      await until(() => server.engine.connections.at(-1)?.closed === 1);
    }
  });

  test('[WS7] cutting ends without a close frame; the engine hears once that the wire is gone, and nothing is sent after that', async () => {
    const server = await startServer();
    const socket = await connected(server);
    const closed = closeCode(socket);
    const [connection] = server.engine.connections;
    connection?.socket.terminate();
    expect(await closed).toBe(1006);
    await until(() => connection?.closed === 1);
    connection?.socket.send(BYE);
    connection?.socket.close(null);
    connection?.socket.terminate();
    expect(connection?.closed).toBe(1);
  });

  test('[WS7] what arrives after the engine has closed is not read', async () => {
    const server = await startServer();
    const socket = await connected(server);
    const [connection] = server.engine.connections;
    const closed = closeCode(socket);
    connection?.socket.close('bad_frame');
    socket.send('late');
    expect(await closed).toBe(4001);
    expect(connection?.received).toEqual([]);
  });

  test('[WS7] an engine that cannot take a connection up ends it with 4150, and is logged', async () => {
    const engine = fakeEngine({
      connect: () => {
        throw new Error('no room');
      },
    });
    const server = await startServer({ engine });
    expect(await closeCode(await connected(server))).toBe(4150);
    expect(server.logged.map((entry) => entry.fields.screenId)).toEqual([SESSION.screenId]);
  });

  test.each<[string, number, (wire: ReturnType<typeof wireOf>) => void]>([
    ['a binary message', 1003, (wire) => wire.write(rawFrame(0x82, Buffer.from('x')))],
    ['65,537 bytes', 1009, (wire) => wire.write(Buffer.concat([Buffer.from([TEXT_FIN, 0xff, 0, 0, 0, 0, 0, 1, 0, 1]), Buffer.alloc(4)]))],
    [
      '33 fragments',
      1008,
      (wire) =>
        wire.write(
          Buffer.concat([
            rawFrame(TEXT_MORE, Buffer.from('a')),
            ...Array.from({ length: 33 }, () => rawFrame(CONTINUE_MORE, Buffer.from('a'))),
          ]),
        ),
    ],
    [
      '10,000 empty fragments',
      1008,
      (wire) =>
        wire.write(
          Buffer.concat([
            rawFrame(TEXT_MORE, Buffer.alloc(0)),
            ...Array.from({ length: 10_000 }, () => rawFrame(CONTINUE_MORE, Buffer.alloc(0))),
          ]),
        ),
    ],
    [
      'fragments that add up to more than a frame may hold',
      1009,
      (wire) =>
        wire.write(Buffer.concat([rawFrame(TEXT_MORE, Buffer.alloc(40_000, 'a')), rawFrame(CONTINUE_MORE, Buffer.alloc(40_000, 'a'))])),
    ],
    ['invalid UTF-8', 1007, (wire) => wire.write(rawFrame(TEXT_FIN, Buffer.from([0xff, 0xfe])))],
    ['a lone surrogate in UTF-8', 1007, (wire) => wire.write(rawFrame(TEXT_FIN, Buffer.from([0xed, 0xa0, 0x80])))],
    ['an unmasked frame', 1002, (wire) => wire.write(Buffer.from([0x81, 0x02, 0x61, 0x62]))],
    ['a reserved opcode', 1002, (wire) => wire.write(rawFrame(0x83, Buffer.alloc(0)))],
    ['a compressed frame that was not agreed on', 1002, (wire) => wire.write(rawFrame(0xc1, Buffer.from('x')))],
  ])('[WS4] %s closes with %i and disturbs nobody else', async (_what, code, send) => {
    const server = await startServer();
    const other = await connected(server);
    const socket = await connected(server);
    const closed = closeCode(socket);
    send(wireOf(socket));
    expect(await closed).toBe(code);
    expect(server.engine.connections[1]?.received).toEqual([]);
    await until(() => server.engine.connections[1]?.closed === 1);
    other.send('still here');
    await until(() => server.engine.connections[0]?.received.length === 1);
    expect(server.engine.connections[0]?.closed).toBe(0);
  });

  test('[WS4] 32 fragments are one message', async () => {
    const server = await startServer();
    const socket = await connected(server);
    const parts = [rawFrame(TEXT_MORE, Buffer.from('a')), ...Array.from({ length: 30 }, () => rawFrame(CONTINUE_MORE, Buffer.from('a')))];
    wireOf(socket).write(Buffer.concat([...parts, rawFrame(0x80, Buffer.from('b'))]));
    await until(() => server.engine.connections[0]?.received.length === 1);
    expect(server.engine.connections[0]?.received).toEqual([`${'a'.repeat(31)}b`]);
  });

  test('[WS5] over the rate a command is nacked, another frame gets an error, the third closes with 4129', async () => {
    const clock = manualClock();
    const server = await startServer({ clock, rateLimits: { framesPerSecond: 10, frameBurst: 3 } });
    const socket = await connected(server);
    const answers: unknown[] = [];
    socket.on('message', (data) => answers.push(JSON.parse(String(data))));
    const closed = closeCode(socket);
    for (const text of ['1', '2', '3', `{"t":"cmd","cid":"${CID}","gen":1}`, '{"t":"hb","n":1}', '6', '7']) socket.send(text);
    expect(await closed).toBe(4129);
    expect(server.engine.connections[0]?.received).toEqual(['1', '2', '3']);
    expect(answers).toEqual([
      { t: 'nack', cid: CID, ok: false, code: 'rate_limited', message: ERRORS.rate_limited.sentence },
      { t: 'error', code: 'rate_limited', message: ERRORS.rate_limited.sentence },
    ]);
  });

  test('[WS5] frames at the rate pass for as long as they come, and a flood of one socket is not charged to another', async () => {
    const clock = manualClock();
    const server = await startServer({ clock, rateLimits: { framesPerSecond: 10, frameBurst: 1 } });
    const steady = await connected(server);
    const flooding = await connected(server);
    for (let n = 1; n <= 50; n++) {
      clock.advance(100);
      steady.send(String(n));
      for (const text of ['x', 'x']) flooding.send(text, () => undefined);
      await until(() => server.engine.connections[0]?.received.length === n);
    }
    await until(() => server.engine.connections[1]?.closed === 1);
    expect(server.engine.connections[0]?.closed).toBe(0);
  });

  test('[WS6] a socket that answers pings stays; one that answers none is cut at the third', async () => {
    const clock = manualClock();
    const server = await startServer({ clock });
    const alive = await connected(server);
    const deaf = await connected(server);
    Reflect.set(deaf, '_autoPong', false);
    const cut = closeCode(deaf);
    for (let round = 1; round <= 3; round++) {
      const pinged = once(alive, 'ping');
      clock.advance(HEARTBEAT_MS);
      await pinged;
      alive.send('after the ping');
      await until(() => server.engine.connections[0]?.received.length === round);
    }
    expect(await cut).toBe(1006);
    expect(alive.readyState).toBe(alive.OPEN);
  });
});
