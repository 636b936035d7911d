import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Log } from '#app/ports/index.ts';
import { ERRORS, type ErrorCode } from '#app/protocol/index.ts';
import { sendPage } from './page-routes.ts';
import { plainPage } from './plain-page.ts';
import { errorBody, Refusal } from './refusal.ts';

const RETRY_AFTER_SECONDS = '5';

/** An address nobody answers: a page that says so for people, an error body for programs. */
export function notFound(webRoot: string): RequestHandler {
  return async (request, response) => {
    if (wantsPage(request)) await sendPage(response, webRoot, 'staff.html', ERRORS.not_found.http);
    else throw new Refusal('not_found');
  };
}

/** The one place where a thrown thing becomes an answer. Faults are logged and described by their request id alone. */
export function errorDoor(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const refusal = refusalOf(error);
    if (refusal.code === 'internal') {
      const { requestId } = response.locals;
      log.error({ requestId, method: request.method, route: String(request.route?.path ?? 'none'), error }, 'a request failed');
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    answer(request, response, refusal);
  };
}

function answer(request: Request, response: Response, { code, details }: Refusal): void {
  const { http, sentence } = ERRORS[code];
  const requestId = String(response.locals.requestId);
  response.status(http).setHeader('Cache-Control', 'no-store');
  if (http === 503) response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
  if (wantsPage(request)) {
    response.type('html').send(plainPage({ title: titleOf(code), text: sentence, note: `Request ${requestId}` }));
    return;
  }
  response.json(errorBody(code, details, requestId));
}

function titleOf(code: ErrorCode): string {
  return ERRORS[code].http === 404 ? 'Page not found' : 'That did not work';
}

function wantsPage(request: Request): boolean {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  return reads && !/^\/(api|assets|ws|healthz|readyz)(\/|$)/.test(request.path);
}

/** Express and its body reader throw errors with a status: the caller's fault below 500. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  if (status === 413) return new Refusal('too_long', ['The body is larger than 64 KiB.']);
  if (status === 404) return new Refusal('not_found');
  return new Refusal(status >= 400 && status < 500 ? 'bad_request' : 'internal');
}
