import { describe, expect, test } from 'vitest';
import { CandidateSession, ErrorBody } from '#app/protocol/index.ts';
import { fakeEngine, LOGIN, SESSION, TOKEN } from './fake-engine.ts';
import { CANDIDATE, startServer } from './test-server.ts';

const EXCHANGE = '/api/candidate/exchange';

describe('the candidate over HTTP', () => {
  test('[HT9] the exchange sets the login cookie and answers with screen and nonce, without the login', async () => {
    const server = await startServer();
    const response = await server.post(EXCHANGE, { token: TOKEN });
    expect(response.headers.getSetCookie()).toEqual([
      `assay=${LOGIN}; Path=/; Expires=Fri, 01 Jan 2100 00:00:00 GMT; HttpOnly; SameSite=Strict`,
    ]);
    expect(CandidateSession.parse(await response.json())).toEqual(SESSION);
    expect(server.engine.calls).toEqual([['exchange', { token: TOKEN, deviceLogin: null }]]);
  });

  test('[HT9] on https the cookie is Secure and bound to the host', async () => {
    const server = await startServer({ publicUrl: 'https://assay.example.org' });
    const response = await server.post(EXCHANGE, { token: TOKEN }, { origin: 'https://assay.example.org' });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie.startsWith(`__Host-assay=${LOGIN};`)).toBe(true);
    expect(cookie.split('; ').slice(1).sort()).toEqual(
      ['Expires=Fri, 01 Jan 2100 00:00:00 GMT', 'HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure'].sort(),
    );
    expect((await server.get('/api/candidate/session', { cookie: `assay=${LOGIN}` })).status).toBe(401);
    expect((await server.get('/api/candidate/session', { cookie: `__Host-assay=${LOGIN}` })).status).toBe(200);
  });

  test('the login of this device goes with the exchange; a refused exchange sets no cookie', async () => {
    const engine = fakeEngine({
      exchange: async ({ deviceLogin }) => ({ ok: false, code: deviceLogin === LOGIN ? 'invite_used' : 'internal' }),
    });
    const server = await startServer({ engine });
    const response = await server.post(EXCHANGE, { token: TOKEN }, { cookie: `other=1; assay=${LOGIN}; assay2=x` });
    expect(ErrorBody.parse(await response.json()).error.code).toBe('invite_used');
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test.each(['', 'assay=', `assay=${'x'.repeat(200)}`, 'Assay=x', `xassay=${LOGIN}`, `assay=${LOGIN}x`])(
    'a cookie header %j is no login',
    async (cookie) => {
      const server = await startServer();
      expect((await server.get('/api/candidate/session', { cookie })).status).toBe(401);
    },
  );

  test('[HT10] asking for a new link answers 202 and an empty object, also when the engine fails', async () => {
    const failing = fakeEngine({ requestNewLink: () => Promise.reject(new Error('no mail')) });
    for (const engine of [fakeEngine(), failing]) {
      const server = await startServer({ engine });
      const response = await server.post('/api/candidate/new-link', { token: TOKEN });
      expect([response.status, await response.json()]).toEqual([202, {}]);
      expect(server.logged.map((entry) => entry.message)).toEqual(engine === failing ? ['a new link failed'] : []);
    }
  });

  test('a draft by beacon reaches the engine with login and nonce', async () => {
    const server = await startServer();
    const draft = { type: 'draft.put', slot: 'answer:q1', rev: 3, text: 'half a thought' };
    expect((await server.post('/api/candidate/draft', { nonce: 'n1', gen: 2, draft }, CANDIDATE)).status).toBe(200);
    expect(server.engine.calls).toEqual([['saveDraft', { login: LOGIN, nonce: 'n1', gen: 2, draft }]]);
  });
});
