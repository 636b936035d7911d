import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fakeEngine, TOKEN } from './fake-engine.ts';
import { getRaw } from './raw-http.ts';
import { as, startServer } from './test-server.ts';

const ON_EVERY_ANSWER = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

function faults(response: Response, secure: boolean): string[] {
  const { headers } = response;
  const policy = headers.get('content-security-policy') ?? '';
  return [
    ...Object.entries(ON_EVERY_ANSWER)
      .filter(([name, value]) => headers.get(name) !== value)
      .map(([name]) => name),
    ...["default-src 'none'", "frame-ancestors 'none'"].filter((part) => !policy.includes(part)),
    ...(/camera=\(\), .*microphone=\(\)/.test(headers.get('permissions-policy') ?? '') ? [] : ['permissions-policy']),
    ...(/^[0-9a-f-]{36}$/.test(headers.get('x-request-id') ?? '') ? [] : ['x-request-id']),
    ...(headers.get('strict-transport-security') === (secure ? 'max-age=31536000' : null) ? [] : ['strict-transport-security']),
    ...(headers.has('x-powered-by') ? ['x-powered-by'] : []),
    ...(headers.has('access-control-allow-origin') ? ['access-control-allow-origin'] : []),
    ...(headers.has('cache-control') ? [] : ['cache-control']),
  ];
}

describe('security headers', () => {
  test.each([false, true])('[HT2] stand on every answer, whatever its status (https: %s)', async (secure) => {
    const engine = fakeEngine({
      screens: async () => {
        throw new Error('a fault');
      },
    });
    const publicUrl = secure ? 'https://assay.example.org' : 'http://localhost:3000';
    const server = await startServer({ engine, publicUrl, rateLimits: { exchangesPerMinute: 1 } });
    const origin = secure ? publicUrl : server.url;
    const asset = await server.get('/assets/app-1a2b3c.js');
    const answers: [number, Response][] = [
      [200, await server.get('/')],
      [200, await server.get('/i')],
      [200, asset],
      [304, await notModified(server.port, '/assets/app-1a2b3c.js', asset.headers.get('etag') ?? '')],
      [404, await server.get('/nothing')],
      [404, await server.get('/api/nothing')],
      [404, await server.get('/assets/nothing.js')],
      [405, await server.post('/i', {}, { origin })],
      [401, await server.get('/api/banks')],
      [403, await server.get('/api/banks', as('engineer'))],
      [500, await server.get('/api/screens', as('owner'))],
      [400, await server.post('/api/candidate/exchange', '{', { origin })],
      [200, await server.post('/api/candidate/exchange', { token: TOKEN }, { origin })],
      [429, await server.post('/api/candidate/exchange', { token: TOKEN }, { origin })],
      [200, await server.get('/healthz')],
    ];
    expect(answers.map(([, response]) => response.status)).toEqual(answers.map(([status]) => status));
    for (const [status, response] of answers) expect([status, faults(response, secure)]).toEqual([status, []]);
  });

  test('[HT2] the policy admits scripts, styles and connections of this server only', async () => {
    const server = await startServer();
    const policy = new Map(
      ((await server.get('/')).headers.get('content-security-policy') ?? '').split(';').map((part) => {
        const [name = '', ...values] = part.trim().split(' ');
        return [name, values] as const;
      }),
    );
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect(policy.get('connect-src')).toEqual(expect.arrayContaining(["'self'", 'ws://localhost:3000', `ws://localhost:${server.port}`]));
    expect([...policy.values()].flat().filter((value) => /unsafe|\*|^https?:/.test(value))).toEqual([]);
  });

  test('[HT2] the style of the pages that the server draws itself is admitted by the policy', async () => {
    const server = await startServer();
    const response = await server.get(`/sign-in/link?token=${TOKEN}`);
    const style = /<style>([^<]*)<\/style>/.exec(await response.text())?.[1] ?? '';
    expect(response.headers.get('content-security-policy')).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  });
});

/** fetch asks for a fresh copy whenever it is given a validator. */
async function notModified(port: number, path: string, etag: string): Promise<Response> {
  const { status, headers } = await getRaw(port, path, [`If-None-Match: ${etag}`]);
  return new Response(null, { status, headers: [...headers] });
}
