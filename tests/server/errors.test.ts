import { describe, expect, test } from 'vitest';
import { ERRORS, ErrorBody } from '#app/protocol/index.ts';
import { fakeEngine, SCREEN_ID, SESSION } from './fake-engine.ts';
import { fakeStaffAuth } from './fake-staff-auth.ts';
import { as, CANDIDATE, startServer } from './test-server.ts';

const CANARY = 'canary-of-a-secret';

describe('errors', () => {
  test('[HT6] each code of the engine becomes its status and sentence, with the details', async () => {
    for (const code of ['not_found', 'invite_used', 'screen_over', 'busy', 'version_conflict'] as const) {
      const engine = fakeEngine({ candidateSession: async () => ({ ok: false, code, details: ['what exactly'] }) });
      const response = await (await startServer({ engine })).get('/api/candidate/session', CANDIDATE);
      expect(response.status).toBe(ERRORS[code].http);
      const { error } = ErrorBody.parse(await response.json());
      expect(error).toEqual({
        code,
        message: ERRORS[code].sentence,
        details: ['what exactly'],
        requestId: response.headers.get('x-request-id'),
      });
      expect(response.headers.has('retry-after')).toBe(code === 'busy');
    }
  });

  test.each([
    ['the engine', { engine: fakeEngine({ screens: () => Promise.reject(new Error(CANARY)) }) }],
    ['the sign-in', { staffAuth: fakeStaffAuth({ session: () => Promise.reject(new Error(CANARY)) }) }],
  ])('[HT6] a fault of %s is a 500 that says nothing, and is logged under the same request id', async (_what, change) => {
    const server = await startServer(change);
    const response = await server.get('/api/screens', as('owner'));
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain(CANARY);
    const { requestId } = ErrorBody.parse(JSON.parse(text)).error;
    expect(server.logged).toEqual([
      { level: 'error', message: 'a request failed', fields: expect.objectContaining({ requestId, method: 'GET' }) },
    ]);
  });

  test('[HT6] a refusal is not logged', async () => {
    const server = await startServer();
    await server.get('/api/banks');
    await server.post('/api/candidate/exchange', '{');
    expect(server.logged).toEqual([]);
  });

  test('[HT13] a field that the engine should not have given is a 500, not a leak', async () => {
    const engine = fakeEngine({ candidateSession: async () => ({ ok: true, value: Object.assign({ rubric: CANARY }, SESSION) }) });
    const server = await startServer({ engine });
    const response = await server.get('/api/candidate/session', CANDIDATE);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain(CANARY);
  });

  test('[HT7] an unknown address is a page for people and a body for programs', async () => {
    const server = await startServer();
    const page = await server.get('/nowhere');
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    for (const path of ['/api', '/api/nowhere', '/assets/nowhere.js', '/ws/screen', '/api/screens/not-a-uuid/report']) {
      const response = await server.get(path, as('owner'));
      expect([path, response.status]).toEqual([path, 404]);
      expect(ErrorBody.parse(await response.json()).error.code).toBe('not_found');
    }
    expect((await server.post('/nowhere', {})).headers.get('content-type')).toContain('application/json');
  });

  test('[HT7] another method on a known address is 405 and says which are served', async () => {
    const server = await startServer();
    const cases: [string, string, string][] = [
      ['DELETE', '/api/screens', 'GET, HEAD, POST'],
      ['GET', '/api/candidate/exchange', 'POST'],
      ['PUT', `/api/screens/${SCREEN_ID}/report`, 'GET, HEAD'],
      ['POST', '/i', 'GET, HEAD'],
      ['OPTIONS', '/api/candidate/session', 'GET, HEAD'],
    ];
    for (const [method, path, allow] of cases) {
      const headers = { 'content-type': 'application/json', 'x-assay': '1' };
      const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method, headers });
      expect([method, path, response.status, response.headers.get('allow')]).toEqual([method, path, 405, allow]);
    }
    expect(server.engine.calls).toEqual([]);
  });

  test('[HT6] an address that cannot be decoded is 400, not a fault', async () => {
    const server = await startServer();
    expect((await server.get('/api/screens/%E0%A4%A/report', as('owner'))).status).toBe(400);
    expect(server.logged).toEqual([]);
  });
});
