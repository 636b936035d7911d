import express, { type Express, type RequestHandler } from 'express';
import { ACCESS, mayCall, type RouteKey } from './access.ts';
import { authRoutes } from './auth-routes.ts';
import type { CandidateCookie } from './candidate-cookie.ts';
import { candidateRoutes } from './candidate-routes.ts';
import { errorDoor, notFound } from './error-door.ts';
import { healthRoutes } from './health-routes.ts';
import { jsonBody } from './json-body.ts';
import { pageRoutes } from './page-routes.ts';
import type { RateLimiters } from './rate-limiters.ts';
import { Refusal } from './refusal.ts';
import type { RouteHandlers } from './route.ts';
import { sameSiteGate } from './same-site-gate.ts';
import { securityHeaders } from './security-headers.ts';
import type { ServerOptions } from './server-options.ts';
import { staffRoutes } from './staff-routes.ts';
import { webFiles } from './web-files.ts';
import { webHeaders } from './web-headers.ts';

export interface AppParts {
  readonly origins: ReadonlySet<string>;
  readonly cookie: CandidateCookie;
  readonly limiters: RateLimiters;
  readonly draining: () => boolean;
}

/** The HTTP side: headers, gates, routes, errors, in the order in which they stand here. */
export function createApp(options: ServerOptions, parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.set('query parser', 'simple');
  app.use(securityHeaders(options.publicUrl, parts.origins));
  app.use('/api', ...parts.limiters.api, sameSiteGate(parts.origins));
  const handlers: RouteHandlers<RouteKey> = {
    ...healthRoutes(options.engine, parts.draining),
    ...pageRoutes(options.webRoot),
    ...candidateRoutes(options, parts.cookie),
    ...authRoutes(options),
    ...staffRoutes(options.engine),
  };
  for (const key of Object.keys(ACCESS) as RouteKey[]) register(app, key, handlers, options, parts);
  refuseOtherMethods(app);
  app.use(webFiles(options.webRoot));
  app.use(notFound(options.webRoot));
  app.use(errorDoor(options.log));
  return app;
}

function register<K extends RouteKey>(app: Express, key: K, handlers: RouteHandlers<K>, options: ServerOptions, parts: AppParts): void {
  const [method, path] = splitKey(key);
  const handle = handlers[key];
  const answer: RequestHandler = (request, response) => handle(request, response, response.locals.caller);
  const body = method === 'POST' ? jsonBody() : [];
  const chain = [gate(key, options, parts), ...body, ...parts.limiters.forRoute(key), answer];
  if (method === 'POST') app.post(path, ...chain);
  else app.get(path, ...chain);
}

/** Finds out who calls, and whether they may. What it leaves in `locals.caller` has the type that CallerOf gives the route. */
function gate(key: RouteKey, { staffAuth }: ServerOptions, { cookie }: AppParts): RequestHandler {
  const access = ACCESS[key];
  return async (request, response, next) => {
    if (access === 'anyone') {
      response.locals.caller = null;
    } else if (access === 'candidate') {
      const login = cookie.read(request.headers.cookie);
      if (login === null) throw new Refusal('sign_in_needed');
      response.locals.caller = { login };
    } else {
      const session = await staffAuth.session(webHeaders(request.headers));
      if (session === null) throw new Refusal('sign_in_needed');
      if (!mayCall(access, session.member.role)) throw new Refusal('forbidden');
      for (const setCookie of session.setCookies) response.append('Set-Cookie', setCookie);
      response.locals.caller = session.member;
    }
    next();
  };
}

function refuseOtherMethods(app: Express): void {
  const methods = new Map<string, string[]>();
  for (const key of Object.keys(ACCESS)) {
    const [method, path] = splitKey(key);
    methods.set(path, [...(methods.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
  }
  for (const [path, allowed] of methods) {
    app.route(path).all((_request, response) => {
      response.setHeader('Allow', allowed.join(', '));
      throw new Refusal('method_not_allowed');
    });
  }
}

function splitKey(key: string): [method: string, path: string] {
  const space = key.indexOf(' ');
  return [key.slice(0, space), key.slice(space + 1)];
}
