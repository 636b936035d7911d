import type { Engine } from '#app/engine/index.ts';
import type { Clock, Log } from '#app/ports/index.ts';
import type { RateLimits } from './rate-limits.ts';
import type { StaffAuth } from './staff-auth.ts';

export interface ServerOptions {
  readonly engine: Engine;
  readonly log: Log;
  readonly clock: Clock;
  readonly staffAuth: StaffAuth;
  /** The address people type: scheme, host and port. Decides the allowed origins, and whether cookies are secure. */
  readonly publicUrl: string;
  /** Folder of the built pages: `candidate.html`, `staff.html`, `preview.html`, `assets/`. */
  readonly webRoot: string;
  /** Default: DEFAULT_RATE_LIMITS. `off` is for measuring. */
  readonly rateLimits?: Partial<RateLimits> | 'off';
  /** How many proxies in front of this server add themselves to X-Forwarded-For. Default 0: the header is not believed. */
  readonly trustProxy?: number;
}

export interface AssayServer {
  /** Starts to accept connections. `port` 0 takes a free one. Rejects when the address is taken. */
  listen(port: number, host: string): Promise<{ readonly port: number }>;
  /** Stops accepting, lets open connections end for `graceMs`, then cuts them; every timer and handle is released. Safe to call twice. */
  close(options: { readonly graceMs: number }): Promise<void>;
}
