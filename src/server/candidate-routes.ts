import { CandidateSession, DraftBeacon, ExchangeRequest, NewLinkRequest } from '#app/protocol/index.ts';
import type { CandidateCookie } from './candidate-cookie.ts';
import { bodyOf } from './json-body.ts';
import { granted } from './refusal.ts';
import { Nothing, type RouteHandlers, sendJson } from './route.ts';
import type { ServerOptions } from './server-options.ts';

type CandidateRoutes =
  | 'POST /api/candidate/exchange'
  | 'GET /api/candidate/session'
  | 'POST /api/candidate/new-link'
  | 'POST /api/candidate/draft';

export function candidateRoutes({ engine, log }: ServerOptions, cookie: CandidateCookie): RouteHandlers<CandidateRoutes> {
  return {
    async 'POST /api/candidate/exchange'(request, response) {
      const { token } = bodyOf(ExchangeRequest, request.body);
      const deviceLogin = cookie.read(request.headers.cookie);
      const { login, expiresAtMs, screenId, nonce } = granted(await engine.exchange({ token, deviceLogin }));
      response.cookie(cookie.name, login, { ...cookie.options, expires: new Date(expiresAtMs) });
      sendJson(response, CandidateSession, { screenId, nonce });
    },

    async 'GET /api/candidate/session'(_request, response, { login }) {
      sendJson(response, CandidateSession, granted(await engine.candidateSession(login)));
    },

    /** The answer is sent before the work, so that its time tells nothing about the token either. */
    'POST /api/candidate/new-link'(request, response) {
      const { token } = bodyOf(NewLinkRequest, request.body);
      sendJson(response, Nothing, {}, 202);
      engine
        .requestNewLink(token)
        .catch((error: unknown) => log.error({ requestId: response.locals.requestId, error }, 'a new link failed'));
    },

    async 'POST /api/candidate/draft'(request, response, { login }) {
      const { nonce, gen, draft } = bodyOf(DraftBeacon, request.body);
      granted(await engine.saveDraft({ login, nonce, gen, draft }));
      sendJson(response, Nothing, {});
    },
  };
}
