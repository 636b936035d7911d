import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSystemClock } from '#app/adapters/index.ts';
import type { Clock } from '#app/ports/index.ts';
import { StaffMember } from '#app/protocol/index.ts';
import { createStaffAuth, type StaffAuthOptions } from '#app/server/index.ts';
import { until } from './test-client.ts';
import { startServer, type TestServer } from './test-server.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const SECRET = 'a secret of a test, long enough: 7Zt0hQyYw1mUeJr9';
const ADA = { email: 'Ada@Example.org', name: 'Ada Lovelace', role: 'engineer' } as const;

let database: Database.Database;
let mailed: { email: string; url: string }[];
const requests: unknown[] = [];
const realFetch = globalThis.fetch;

beforeEach(() => {
  database = new Database(':memory:');
  mailed = [];
});
afterEach(() => {
  database.close();
  globalThis.fetch = realFetch;
  expect(requests.splice(0), 'the sign-in library contacted a network').toEqual([]);
});

/** The machine's clock, moved on by `ms`: sessions of the library are stamped with the real time. */
function shiftedClock(): Clock & { shift: number } {
  const clock = { ...createSystemClock(), shift: 0 };
  return Object.assign(clock, { wallMs: () => Date.now() + clock.shift });
}

async function setUp(change: Partial<StaffAuthOptions> = {}) {
  const clock = shiftedClock();
  const auth = createStaffAuth({
    database,
    secret: SECRET,
    publicUrl: 'http://localhost:3000',
    clock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    sendLink: async (email, url) => void mailed.push({ email, url }),
    ...change,
  });
  await auth.migrate();
  return { auth, clock };
}

/** Opens the link as a browser does, presses its button, and returns the cookie of the login; null when there is none. */
async function pressButton(
  server: TestServer,
  link: string,
  headers: Record<string, string> = {},
): Promise<{ cookie: string | null; location: string | null; setCookie: string }> {
  const { pathname, search } = new URL(link);
  const page = await (await server.get(pathname + search)).text();
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
  const action = /action="([^"]*)"/.exec(page)?.[1] ?? '';
  const query = new URLSearchParams({
    token: value('token'),
    callbackURL: value('callbackURL'),
    errorCallbackURL: value('errorCallbackURL'),
  });
  const answer = await server.get(`${action}?${query}`, { 'sec-fetch-site': 'same-origin', ...headers });
  const [setCookie = ''] = answer.headers.getSetCookie();
  const pair = setCookie.split(';')[0] ?? '';
  return { cookie: pair === '' ? null : pair, location: answer.headers.get('location'), setCookie };
}

const me = (server: TestServer, cookie: string | null) => server.get('/api/staff/me', cookie ? { cookie } : {});

