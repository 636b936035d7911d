import { describe, expect, test } from 'vitest';
import { allowedOrigins } from '../../src/server/allowed-origins.ts';
import { TOKEN } from './fake-engine.ts';
import { foreignOrigins } from './foreign-origins.ts';
import { CANDIDATE, startServer } from './test-server.ts';

const EXCHANGE = '/api/candidate/exchange';
const draft = { nonce: 'n', gen: 1, draft: { type: 'draft.put', slot: 'practice', rev: 1, text: 'x' } };

describe('requests from other sites', () => {
  test('[HT3] a request of our own page passes, under each name of the loopback address', async () => {
    const server = await startServer();
    for (const name of ['localhost', '127.0.0.1', '[::1]']) {
      expect((await server.post(EXCHANGE, { token: TOKEN }, { origin: `http://${name}:${server.port}` })).status).toBe(200);
    }
    expect((await server.post(EXCHANGE, { token: TOKEN }, { origin: 'http://localhost:3000' })).status).toBe(200);
  });

  test('[HT3] each foreign origin is refused, whether it changes something or reads', async () => {
    const server = await startServer({ publicUrl: 'https://ok.example' });
    expect((await server.post(EXCHANGE, { token: TOKEN }, { origin: 'https://ok.example' })).status).toBe(200);
    for (const origin of foreignOrigins('ok.example')) {
      expect([origin, (await server.post(EXCHANGE, { token: TOKEN }, { origin })).status]).toEqual([origin, 403]);
      expect([origin, (await server.get('/api/candidate/session', { ...CANDIDATE, origin })).status]).toEqual([origin, 403]);
    }
    expect(server.engine.calls).toHaveLength(1);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', ''])(
    '[HT3] the content type %j is refused',
    async (type) => {
      const server = await startServer();
      expect((await server.post(EXCHANGE, { token: TOKEN }, { 'content-type': type })).status).toBe(403);
      expect(server.engine.calls).toEqual([]);
    },
  );

  test('[HT3] a request without our header is refused, but a draft by beacon is not', async () => {
    const server = await startServer();
    expect((await server.post(EXCHANGE, { token: TOKEN }, { 'x-assay': '' })).status).toBe(403);
    expect((await server.post('/api/candidate/draft', draft, { ...CANDIDATE, 'x-assay': '' })).status).toBe(200);
    expect((await server.post('/api/candidate/draft', draft, { ...CANDIDATE, 'x-assay': '', 'content-type': 'text/plain' })).status).toBe(
      403,
    );
  });

  test.each([
    ['cross-site', 403, 403],
    ['same-site', 403, 403],
    ['none', 403, 200],
    ['same-origin', 200, 200],
  ])('[HT3] Sec-Fetch-Site: %s gives %i to a change and %i to a read', async (site, change, read) => {
    const server = await startServer();
    expect((await server.post(EXCHANGE, { token: TOKEN }, { 'sec-fetch-site': site })).status).toBe(change);
    expect((await server.get('/api/candidate/session', { ...CANDIDATE, 'sec-fetch-site': site })).status).toBe(read);
  });

  test.each([
    '/API/candidate/exchange',
    '/api//candidate/exchange',
    '//api/candidate/exchange',
    '/api/candidate/exchange/',
    '/%61pi/candidate/exchange',
  ])('[HT3] no other spelling of an address gets round the gate: %s', async (path) => {
    const server = await startServer();
    const { status } = await server.post(path, { token: TOKEN }, { origin: 'https://evil.example' });
    expect([403, 404]).toContain(status);
    expect(server.engine.calls).toEqual([]);
  });

  test('[HT3] a link in a mail of another site opens a page', async () => {
    const server = await startServer();
    for (const path of ['/i', '/', `/sign-in/link?token=${TOKEN}`]) {
      expect((await server.get(path, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).status).toBe(200);
    }
  });

  test('[HT3] only a public address on the loopback admits the loopback', () => {
    expect([...allowedOrigins('https://assay.example.org/', 3000)]).toEqual(['https://assay.example.org']);
    expect([...allowedOrigins('http://localhost:8080', 3000)].sort()).toEqual(
      ['http://127.0.0.1:3000', 'http://[::1]:3000', 'http://localhost:3000', 'http://localhost:8080'].sort(),
    );
  });
});
