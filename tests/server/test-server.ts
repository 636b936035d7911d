import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { createSystemClock } from '#app/adapters/index.ts';
import type { Log } from '#app/ports/index.ts';
import { type AssayServer, createServer, type ServerOptions } from '#app/server/index.ts';
import { type FakeEngine, fakeEngine, LOGIN } from './fake-engine.ts';
import { fakeStaffAuth } from './fake-staff-auth.ts';

export interface LogEntry {
  readonly level: keyof Log;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface TestServer {
  readonly engine: FakeEngine;
  readonly server: AssayServer;
  readonly port: number;
  /** `http://localhost:PORT`: the origin of its pages. */
  readonly url: string;
  readonly logged: LogEntry[];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** A request as the pages send it; `body` is sent as given when it is a string. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

export const CANDIDATE = { cookie: `assay=${LOGIN}` };
export const as = (role: 'owner' | 'recruiter' | 'engineer') => ({ cookie: `staff=${role}` });

const started: AssayServer[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close({ graceMs: 0 })));
});

export const webRoot = mkdtempSync(join(tmpdir(), 'web-'));
mkdirSync(join(webRoot, 'assets'));
writeFileSync(join(webRoot, 'candidate.html'), '<!doctype html><title>candidate</title>');
writeFileSync(join(webRoot, 'staff.html'), '<!doctype html><title>staff</title>');
writeFileSync(join(webRoot, 'preview.html'), '<!doctype html><title>preview</title>');
writeFileSync(join(webRoot, 'assets', 'app-1a2b3c.js'), 'export {};\n');
writeFileSync(join(webRoot, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
writeFileSync(join(webRoot, '.secret'), 'hidden');
afterAll(() => rmSync(webRoot, { recursive: true, force: true }));

/** A real server on a free port of the loopback address, closed after the test. */
export async function startServer(change: Partial<ServerOptions> & { readonly engine?: FakeEngine } = {}): Promise<TestServer> {
  const engine = change.engine ?? fakeEngine();
  const logged: LogEntry[] = [];
  const write = (level: keyof Log) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    void logged.push({ level, fields, message });
  const server = createServer({
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    clock: createSystemClock(),
    staffAuth: fakeStaffAuth(),
    publicUrl: 'http://localhost:3000',
    webRoot,
    ...change,
    engine,
  });
  started.push(server);
  const { port } = await server.listen(0, '127.0.0.1');
  const url = `http://localhost:${port}`;
  const address = `http://127.0.0.1:${port}`;
  return {
    engine,
    server,
    port,
    url,
    logged,
    get: (path, headers = {}) => fetch(address + path, { headers, redirect: 'manual' }),
    post: (path, body, headers = {}) =>
      fetch(address + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', 'x-assay': '1', origin: url, 'sec-fetch-site': 'same-origin', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}
