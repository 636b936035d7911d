import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createClaudeBatches, createClaudeLlm } from '#app/adapters/index.ts';
import type { LlmBatchResult } from '#app/ports/index.ts';
import { bareServer } from './claude-bare-server.ts';
import { message, options, request } from './claude-wire.ts';

const TOO_LATE = { name: 'LlmFailure', kind: 'transient', retryAfterMs: null, message: 'The model did not answer in time.' };
const BROKEN = {
  name: 'LlmFailure',
  kind: 'transient',
  retryAfterMs: null,
  message: "The connection to the model's server failed.",
};
const HEADERS = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n';

describe('a call', () => {
  const ask = (baseUrl: string, timeoutMs: number, signal?: AbortSignal) =>
    createClaudeLlm({ ...options, baseUrl }).complete({ ...request, timeoutMs, ...(signal ? { signal } : {}) });

  test('to a server that accepts and stays silent is cut off, its socket let go, and not made again', async () => {
    const server = await bareServer(() => {});
    await expect(ask(server.url, 200)).rejects.toMatchObject(TOO_LATE);
    await server.released();
    expect(server.accepted()).toBe(1);
  });

  test('to one that sends headers and never the body is cut off and its socket let go', async () => {
    const server = await bareServer((socket) => socket.write(`${HEADERS}{"id":`));
    await expect(ask(server.url, 300)).rejects.toMatchObject(TOO_LATE);
    await server.released();
  });

  test('to one that drips a body byte by byte is cut off although it never stands still', async () => {
    const server = await bareServer((socket) => {
      socket.write(HEADERS);
      const drip = setInterval(() => socket.write(' '), 10);
      socket.on('close', () => clearInterval(drip));
    });
    await expect(ask(server.url, 300)).rejects.toMatchObject(TOO_LATE);
    await server.released();
    expect(server.accepted()).toBe(1);
  });

  test('that drips its headers is cut off too', async () => {
    const server = await bareServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
      const drip = setInterval(() => socket.write('a'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    await expect(ask(server.url, 300)).rejects.toMatchObject(TOO_LATE);
    await server.released();
  });

  test('that is given up lets its socket go', async () => {
    const giveUp = new AbortController();
    const server = await bareServer(() => giveUp.abort());
    await expect(ask(server.url, 5_000, giveUp.signal)).rejects.toMatchObject({ kind: 'transient', message: 'The call was given up.' });
    await server.released();
  });

  test.each([
    ['before the headers', ''],
    ['in the middle of the headers', 'HTTP/1.1 200 OK\r\ncontent-ty'],
    ['in the middle of the body', `${HEADERS}{"id":`],
  ])('whose connection is reset %s is transient and made once', async (_, sent) => {
    const server = await bareServer((socket) =>
      sent === '' ? socket.resetAndDestroy() : socket.write(sent, () => socket.resetAndDestroy()),
    );
    await expect(ask(server.url, 5_000)).rejects.toMatchObject(BROKEN);
    expect(server.accepted()).toBe(1);
  });

  test('whose connection is closed in the middle of the body is transient', async () => {
    const server = await bareServer((socket) => socket.end(`${HEADERS}{"id":`));
    await expect(ask(server.url, 5_000)).rejects.toMatchObject(BROKEN);
  });

  test('to a server that speaks something else than HTTP is transient', async () => {
    const server = await bareServer((socket) => socket.end('220 mail.example.org ESMTP\r\n'));
    await expect(ask(server.url, 5_000)).rejects.toMatchObject(BROKEN);
  });

  test('to a port where nobody listens is transient', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => free.once('listening', listening));
    const address = free.address();
    await new Promise((closed) => free.close(closed));
    if (address === null || typeof address === 'string') throw new Error('no port was taken');
    await expect(ask(`http://127.0.0.1:${address.port}`, 5_000)).rejects.toMatchObject(BROKEN);
  });

  test('to a name that no server knows is transient', async () => {
    await expect(ask('http://models.invalid', 10_000)).rejects.toMatchObject({ name: 'LlmFailure', kind: 'transient', retryAfterMs: null });
  });
});

