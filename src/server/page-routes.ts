import type { Response } from 'express';
import { plainPage } from './plain-page.ts';
import { Refusal } from './refusal.ts';
import type { RouteHandlers } from './route.ts';

type PageRoutes =
  | 'GET /i'
  | 'GET /screen'
  | 'GET /'
  | 'GET /screens{/*rest}'
  | 'GET /banks{/*rest}'
  | 'GET /preview/:ref/:questionId'
  | 'GET /sign-in/link'
  | 'GET /sign-in{/*rest}';

/** Letters only, as the sign-in library makes them. */
const SIGN_IN_TOKEN = /^[A-Za-z0-9_-]{16,128}$/;

/** The pages of the web app. Each is one static file; what it shows, it asks for. */
export function pageRoutes(webRoot: string): RouteHandlers<PageRoutes> {
  const candidate = (_request: unknown, response: Response) => sendPage(response, webRoot, 'candidate.html');
  const staff = (_request: unknown, response: Response) => sendPage(response, webRoot, 'staff.html');
  return {
    'GET /i': candidate,
    'GET /screen': candidate,
    'GET /': staff,
    'GET /screens{/*rest}': staff,
    'GET /banks{/*rest}': staff,
    'GET /preview/:ref/:questionId': (_request, response) => sendPage(response, webRoot, 'preview.html'),

    /**
     * Where a sign-in link leads. Mail scanners open every link they see, and the token works once: only the press of the button
     * uses it up.
     */
    'GET /sign-in/link'(request, response) {
      const { token } = request.query;
      if (typeof token !== 'string' || !SIGN_IN_TOKEN.test(token)) throw new Refusal('not_found');
      response.type('html').send(
        plainPage({
          title: 'Sign in to Assay',
          text: 'Press the button to sign in on this device. The link works once.',
          form: {
            action: '/api/auth/magic-link/verify',
            values: { token, callbackURL: '/', errorCallbackURL: '/sign-in' },
            button: 'Sign in',
          },
        }),
      );
    },
    'GET /sign-in{/*rest}': staff,
  };
}

export function sendPage(
  response: Response,
  webRoot: string,
  file: 'candidate.html' | 'staff.html' | 'preview.html',
  status = 200,
): Promise<void> {
  return new Promise((sent, failed) => {
    response.status(status).sendFile(file, { root: webRoot, cacheControl: false, etag: false, lastModified: false }, (error) => {
      // A visitor who left before the page was sent is no fault.
      if (error && !response.headersSent && !response.destroyed) failed(error);
      else sent();
    });
  });
}
