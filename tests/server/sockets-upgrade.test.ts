import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type CandidateSession, ERRORS, ErrorBody } from '#app/protocol/index.ts';
import { fakeEngine, LOGIN, SCREEN_ID, SESSION } from './fake-engine.ts';
import { foreignOrigins } from './foreign-origins.ts';
import { sendRaw } from './raw-http.ts';
import { closeCode, connected, nextMessage, socketTo, until, upgradeStatus, WS_HEADERS } from './test-client.ts';
import { startServer } from './test-server.ts';

const HANDSHAKE = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  `Cookie: assay=${LOGIN}; __Host-assay=${LOGIN}`,
];

function upgrade(port: number, headers: string[], path = '/ws/screen') {
  return sendRaw(port, [`GET ${path} HTTP/1.1`, 'Host: x', ...HANDSHAKE, ...headers, '', ''].join('\r\n'));
}

const WELCOME = { t: 'welcome', mode: 'full', gen: 1, epoch: 'e', lastSeq: 0, view: {}, drafts: [] } as never;

describe('the upgrade', () => {
  test('[WS1] our own page is let in, under each of our names', async () => {
    const server = await startServer();
    for (const origin of ['http://localhost:3000', server.url, `http://127.0.0.1:${server.port}`]) {
      expect(await upgradeStatus(socketTo(server, { origin }))).toBe(101);
    }
  });

  test('[WS1] [HT2] each of 12 foreign origins, and a missing one, is 403 with a body and security headers', async () => {
    const server = await startServer({ publicUrl: 'https://ok.example' });
    const cases = [...foreignOrigins('ok.example').map((origin) => [`Origin: ${origin}`]), []];
    expect(cases).toHaveLength(13);
    for (const headers of cases) {
      const answer = await upgrade(server.port, headers);
      expect([headers, answer.status]).toEqual([headers, 403]);
      expect(ErrorBody.parse(JSON.parse(answer.body)).error.code).toBe('forbidden');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    expect(server.engine.calls).toEqual([]);
  });

  test.each(['cross-site', 'same-site', 'none'])('[WS1] Sec-Fetch-Site: %s is 403', async (site) => {
    const server = await startServer();
    expect((await upgrade(server.port, [`Origin: ${server.url}`, `Sec-Fetch-Site: ${site}`])).status).toBe(403);
  });

  test('[WS1] another path is 404, before anything is looked up', async () => {
    const server = await startServer();
    for (const path of ['/', '/ws', '/ws/screen/x', '/ws/screen?x=1', '//ws/screen']) {
      expect([path, (await upgrade(server.port, [`Origin: ${server.url}`], path)).status]).toEqual([path, 404]);
    }
    expect(server.engine.calls).toEqual([]);
  });

  test('[WS2] without a login it is 401, with one the engine refuses the status of its code', async () => {
    const server = await startServer();
    for (const cookie of ['', 'assay=', 'assay=unknown', `staff=${LOGIN}`]) {
      expect(await upgradeStatus(socketTo(server, { headers: { cookie } }))).toBe(401);
    }
    for (const code of ['screen_over', 'invite_expired', 'busy'] as const) {
      const refusing = await startServer({ engine: fakeEngine({ candidateSession: async () => ({ ok: false, code }) }) });
      expect(await upgradeStatus(socketTo(refusing))).toBe(ERRORS[code].http);
    }
  });

  test('[WS2] a fault while the login is looked up is 500, and logged', async () => {
    const server = await startServer({ engine: fakeEngine({ candidateSession: () => Promise.reject(new Error('no database')) }) });
    expect(await upgradeStatus(socketTo(server))).toBe(500);
    expect(server.logged.map((entry) => entry.message)).toEqual(['an upgrade failed']);
  });

  test('[WS2] a handshake that is none gets 400, or 426 when it is for another version', async () => {
    const server = await startServer();
    const send = (handshake: string[]) =>
      sendRaw(server.port, ['GET /ws/screen HTTP/1.1', 'Host: x', `Origin: ${server.url}`, ...handshake, '', ''].join('\r\n'));
    expect((await send(HANDSHAKE.filter((line) => !line.startsWith('Sec-WebSocket-Key')))).status).toBe(400);
    expect((await send(HANDSHAKE.filter((line) => !line.startsWith('Sec-WebSocket-Version')))).status).toBe(400);
    expect(server.engine.connections).toEqual([]);
  });

  test('[WS3] a caller who leaves while the login is looked up gives its place back', async () => {
    const answers: ((value: { ok: true; value: CandidateSession }) => void)[] = [];
    const engine = fakeEngine({ candidateSession: () => new Promise((resolve) => answers.push(resolve)) });
    const server = await startServer({ engine, rateLimits: { sockets: 1, socketsPerScreen: 1, unopenedSocketsPerAddress: 1 } });
    const leaving = connect(server.port, '127.0.0.1');
    leaving.write(['GET /ws/screen HTTP/1.1', 'Host: x', ...HANDSHAKE, `Origin: ${server.url}`, '', ''].join('\r\n'));
    await until(() => answers.length === 1);
    expect(await upgradeStatus(socketTo(server))).toBe(503);
    leaving.destroy();
    answers[0]?.({ ok: true, value: SESSION });
    await until(() => engine.connections[0]?.closed === 1);
    const next = upgradeStatus(socketTo(server));
    await until(() => answers.length === 2);
    answers[1]?.({ ok: true, value: SESSION });
    expect(await next).toBe(101);
  });

  test('[WS2] the engine is given the session of the login', async () => {
    const server = await startServer();
    await connected(server);
    expect(server.engine.connections.map((connection) => connection.session)).toEqual([SESSION]);
  });

  test('[WS3] the fourth socket of one screen is 429; one that leaves makes room', async () => {
    const server = await startServer();
    const sockets = [await connected(server), await connected(server), await connected(server)];
    expect(await upgradeStatus(socketTo(server))).toBe(429);
    sockets[0]?.terminate();
    await until(() => server.engine.connections.some((connection) => connection.closed === 1));
    expect(await upgradeStatus(socketTo(server))).toBe(101);
  });

  test('[WS3] sockets that have not been welcomed are counted per address, welcomed ones are not', async () => {
    const server = await startServer({ rateLimits: { unopenedSocketsPerAddress: 2, socketsPerScreen: 10 } });
    const first = await connected(server);
    await connected(server);
    expect(await upgradeStatus(socketTo(server))).toBe(429);
    const welcomed = nextMessage(first);
    server.engine.connections[0]?.socket.send(WELCOME);
    await welcomed;
    expect(await upgradeStatus(socketTo(server))).toBe(101);
    expect(await upgradeStatus(socketTo(server))).toBe(429);
  });

  test('[WS3] beyond the total it is 503', async () => {
    const other: CandidateSession = { screenId: SCREEN_ID.replace('1', '2'), nonce: 'n' };
    const engine = fakeEngine({ candidateSession: async (login) => ({ ok: true, value: login === LOGIN ? SESSION : other }) });
    const server = await startServer({ engine, rateLimits: { sockets: 2 } });
    const first = await connected(server);
    await connected(server, { headers: { cookie: 'assay=another' } });
    expect(await upgradeStatus(socketTo(server))).toBe(503);
    const closed = closeCode(first);
    engine.connections[0]?.socket.close('screen_over');
    expect(await closed).toBe(4090);
    await until(() => engine.connections[0]?.closed === 1);
    expect(await upgradeStatus(socketTo(server, { headers: WS_HEADERS }))).toBe(101);
  });
});
