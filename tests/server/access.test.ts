import { describe, expect, test } from 'vitest';
import { ACCESS, type RouteKey } from '../../src/server/access.ts';
import { candidateCookie } from '../../src/server/candidate-cookie.ts';
import { createApp } from '../../src/server/create-app.ts';
import { COMMAND_ID, fakeEngine, LOGIN, SCREEN_ID, TOKEN } from './fake-engine.ts';
import { fakeStaffAuth } from './fake-staff-auth.ts';
import { as, CANDIDATE, startServer, type TestServer, webRoot } from './test-server.ts';

const CALLERS = {
  none: {},
  candidate: CANDIDATE,
  recruiter: as('recruiter'),
  engineer: as('engineer'),
  owner: as('owner'),
};
type Caller = keyof typeof CALLERS;
const ALL: Caller[] = ['none', 'candidate', 'recruiter', 'engineer', 'owner'];
const STAFF: Caller[] = ['recruiter', 'engineer', 'owner'];
const RECRUITERS: Caller[] = ['recruiter', 'owner'];
const ENGINEERS: Caller[] = ['engineer', 'owner'];

const reason = { commandId: COMMAND_ID, reason: 'Because of what the answers show.' };
const invite = {
  screenId: SCREEN_ID,
  candidate: { name: 'Ada', email: 'ada@example.org' },
  bank: 'applied-ml@1.0.0',
  role: 'ML engineer',
  company: 'Example',
  contact: 'hiring@example.org',
};

/** Written by hand, not derived: who gets through, and a request that a caller who does gets an answer to. */
const EXPECTED: Record<RouteKey, { may: Caller[]; path: string; body?: unknown; status: number }> = {
  'GET /healthz': { may: ALL, path: '/healthz', status: 200 },
  'GET /readyz': { may: ALL, path: '/readyz', status: 200 },
  'GET /i': { may: ALL, path: '/i', status: 200 },
  'GET /screen': { may: ALL, path: '/screen', status: 200 },
  'GET /': { may: ALL, path: '/', status: 200 },
  'GET /screens{/*rest}': { may: ALL, path: `/screens/${SCREEN_ID}`, status: 200 },
  'GET /banks{/*rest}': { may: ALL, path: '/banks/applied-ml@1.0.0', status: 200 },
  'GET /preview/:ref/:questionId': { may: ALL, path: '/preview/applied-ml@1.0.0/one', status: 200 },
  'GET /sign-in/link': { may: ALL, path: `/sign-in/link?token=${TOKEN}`, status: 200 },
  'GET /sign-in{/*rest}': { may: ALL, path: '/sign-in/sent', status: 200 },
  'POST /api/candidate/exchange': { may: ALL, path: '/api/candidate/exchange', body: { token: TOKEN }, status: 200 },
  'GET /api/candidate/session': { may: ['candidate'], path: '/api/candidate/session', status: 200 },
  'POST /api/candidate/new-link': { may: ALL, path: '/api/candidate/new-link', body: { token: TOKEN }, status: 202 },
  'POST /api/candidate/draft': {
    may: ['candidate'],
    path: '/api/candidate/draft',
    body: { nonce: 'n', gen: 1, draft: { type: 'draft.put', slot: 'answer:q1', rev: 1, text: 'x' } },
    status: 200,
  },
  'POST /api/auth/sign-in/magic-link': { may: ALL, path: '/api/auth/sign-in/magic-link', body: { email: 'a@example.org' }, status: 200 },
  'GET /api/auth/*path': { may: ALL, path: '/api/auth/get-session', status: 200 },
  'POST /api/auth/*path': { may: ALL, path: '/api/auth/sign-out', body: {}, status: 200 },
  'GET /api/staff/me': { may: STAFF, path: '/api/staff/me', status: 200 },
  'GET /api/banks': { may: RECRUITERS, path: '/api/banks', status: 200 },
  'GET /api/catalogue': { may: STAFF, path: '/api/catalogue', status: 200 },
  'GET /api/catalogue/:ref': { may: STAFF, path: '/api/catalogue/applied-ml@1.0.0', status: 404 },
  'GET /api/catalogue/:ref/:questionId': { may: STAFF, path: '/api/catalogue/applied-ml@1.0.0/one', status: 404 },
  'GET /api/screens': { may: STAFF, path: '/api/screens', status: 200 },
  'POST /api/screens': { may: RECRUITERS, path: '/api/screens', body: invite, status: 201 },
  'GET /api/screens/:screenId/report': { may: STAFF, path: `/api/screens/${SCREEN_ID}/report`, status: 409 },
  'GET /api/screens/:screenId/report.pdf': { may: STAFF, path: `/api/screens/${SCREEN_ID}/report.pdf`, status: 200 },
  'POST /api/screens/:screenId/link': { may: RECRUITERS, path: `/api/screens/${SCREEN_ID}/link`, body: {}, status: 200 },
  'POST /api/screens/:screenId/cancel': { may: RECRUITERS, path: `/api/screens/${SCREEN_ID}/cancel`, body: reason, status: 200 },
  'POST /api/screens/:screenId/overrides': {
    may: ENGINEERS,
    path: `/api/screens/${SCREEN_ID}/overrides`,
    body: { ...reason, questionId: 'q1', criterion: 'c1', to: 3 },
    status: 200,
  },
  'POST /api/screens/:screenId/decision': {
    may: ENGINEERS,
    path: `/api/screens/${SCREEN_ID}/decision`,
    body: { ...reason, decision: 'hold' },
    status: 200,
  },
};

