import { createServer as createHttpServer, type Server } from 'node:http';
import { allowedOrigins } from './allowed-origins.ts';
import { candidateCookie } from './candidate-cookie.ts';
import { CandidateSockets } from './candidate-sockets.ts';
import { createApp } from './create-app.ts';
import { createRateLimiters, type RateLimiters } from './rate-limiters.ts';
import { rateLimitsOf } from './rate-limits.ts';
import type { AssayServer, ServerOptions } from './server-options.ts';

const SECOND = 1_000;

/** The product on a port: pages, HTTP interface and WebSockets. Holds no rules; what is asked of it, it asks of the engine. */
export function createServer(options: ServerOptions): AssayServer {
  const http = createHttpServer({ connectionsCheckingInterval: 5 * SECOND });
  // Far below Node's defaults (60 s and 300 s), so that slow senders do not collect.
  http.headersTimeout = 10 * SECOND;
  http.requestTimeout = 15 * SECOND;
  http.keepAliveTimeout = 5 * SECOND;

  let draining = false;
  let running: { readonly limiters: RateLimiters; readonly sockets: CandidateSockets } | null = null;
  let closing: Promise<void> | null = null;

  /** Runs in the `listening` event, before the first connection can be accepted: only now is the port known. */
  function serve(port: number): void {
    const limits = rateLimitsOf(options.rateLimits);
    const parts = {
      origins: allowedOrigins(options.publicUrl, port),
      cookie: candidateCookie(options.publicUrl),
      draining: () => draining,
    };
    const limiters = createRateLimiters(limits, options.trustProxy ?? 0);
    const sockets = new CandidateSockets(options, { ...parts, limits });
    running = { limiters, sockets };
    http.on('request', createApp(options, { ...parts, limiters }));
    http.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
    http.on('error', (error) => options.log.error({ error }, 'the listening socket failed'));
  }

  async function shut(graceMs: number): Promise<void> {
    draining = true;
    if (http.listening) {
      const closed = new Promise<void>((done) => http.close(() => done()));
      if (graceMs > 0) await endedWithin(closed, graceMs);
      running?.sockets.stop();
      http.closeAllConnections();
      await closed;
    }
    running?.sockets.stop();
    running?.limiters.stop();
  }

  async function endedWithin(ended: Promise<void>, ms: number): Promise<void> {
    let cancel = () => {};
    const over = new Promise<void>((done) => {
      cancel = options.clock.after(ms, done);
    });
    await Promise.race([ended, over]);
    cancel();
  }

  return {
    async listen(port, host) {
      await listening(http, port, host, serve);
      return { port: portOf(http) };
    },
    close({ graceMs }) {
      closing ??= shut(graceMs);
      return closing;
    },
  };
}

function listening(http: Server, port: number, host: string, serve: (port: number) => void): Promise<void> {
  return new Promise((ready, failed) => {
    http.once('error', failed);
    http.listen(port, host, () => {
      http.off('error', failed);
      serve(portOf(http));
      ready();
    });
  });
}

function portOf(http: Server): number {
  const address = http.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server is not listening on a port');
  return address.port;
}
