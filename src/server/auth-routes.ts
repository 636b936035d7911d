import type { Request, Response } from 'express';
import { z } from 'zod';
import { EmailAddress, type ErrorCode } from '#app/protocol/index.ts';
import { bodyOf } from './json-body.ts';
import { Refusal } from './refusal.ts';
import type { RouteHandlers } from './route.ts';
import type { ServerOptions } from './server-options.ts';

/** Where to go after sign-in is the server's choice; nothing else of the library's options is open to a caller. */
const SignInLinkRequest = z.strictObject({ email: EmailAddress });

type AuthRoutes = 'POST /api/auth/sign-in/magic-link' | 'GET /api/auth/*path' | 'POST /api/auth/*path';

export function authRoutes({ staffAuth, publicUrl }: ServerOptions): RouteHandlers<AuthRoutes> {
  async function passOn(request: Request, response: Response, body: unknown): Promise<void> {
    await answerWith(response, await staffAuth.handle(webRequest(request, publicUrl, body)));
  }
  return {
    async 'POST /api/auth/sign-in/magic-link'(request, response) {
      await passOn(request, response, bodyOf(SignInLinkRequest, request.body));
    },
    async 'GET /api/auth/*path'(request, response) {
      await passOn(request, response, undefined);
    },
    async 'POST /api/auth/*path'(request, response) {
      await passOn(request, response, request.body);
    },
  };
}

/** The origin has been checked by the gate, against more names of this server than the library knows. */
function webRequest(request: Request, publicUrl: string, body: unknown): globalThis.Request {
  const { origin } = new URL(publicUrl);
  const headers = new Headers({ origin });
  for (const name of ['cookie', 'user-agent', 'accept'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  if (body === undefined) return new Request(new URL(request.originalUrl, origin), { method: request.method, headers });
  headers.set('content-type', 'application/json');
  return new Request(new URL(request.originalUrl, origin), { method: request.method, headers, body: JSON.stringify(body) });
}

async function answerWith(response: Response, answer: globalThis.Response): Promise<void> {
  if (answer.status >= 400) throw new Refusal(codeOf(answer.status));
  for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie);
  const location = answer.headers.get('location');
  if (location !== null) response.setHeader('Location', location);
  const type = answer.headers.get('content-type');
  if (type !== null) response.setHeader('Content-Type', type);
  response.status(answer.status).end(Buffer.from(await answer.arrayBuffer()));
}

function codeOf(status: number): ErrorCode {
  if (status === 401) return 'sign_in_needed';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 405) return 'not_found';
  if (status === 429) return 'rate_limited';
  return status < 500 ? 'bad_request' : 'internal';
}
