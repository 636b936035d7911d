import type { Request, RequestHandler, Response } from 'express';
import { MemoryStore, rateLimit } from 'express-rate-limit';
import type { RouteKey } from './access.ts';
import { clientAddress } from './client-address.ts';
import type { RateLimits } from './rate-limits.ts';
import { Refusal } from './refusal.ts';

const MINUTE = 60_000;

export interface RateLimiters {
  readonly api: readonly RequestHandler[];
  /** Run after the body has been read. */
  forRoute(route: RouteKey): readonly RequestHandler[];
  /** Releases the timers of the counters. */
  stop(): void;
}

/** Fixed windows in memory: limits are per process, and a restart forgets them. */
export function createRateLimiters(limits: RateLimits, trustProxy: number): RateLimiters {
  const stores: MemoryStore[] = [];
  const perAddress = (request: Request) => clientAddress(request, trustProxy);

  function limiter(limit: number, windowMs: number, keyGenerator: (request: Request) => string): RequestHandler[] {
    if (limit === Number.POSITIVE_INFINITY) return [];
    const store = new MemoryStore();
    stores.push(store);
    return [
      rateLimit({
        limit,
        windowMs,
        keyGenerator,
        store,
        standardHeaders: 'draft-8',
        legacyHeaders: false,
        validate: false,
        // express-rate-limit sets Retry-After before it calls this.
        handler: (_request: Request, _response: Response, next: (error: unknown) => void) => next(new Refusal('rate_limited')),
      }),
    ];
  }

  const byRoute: Partial<Record<RouteKey, readonly RequestHandler[]>> = {
    'POST /api/candidate/exchange': limiter(limits.exchangesPerMinute, MINUTE, perAddress),
    'POST /api/candidate/new-link': limiter(limits.newLinksPerMinute, MINUTE, perAddress),
    'POST /api/auth/sign-in/magic-link': [
      ...limiter(limits.signInLinksPerAddress, 60 * MINUTE, perAddress),
      ...limiter(limits.signInLinksPerMailbox, 15 * MINUTE, mailboxOf),
    ],
  };

  return {
    api: limiter(limits.apiPerMinute, MINUTE, perAddress),
    forRoute: (route) => byRoute[route] ?? [],
    stop: () => {
      for (const store of stores) store.shutdown();
    },
  };
}

/** The mailbox a sign-in link is asked for, in the spelling under which people are found; before the body is checked. */
function mailboxOf(request: Request): string {
  const body: unknown = request.body;
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : null;
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, 254) : '';
}
