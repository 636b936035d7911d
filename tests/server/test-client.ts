import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { afterEach } from 'vitest';
import { WebSocket } from 'ws';
import { LOGIN } from './fake-engine.ts';
import type { TestServer } from './test-server.ts';

const opened: WebSocket[] = [];
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate();
});

export const WS_HEADERS = { cookie: `assay=${LOGIN}` };

/** A candidate's browser; `headers` and `origin` as it would send them unless given. */
export function socketTo(
  server: TestServer,
  options: { origin?: string; headers?: Record<string, string>; path?: string } = {},
): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${options.path ?? '/ws/screen'}`, {
    origin: options.origin ?? server.url,
    headers: options.headers ?? WS_HEADERS,
    perMessageDeflate: false,
  });
  socket.on('error', () => undefined);
  opened.push(socket);
  return socket;
}

export async function connected(server: TestServer, options: Parameters<typeof socketTo>[1] = {}): Promise<WebSocket> {
  const socket = socketTo(server, options);
  await once(socket, 'open');
  return socket;
}

/** Status of a refused upgrade, or 101. */
export function upgradeStatus(socket: WebSocket): Promise<number> {
  return new Promise((done) => {
    socket.once('open', () => done(101));
    socket.once('unexpected-response', (_request, response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
  });
}

/** Close code; 1006 when the connection was cut. */
export async function closeCode(socket: WebSocket): Promise<number> {
  if (socket.readyState === socket.CLOSED) throw new Error('already closed');
  const [code] = (await once(socket, 'close')) as [number];
  return code;
}

export async function nextMessage(socket: WebSocket): Promise<unknown> {
  const [data] = await once(socket, 'message');
  return JSON.parse(String(data));
}

/** The connection under a client, for bytes that a well-behaved client would not send. */
export function wireOf(socket: WebSocket): Duplex {
  const wire = Reflect.get(socket, '_socket') as Duplex | null;
  if (!wire) throw new Error('not connected');
  return wire;
}

/** Waits, without a fixed time, until something that arrives by network has become true. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((next) => setImmediate(next));
}