describe('the results of a batch', () => {
  const STREAM = 'HTTP/1.1 200 OK\r\ncontent-type: application/binary\r\ntransfer-encoding: chunked\r\n\r\n';
  const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
  const line = (name: string) => `${JSON.stringify({ custom_id: name, result: { type: 'succeeded', message: message() } })}\n`;
  const END = '0\r\n\r\n';
  const results = (baseUrl: string, timeoutMs: number) => createClaudeBatches({ ...options, baseUrl, timeoutMs }).results('msgbatch_01');

  /** The names that came before the end or the failure. */
  async function read(from: AsyncIterable<LlmBatchResult>): Promise<{ names: string[]; failure: unknown }> {
    const names: string[] = [];
    try {
      for await (const { name } of from) names.push(name);
    } catch (failure) {
      return { names, failure };
    }
    return { names, failure: null };
  }

  test('come as they arrive, also when a character is cut in two', async () => {
    const both = Buffer.from(line('one').replace('msg_01', 'é') + line('two'));
    const cut = both.indexOf('é') + 1;
    const server = await bareServer((socket) => {
      socket.write(`${STREAM}${cut.toString(16)}\r\n`);
      socket.write(both.subarray(0, cut));
      socket.write(`\r\n${(both.length - cut).toString(16)}\r\n`);
      socket.end(Buffer.concat([both.subarray(cut), Buffer.from(`\r\n${END}`)]));
    });
    expect(await read(results(server.url, 5_000))).toEqual({ names: ['one', 'two'], failure: null });
  });

  test('that are cut in the middle give what was complete, then fail as transient', async () => {
    const server = await bareServer((socket) => {
      socket.write(STREAM + chunk(line('one') + line('two').slice(0, 40)), () => socket.destroy());
    });
    expect(await read(results(server.url, 5_000))).toMatchObject({ names: ['one'], failure: BROKEN });
  });

  test('that stop arriving are cut off, and the socket is let go', async () => {
    const server = await bareServer((socket) => socket.write(STREAM + chunk(line('one') + line('two').slice(0, 40))));
    expect(await read(results(server.url, 300))).toMatchObject({ names: ['one'], failure: TOO_LATE });
    await server.released();
    expect(server.accepted()).toBe(1);
  });

  test('that drip a line byte by byte are cut off', async () => {
    const server = await bareServer((socket) => {
      socket.write(STREAM + chunk(line('one')));
      const drip = setInterval(() => socket.write(chunk(' ')), 10);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await read(results(server.url, 300))).toMatchObject({ names: ['one'], failure: TOO_LATE });
    await server.released();
  });

  test('that never begin are cut off', async () => {
    const server = await bareServer(() => {});
    expect(await read(results(server.url, 200))).toMatchObject({ names: [], failure: TOO_LATE });
    await server.released();
  });

  test('wait for a reader that takes its time', async () => {
    const server = await bareServer((socket) => socket.write(STREAM + chunk(line('one') + line('two')) + END));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const names: string[] = [];
    for await (const { name } of results(server.url, 500)) {
      names.push(name);
      vi.advanceTimersByTime(60_000);
    }
    expect(names).toEqual(['one', 'two']);
  });

  test('are not fetched further than they are read', async () => {
    const server = await bareServer((socket) => socket.write(STREAM + chunk(line('one') + line('two'))));
    for await (const { name } of results(server.url, 5_000)) {
      expect(name).toBe('one');
      break;
    }
    await server.released();
  });

  test('with a line that has no end fill no memory', async () => {
    const server = await bareServer((socket) => {
      socket.write(STREAM);
      const pour = () => {
        while (!socket.destroyed && socket.write(chunk('x'.repeat(500_000))));
      };
      socket.on('drain', pour);
      pour();
    });
    const failure = { kind: 'transient', message: 'The server answered with something that is not a list of results.' };
    expect(await read(results(server.url, 10_000))).toMatchObject({ names: [], failure });
    await server.released();
  });
});

test.each(['create', 'hasEnded', 'recent'] as const)('a batch call (%s) to a server that stays silent is cut off', async (step) => {
  const server = await bareServer(() => {});
  const batches = createClaudeBatches({ ...options, baseUrl: server.url, timeoutMs: 200 });
  const call = {
    create: () => batches.create([{ name: 'a', request }]),
    hasEnded: () => batches.hasEnded('b'),
    recent: () => batches.recent(),
  };
  await expect(call[step]()).rejects.toMatchObject(TOO_LATE);
  await server.released();
  expect(server.accepted()).toBe(1);
});