describe('staff sign-in', () => {
  test('[SI2] a printed link signs in once: opening it does nothing, pressing the button does', async () => {
    const { auth } = await setUp();
    const server = await startServer({ staffAuth: auth });
    const link = await auth.createSignInLink(ADA);
    expect(link).toMatch(/^http:\/\/localhost:3000\/sign-in\/link\?token=[A-Za-z0-9_-]{43}$/);
    for (let scan = 0; scan < 3; scan++) await server.get(new URL(link).pathname + new URL(link).search);
    const { cookie, location } = await pressButton(server, link);
    expect(location).toBe('http://localhost:3000/');
    expect(StaffMember.parse(await (await me(server, cookie)).json())).toMatchObject({
      email: 'ada@example.org',
      name: 'Ada Lovelace',
      role: 'engineer',
    });
    const again = await pressButton(server, link);
    expect(again.cookie).toBeNull();
    expect(again.location).toBe('http://localhost:3000/sign-in?error=INVALID_TOKEN');
  });

  test('[SI2] of many presses at the same time one signs in', async () => {
    const { auth } = await setUp();
    const server = await startServer({ staffAuth: auth });
    const link = await auth.createSignInLink(ADA);
    const presses = await Promise.all(Array.from({ length: 10 }, () => pressButton(server, link)));
    expect(presses.filter((press) => press.cookie !== null)).toHaveLength(1);
  });

  test('[SI2] a mailed link runs out after 15 minutes, a printed one after 24 hours', async () => {
    const { auth } = await setUp();
    await auth.createSignInLink(ADA);
    const server = await startServer({ staffAuth: auth });
    await server.post('/api/auth/sign-in/magic-link', { email: 'ada@example.org' });
    await until(() => mailed.length === 1);
    const lifetimes = database
      .prepare('SELECT expiresAt FROM verification ORDER BY expiresAt')
      .all()
      .map((row) => Math.round((new Date((row as { expiresAt: string }).expiresAt).getTime() - Date.now()) / MINUTE));
    expect(lifetimes).toEqual([15, 24 * 60]);
    database.prepare('UPDATE verification SET expiresAt = ?').run(new Date(Date.now() - 1_000).toISOString());
    expect((await pressButton(server, mailed[0]?.url ?? '')).cookie).toBeNull();
  });

  test('[SI1] a known address is mailed a link that works, an unknown one is not mailed, and both get the same answer', async () => {
    const { auth } = await setUp();
    await auth.createSignInLink(ADA);
    const server = await startServer({ staffAuth: auth });
    const answers = [];
    for (const email of ['eve@example.org', 'ADA@example.org']) {
      const response = await server.post('/api/auth/sign-in/magic-link', { email });
      const names = [...response.headers.keys()].filter((name) => !/request-id|ratelimit|date/.test(name)).sort();
      answers.push({ status: response.status, body: await response.text(), names });
    }
    expect(answers[0]).toEqual(answers[1]);
    await until(() => mailed.length > 0);
    expect(mailed.map((mail) => mail.email)).toEqual(['ada@example.org']);
    expect((await pressButton(server, mailed[0]?.url ?? '')).cookie).not.toBeNull();
    expect(await auth.countUsers()).toBe(1);
  });

  test('[SI1] a mail that cannot be sent is logged, and the answer is the same', async () => {
    const errors: unknown[] = [];
    const log = { info: () => {}, warn: () => {}, error: (...args: unknown[]) => void errors.push(args) };
    const { auth } = await setUp({ log, sendLink: () => Promise.reject(new Error('no mail')) });
    await auth.createSignInLink(ADA);
    const server = await startServer({ staffAuth: auth });
    expect((await server.post('/api/auth/sign-in/magic-link', { email: 'ada@example.org' })).status).toBe(200);
    await until(() => errors.length === 1);
  });

  test('[SI1] a person is made once; a second link for the same address keeps name and role', async () => {
    const { auth } = await setUp();
    expect(await auth.countUsers()).toBe(0);
    await auth.createSignInLink(ADA);
    const link = await auth.createSignInLink({ email: 'ada@example.org', name: 'Eve', role: 'owner' });
    expect(await auth.countUsers()).toBe(1);
    const server = await startServer({ staffAuth: auth });
    const { cookie } = await pressButton(server, link);
    expect(await (await me(server, cookie)).json()).toMatchObject({ name: 'Ada Lovelace', role: 'engineer' });
  });

  test('[SI3] the cookie is HttpOnly and SameSite=Strict, on https also Secure and bound to the host', async () => {
    for (const publicUrl of ['http://localhost:3000', 'https://assay.example.org']) {
      const { auth } = await setUp({ publicUrl });
      const server = await startServer({ staffAuth: auth, publicUrl });
      const { setCookie, cookie } = await pressButton(server, await auth.createSignInLink(ADA));
      const secure = publicUrl.startsWith('https');
      expect(setCookie.startsWith(secure ? '__Host-assay-staff=' : 'assay-staff=')).toBe(true);
      expect(
        setCookie
          .split('; ')
          .slice(1)
          .map((part) => part.toLowerCase())
          .sort(),
      ).toEqual(['httponly', 'max-age=1800', 'path=/', 'samesite=strict', ...(secure ? ['secure'] : [])].sort());
      expect((await me(server, cookie)).status).toBe(200);
    }
  });

  test('[SI3] a login that is used is renewed, and ends after 30 idle minutes', async () => {
    const { auth } = await setUp();
    const server = await startServer({ staffAuth: auth });
    const { cookie } = await pressButton(server, await auth.createSignInLink(ADA));
    expect((await me(server, cookie)).headers.getSetCookie()).toEqual([]);
    const expireIn = (ms: number) => database.prepare('UPDATE session SET expiresAt = ?').run(new Date(Date.now() + ms).toISOString());
    expireIn(10 * MINUTE);
    const renewed = await me(server, cookie);
    expect([renewed.status, renewed.headers.getSetCookie().length]).toEqual([200, 1]);
    expireIn(-1_000);
    expect((await me(server, cookie)).status).toBe(401);
  });

  test('[SI3] a login ends after 12 hours, however busy, and stays ended', async () => {
    const { auth, clock } = await setUp();
    const server = await startServer({ staffAuth: auth });
    const { cookie } = await pressButton(server, await auth.createSignInLink(ADA));
    clock.shift = 12 * HOUR - MINUTE;
    expect((await me(server, cookie)).status).toBe(200);
    clock.shift = 12 * HOUR;
    expect((await me(server, cookie)).status).toBe(401);
    clock.shift = 0;
    expect((await me(server, cookie)).status).toBe(401);
  });

  test('[SI3] signing out ends the login at the server, not only in the browser', async () => {
    const { auth } = await setUp();
    const server = await startServer({ staffAuth: auth });
    const { cookie } = await pressButton(server, await auth.createSignInLink(ADA));
    const answer = await server.post('/api/auth/sign-out', {}, { cookie: cookie ?? '' });
    expect([answer.status, answer.headers.getSetCookie().some((value) => /^assay-staff=;.*Max-Age=0/i.test(value))]).toEqual([200, true]);
    expect((await me(server, cookie)).status).toBe(401);
  });

  test('[SI3] a cookie that was changed, or signed with another secret, is no login', async () => {
    const { auth } = await setUp();
    const server = await startServer({ staffAuth: auth });
    const { cookie } = await pressButton(server, await auth.createSignInLink(ADA));
    for (const forged of [`${cookie}x`, cookie?.replace('=', '=x'), cookie?.split('.')[0], 'assay-staff=x.y']) {
      expect([forged, (await me(server, forged ?? '')).status]).toEqual([forged, 401]);
    }
    const other = await setUp({ secret: 'another secret, just as long: Q0v5n2xXb8sKd4Lp' });
    expect((await me(await startServer({ staffAuth: other.auth }), cookie)).status).toBe(401);
  });

  test('[SI3] a changed role counts at once', async () => {
    const { auth } = await setUp();
    const server = await startServer({ staffAuth: auth });
    const { cookie } = await pressButton(server, await auth.createSignInLink(ADA));
    expect((await server.get('/api/banks', { cookie: cookie ?? '' })).status).toBe(403);
    database.prepare("UPDATE user SET role = 'recruiter'").run();
    expect((await server.get('/api/banks', { cookie: cookie ?? '' })).status).toBe(200);
  });

  test.each([
    ['POST', '/api/auth/sign-up/email', { email: 'eve@example.org', password: 'correct horse', name: 'Eve', role: 'owner' }],
    ['POST', '/api/auth/sign-in/email', { email: 'ada@example.org', password: 'correct horse' }],
    ['POST', '/api/auth/update-user', { role: 'owner', name: 'Eve' }],
    ['POST', '/api/auth/change-email', { newEmail: 'eve@example.org' }],
    ['POST', '/api/auth/delete-user', {}],
    ['POST', '/api/auth/revoke-sessions', {}],
    ['POST', '/api/auth/sign-in/social', { provider: 'github' }],
    ['GET', '/api/auth/list-sessions', undefined],
    ['GET', '/api/auth/error', undefined],
    ['GET', '/api/auth/ok', undefined],
    ['GET', '/api/auth/magic-link/verify/', undefined],
    ['POST', '/api/auth/magic-link/verify', {}],
  ])('[SI4] %s %s is not served, also to a person who is signed in', async (method, path, body) => {
    const { auth } = await setUp();
    const server = await startServer({ staffAuth: auth });
    const { cookie } = await pressButton(server, await auth.createSignInLink(ADA));
    const headers = { cookie: cookie ?? '' };
    const answer = method === 'GET' ? await server.get(path, headers) : await server.post(path, body, headers);
    expect(answer.status).toBe(404);
    expect(await (await me(server, cookie)).json()).toMatchObject({ name: 'Ada Lovelace', role: 'engineer' });
  });

  test('[SI4] the button leads to this server only', async () => {
    const { auth } = await setUp();
    const server = await startServer({ staffAuth: auth });
    const token = new URL(await auth.createSignInLink(ADA)).searchParams.get('token') ?? '';
    for (const callbackURL of [
      'https://evil.example/',
      '//evil.example',
      'javascript:alert(1)',
      '/\\evil.example',
      'http://localhost.evil.example:3000/',
    ]) {
      const answer = await server.get(`/api/auth/magic-link/verify?${new URLSearchParams({ token, callbackURL })}`);
      expect([callbackURL, answer.status, answer.headers.get('location')]).toEqual([callbackURL, 403, null]);
    }
    expect((await server.get(`/api/auth/magic-link/verify?token=${token}`, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await pressButton(server, `http://localhost:3000/sign-in/link?token=${token}`)).cookie).not.toBeNull();
  });

  test('[SI5] the database holds no token of a link', async () => {
    const { auth } = await setUp();
    const server = await startServer({ staffAuth: auth });
    const link = await auth.createSignInLink(ADA);
    await server.post('/api/auth/sign-in/magic-link', { email: 'ada@example.org' });
    await until(() => mailed.length === 1);
    const stored = JSON.stringify(database.prepare('SELECT * FROM verification').all());
    for (const url of [link, mailed[0]?.url ?? '']) expect(stored).not.toContain(new URL(url).searchParams.get('token'));
    expect(stored).toContain('ada@example.org');
  });

  test('[SI5] a session token from the database is no cookie: it lacks the signature', async () => {
    const { auth } = await setUp();
    const server = await startServer({ staffAuth: auth });
    const { cookie } = await pressButton(server, await auth.createSignInLink(ADA));
    const { token } = database.prepare('SELECT token FROM session').get() as { token: string };
    expect(cookie).toContain(token);
    expect((await me(server, `assay-staff=${token}`)).status).toBe(401);
  });

  test('migrations can be run again, and forget what has run out', async () => {
    const { auth } = await setUp();
    await auth.createSignInLink(ADA);
    await auth.createSignInLink(ADA);
    database.prepare('UPDATE verification SET expiresAt = ? WHERE rowid = 1').run(new Date(Date.now() - 1_000).toISOString());
    await auth.migrate();
    expect(database.prepare('SELECT count(*) AS n FROM verification').get()).toEqual({ n: 1 });
    expect(await auth.countUsers()).toBe(1);
  });

  test('people are found by their ids; unknown ids are left out', async () => {
    const { auth } = await setUp();
    await auth.createSignInLink(ADA);
    const { id } = database.prepare('SELECT id FROM user').get() as { id: string };
    expect([...(await auth.find([id, 'nobody']))]).toEqual([[id, { name: 'Ada Lovelace', email: 'ada@example.org' }]]);
    expect(await auth.find([])).toEqual(new Map());
  });

  test('no network is contacted from first start to sign-out', async () => {
    const { auth } = await setUp();
    const server = await startServer({ staffAuth: auth });
    globalThis.fetch = (input, init) => {
      if (!String(input).startsWith('http://127.0.0.1:')) requests.push(String(input));
      return realFetch(input, init);
    };
    const { cookie } = await pressButton(server, await auth.createSignInLink(ADA));
    await server.post('/api/auth/sign-out', {}, { cookie: cookie ?? '' });
    expect(requests).toEqual([]);
  });
});