function call(server: TestServer, key: RouteKey, caller: Caller): Promise<Response> {
  const { path, body } = EXPECTED[key];
  return key.startsWith('POST') ? server.post(path, body, CALLERS[caller]) : server.get(path, CALLERS[caller]);
}

/** `METHOD path` of every handler that Express would call. */
function registered(): string[] {
  const options = {
    engine: fakeEngine(),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    clock: { wallMs: () => 0, monotonicMs: () => 0, after: () => () => {} },
    staffAuth: fakeStaffAuth(),
    publicUrl: 'http://localhost:3000',
    webRoot,
  };
  const app = createApp(options, {
    origins: new Set(),
    cookie: candidateCookie(options.publicUrl),
    limiters: { api: [(_request, _response, next) => next()], forRoute: () => [], stop: () => {} },
    draining: () => false,
  });
  const routes = app.router.stack.flatMap(({ route }) => (route ? [route] : []));
  return routes.flatMap((route) => [...new Set(route.stack.map((layer) => `${layer.method?.toUpperCase() ?? 'ALL'} ${route.path}`))]);
}

describe('who may call what', () => {
  test('[HT1] every registered route has a row, and every row is registered', () => {
    const routes = registered().filter((route) => !route.startsWith('ALL '));
    expect(routes).toEqual(Object.keys(ACCESS));
    expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(ACCESS).sort());
  });

  test('[HT1] each caller gets through exactly where the table says, on every route', async () => {
    const server = await startServer({ rateLimits: 'off' });
    for (const key of Object.keys(EXPECTED) as RouteKey[]) {
      const { may, status } = EXPECTED[key];
      for (const caller of ALL) {
        const signedIn = caller !== 'none' && (caller === 'candidate') === key.includes('/candidate/');
        const expected = may.includes(caller) ? status : signedIn ? 403 : 401;
        const response = await call(server, key, caller);
        await response.arrayBuffer();
        expect(`${key} as ${caller}: ${response.status}`).toBe(`${key} as ${caller}: ${expected}`);
      }
    }
  });

  test('[HT1] a caller who is refused has not reached the engine', async () => {
    const server = await startServer({ rateLimits: 'off' });
    for (const key of Object.keys(EXPECTED) as RouteKey[]) {
      for (const caller of ALL.filter((one) => !EXPECTED[key].may.includes(one))) await (await call(server, key, caller)).arrayBuffer();
    }
    expect(server.engine.calls).toEqual([]);
  });

  test('[HT14] a command acts as the role of its route, with the id of the person', async () => {
    const server = await startServer();
    await call(server, 'POST /api/screens/:screenId/cancel', 'owner');
    await call(server, 'POST /api/screens/:screenId/overrides', 'owner');
    await call(server, 'POST /api/screens/:screenId/decision', 'engineer');
    await call(server, 'POST /api/screens', 'recruiter');
    await call(server, 'POST /api/screens/:screenId/link', 'recruiter');
    expect(server.engine.calls).toEqual([
      ['staffCommand', SCREEN_ID, COMMAND_ID, { type: 'screen.cancel', reason: reason.reason }, { role: 'recruiter', id: 'id-of-owner' }],
      [
        'staffCommand',
        SCREEN_ID,
        COMMAND_ID,
        { type: 'level.override', questionId: 'q1', criterion: 'c1', to: 3, reason: reason.reason },
        { role: 'engineer', id: 'id-of-owner' },
      ],
      [
        'staffCommand',
        SCREEN_ID,
        COMMAND_ID,
        { type: 'decision.make', decision: 'hold', reason: reason.reason },
        { role: 'engineer', id: 'id-of-engineer' },
      ],
      [
        'invite',
        expect.objectContaining({ screenId: SCREEN_ID, aiPolicy: 'open-with-declaration' }),
        { role: 'recruiter', id: 'id-of-recruiter' },
      ],
      ['renewLink', SCREEN_ID, { role: 'recruiter', id: 'id-of-recruiter' }],
    ]);
  });

  test('[HT1] a login of a candidate is no login of staff, and the other way round', async () => {
    const server = await startServer();
    expect((await server.get('/api/screens', { cookie: `staff=${LOGIN}; assay=${LOGIN}` })).status).toBe(401);
    expect((await server.get('/api/candidate/session', { cookie: 'assay=owner; staff=owner' })).status).toBe(401);
  });
});
