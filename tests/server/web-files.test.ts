import { describe, expect, test } from 'vitest';
import { getRaw } from './raw-http.ts';
import { startServer } from './test-server.ts';

describe('pages and assets', () => {
  test('[HT8] pages are not stored, assets are immutable, other files stay an hour', async () => {
    const server = await startServer();
    const caching = async (path: string) => (await server.get(path)).headers.get('cache-control');
    for (const page of ['/', '/i', '/screen', '/screens/new', '/sign-in', '/sign-in/sent', '/candidate.html']) {
      expect([page, await caching(page)]).toEqual([page, 'no-store']);
    }
    expect(await caching('/assets/app-1a2b3c.js')).toBe('public, max-age=31536000, immutable');
    expect(await caching('/icon.svg')).toBe('public, max-age=3600');
  });

  test('[HT8] each address shows the page it belongs to', async () => {
    const server = await startServer();
    const title = async (path: string) => /<title>(.*)<\/title>/.exec(await (await server.get(path)).text())?.[1];
    for (const path of ['/i', '/screen']) expect([path, await title(path)]).toEqual([path, 'candidate']);
    for (const path of ['/', '/screens', '/screens/new', '/sign-in']) expect([path, await title(path)]).toEqual([path, 'staff']);
  });

  test.each([
    '/../package.json',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/%2e%2e/%2e%2e/etc/passwd',
    '/..%5c..%5cpackage.json',
    '/....//....//etc/passwd',
    '/assets//etc/passwd',
    '//etc/passwd',
    '/%00',
    '/assets/app-1a2b3c.js%00.html',
    '/.secret',
    '/%2esecret',
    '/assets/',
    '/assets',
  ])('[HT8] %s reads nothing', async (path) => {
    const server = await startServer();
    const answer = await getRaw(server.port, path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toMatch(/root:|"name": "assay"|hidden/);
    expect(server.logged).toEqual([]);
  });

  test('[HT8] a server whose pages have not been built answers 404 and does not fall over', async () => {
    const server = await startServer({ webRoot: '/nonexistent/web' });
    expect((await server.get('/')).status).toBe(404);
    expect((await server.get('/healthz')).status).toBe(200);
  });
});
