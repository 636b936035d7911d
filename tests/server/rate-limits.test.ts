import { describe, expect, test, vi } from 'vitest';
import { ErrorBody } from '#app/protocol/index.ts';
import { clientAddress } from '../../src/server/client-address.ts';
import { createRateLimiters } from '../../src/server/rate-limiters.ts';
import { DEFAULT_RATE_LIMITS } from '../../src/server/rate-limits.ts';
import { TokenBucket } from '../../src/server/token-bucket.ts';
import { TOKEN } from './fake-engine.ts';
import { startServer, type TestServer } from './test-server.ts';

async function statuses(count: number, send: (n: number) => Promise<Response>): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < count; n++) all.push((await send(n)).status);
  return all;
}

const exchange = (server: TestServer, headers = {}) => server.post('/api/candidate/exchange', { token: TOKEN }, headers);
const signIn = (server: TestServer, email: string) => server.post('/api/auth/sign-in/magic-link', { email });

describe('limits over HTTP', () => {
  test('[HT12] the eleventh exchange of a minute is 429 with Retry-After, and does not reach the engine', async () => {
    const server = await startServer();
    expect(await statuses(10, () => exchange(server))).toEqual(Array(10).fill(200));
    const refused = await exchange(server);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(ErrorBody.parse(await refused.json()).error.code).toBe('rate_limited');
    expect(server.engine.calls).toHaveLength(10);
    expect((await server.post('/api/candidate/new-link', { token: TOKEN })).status).toBe(202);
  });

  test('[HT12] five sign-in links per mailbox, however it is spelt, and twenty per address', async () => {
    const server = await startServer();
    const spellings = ['ada@example.org', 'ADA@example.org', 'Ada@Example.org', 'ada@EXAMPLE.org', 'aDa@example.org', 'ada@example.org'];
    expect(await statuses(6, (n) => signIn(server, spellings[n] ?? ''))).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await statuses(14, (n) => signIn(server, `person-${n}@example.org`))).toEqual(Array(14).fill(200));
    expect((await signIn(server, 'one-more@example.org')).status).toBe(429);
  });

  test('[HT12] everything under /api is counted together; pages and health are not', async () => {
    const server = await startServer({ rateLimits: { apiPerMinute: 3 } });
    expect(await statuses(4, () => server.get('/api/nothing'))).toEqual([404, 404, 404, 429]);
    expect((await server.get('/healthz')).status).toBe(200);
    expect((await server.get('/')).status).toBe(200);
  });

  test('[HT12] limits can be switched off', async () => {
    const server = await startServer({ rateLimits: 'off' });
    expect(await statuses(30, () => exchange(server))).toEqual(Array(30).fill(200));
  });

  test('[HT12] a forged X-Forwarded-For gives no fresh count; behind one proxy its entry does', async () => {
    const direct = await startServer({ rateLimits: { exchangesPerMinute: 1 } });
    expect(await statuses(2, (n) => exchange(direct, { 'x-forwarded-for': `203.0.113.${n}` }))).toEqual([200, 429]);
    const proxied = await startServer({ rateLimits: { exchangesPerMinute: 1 }, trustProxy: 1 });
    expect(await statuses(2, (n) => exchange(proxied, { 'x-forwarded-for': `203.0.113.${n}` }))).toEqual([200, 200]);
    expect((await exchange(proxied, { 'x-forwarded-for': '198.51.100.1, 203.0.113.0' })).status).toBe(429);
  });

  test.each([
    [0, '1.1.1.1', '9.9.9.9'],
    [1, '1.1.1.1, 2.2.2.2', '2.2.2.2'],
    [2, '1.1.1.1, 2.2.2.2', '1.1.1.1'],
    [5, '1.1.1.1', '1.1.1.1'],
    [1, '', '9.9.9.9'],
  ])('[HT12] with %i proxies and the header %j the caller is %s', (trustProxy, header, expected) => {
    const request = { headers: { 'x-forwarded-for': header }, socket: { remoteAddress: '9.9.9.9' } };
    expect(clientAddress(request as never, trustProxy)).toBe(expected);
  });

  test('[HT12] one IPv6 network counts as one caller', () => {
    const from = (remoteAddress: string) => clientAddress({ headers: {}, socket: { remoteAddress } } as never, 0);
    expect(from('2001:db8:1:2::1')).toBe(from('2001:db8:1:2:ffff::9'));
    expect(from('2001:db8:1:2::1')).not.toBe(from('2001:db8:99::1'));
  });

  test('[CL1] the counters leave no timer behind', () => {
    vi.useFakeTimers();
    try {
      const limiters = createRateLimiters(DEFAULT_RATE_LIMITS, 0);
      expect(vi.getTimerCount()).toBeGreaterThan(0);
      limiters.stop();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('[WS5] the bucket admits a burst, then the rate, and never saves up more than the burst', () => {
    const bucket = new TokenBucket(20, 40, 0);
    const taken = (times: number, now: number) => Array.from({ length: times }, () => bucket.take(now)).filter(Boolean).length;
    expect(taken(100, 0)).toBe(40);
    expect(taken(100, 500)).toBe(10);
    expect(taken(100, 3_600_000)).toBe(40);
    expect(taken(1, 3_600_049)).toBe(0);
    expect(taken(1, 3_600_050)).toBe(1);
  });
});
