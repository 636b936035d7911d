import { describe, expect, test } from 'vitest';
import { fakeEngine, SCREEN_ID, TOKEN } from './fake-engine.ts';
import { fakeStaffAuth, staffMember } from './fake-staff-auth.ts';
import { as, startServer } from './test-server.ts';

describe('staff over HTTP', () => {
  test('who one is', async () => {
    const server = await startServer();
    expect(await (await server.get('/api/staff/me', as('engineer'))).json()).toEqual(staffMember('engineer'));
  });

  test('[HT11] the PDF comes whole, as an attachment under a sandbox, and is not stored', async () => {
    const bytes = Uint8Array.from({ length: 5_000 }, (_, n) => n % 256);
    const engine = fakeEngine({ reportPdf: async () => ({ ok: true, value: bytes }) });
    const server = await startServer({ engine });
    const response = await server.get(`/api/screens/${SCREEN_ID}/report.pdf`, as('engineer'));
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="assay-report-${SCREEN_ID}.pdf"`);
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  test('a renewed login is passed on to the browser', async () => {
    const staffAuth = fakeStaffAuth({
      session: async () => ({ member: staffMember('owner'), setCookies: ['assay-staff=1; Path=/', 'b=2'] }),
    });
    const server = await startServer({ staffAuth });
    expect((await server.get('/api/screens')).headers.getSetCookie()).toEqual(['assay-staff=1; Path=/', 'b=2']);
  });

  test('the page of a sign-in link has one button, carries the token as text, and uses nothing up', async () => {
    const server = await startServer();
    const page = await (await server.get(`/sign-in/link?token=${TOKEN}`)).text();
    expect(page).toContain('<form method="get" action="/api/auth/magic-link/verify">');
    expect(page).toContain(`name="token" value="${TOKEN}"`);
    expect(page).not.toContain('<script');
    for (const token of ['', '"><script>alert(1)</script>', 'a', 'x'.repeat(200)]) {
      expect((await server.get(`/sign-in/link?token=${encodeURIComponent(token)}`)).status).toBe(404);
    }
    expect((await server.get(`/sign-in/link?token=${TOKEN}&token=${TOKEN}`)).status).toBe(404);
  });

  test('a request for a sign-in link may name a mailbox and nothing else', async () => {
    const bodies: unknown[] = [];
    const staffAuth = fakeStaffAuth({
      handle: async (request) => {
        bodies.push(await request.json());
        return Response.json({ status: true });
      },
    });
    const server = await startServer({ staffAuth });
    expect((await server.post('/api/auth/sign-in/magic-link', { email: 'ada@example.org', name: 'Eve' })).status).toBe(400);
    expect(
      (await server.post('/api/auth/sign-in/magic-link', { email: 'ada@example.org', callbackURL: 'https://evil.example' })).status,
    ).toBe(400);
    expect((await server.post('/api/auth/sign-in/magic-link', { email: 'ada@example.org' })).status).toBe(200);
    expect(bodies).toEqual([{ email: 'ada@example.org' }]);
  });
});
