import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createSystemClock } from '#app/adapters/index.ts';
import { createServer } from '#app/server/index.ts';
import { fakeEngine } from './fake-engine.ts';
import { fakeStaffAuth } from './fake-staff-auth.ts';
import { manualClock } from './manual-clock.ts';
import { getRaw, sendRaw } from './raw-http.ts';
import { closeCode, connected, until } from './test-client.ts';
import { as, startServer, webRoot } from './test-server.ts';

const HOUR = 3_600_000;

describe('stopping', () => {
  test('[CL1] with nothing open it ends at once, releases its timers and refuses what comes after', async () => {
    const clock = manualClock();
    const server = await startServer({ clock });
    await server.get('/healthz');
    expect(clock.pending()).toBe(1);
    await server.server.close({ graceMs: HOUR });
    expect(clock.pending()).toBe(0);
    await expect(server.get('/healthz')).rejects.toThrow();
    await server.server.close({ graceMs: HOUR });
  });

  test('[CL1] a request under way is answered, and ends the waiting', async () => {
    let answer: () => void = () => {};
    const engine = fakeEngine({ screens: () => new Promise((resolve) => (answer = () => resolve([]))) });
    const server = await startServer({ engine, clock: manualClock() });
    const pending = server.get('/api/screens', as('owner'));
    await until(() => answer.length === 0 && answer.toString().includes('resolve'));
    const closed = server.server.close({ graceMs: HOUR });
    answer();
    expect((await pending).status).toBe(200);
    await closed;
  });

  test('[CL1] sockets may end by themselves within the grace time', async () => {
    const server = await startServer({ clock: manualClock() });
    const socket = await connected(server);
    const code = closeCode(socket);
    const closed = server.server.close({ graceMs: HOUR });
    server.engine.connections[0]?.socket.close('draining');
    expect(await code).toBe(4153);
    await closed;
    await until(() => server.engine.connections[0]?.closed === 1);
  });

  test('[CL1] what is still open after the grace time is cut: sockets, slow requests and half-made upgrades', async () => {
    const clock = manualClock();
    const server = await startServer({ clock, engine: fakeEngine({ screens: () => new Promise(() => {}) }) });
    const socket = await connected(server);
    const code = closeCode(socket);
    const slow = request({ port: server.port, host: '127.0.0.1', path: '/api/screens', headers: as('owner') });
    slow.end();
    const cut = once(slow, 'error');
    await once(slow, 'finish');
    const closed = server.server.close({ graceMs: 1_000 });
    clock.advance(1_000);
    await closed;
    await cut;
    expect(await code).toBe(1006);
    await until(() => server.engine.connections[0]?.closed === 1);
    expect(clock.pending()).toBe(0);
  });

  test('[CL1] a server that never listened, or whose port is taken, closes as well', async () => {
    const first = await startServer();
    const options = {
      engine: fakeEngine(),
      log: { info: () => {}, warn: () => {}, error: () => {} },
      clock: createSystemClock(),
      staffAuth: fakeStaffAuth(),
      publicUrl: 'http://localhost:3000',
      webRoot,
    };
    const second = createServer(options);
    await expect(second.listen(first.port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await second.close({ graceMs: 0 });
    await createServer(options).close({ graceMs: 0 });
  });

  test('[CL1] after many sockets and requests no timer, socket or listener is left in the process', async () => {
    const before = openResources();
    const server = await startServer();
    const sockets = await Promise.all([connected(server), connected(server), connected(server)]);
    await getRaw(server.port, '/');
    await sendRaw(server.port, 'POST /api/candidate/exchange HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(openResources().length).toBeGreaterThan(before.length);
    const cut = Promise.all(sockets.map((socket) => closeCode(socket)));
    await server.server.close({ graceMs: 1 });
    expect(await cut).toEqual([1006, 1006, 1006]);
    await until(() => openResources().every((name) => count(openResources(), name) <= count(before, name)));
  });
});

function count(names: readonly string[], name: string): number {
  return names.filter((one) => one === name).length;
}

/** What would keep this process from ending. */
function openResources(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((name) => /^(Timeout|TCP)/.test(name))
    .sort();
}
