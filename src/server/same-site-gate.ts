import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import { Refusal } from './refusal.ts';

/** A page that is being closed can send a body but no header of its own; its nonce stands in the body. */
const BEACON_PATH = '/api/candidate/draft';

/**
 * Keeps other sites from acting with a visitor's cookies. A request that changes something needs a content type and a header that
 * no form can send, and where the browser says which page sent it, it must be one of ours.
 */
export function sameSiteGate(origins: ReadonlySet<string>): RequestHandler {
  return (request, _response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const reason =
      foreignSite(request.headers, origins, reads) ?? (reads ? null : unlikeOurPages(request.headers, request.baseUrl + request.path));
    next(reason === null ? undefined : new Refusal('forbidden', [reason]));
  };
}

function foreignSite(headers: IncomingHttpHeaders, origins: ReadonlySet<string>, reads: boolean): string | null {
  const { origin } = headers;
  if (origin !== undefined && !origins.has(origin)) return 'The request comes from a page of another site.';
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin') return null;
  // Typed into the address bar, or opened from a bookmark.
  if (reads && site === 'none') return null;
  return 'The request comes from a page of another site.';
}

function unlikeOurPages(headers: IncomingHttpHeaders, path: string): string | null {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') return 'Send Content-Type: application/json.';
  return headers['x-assay'] === '1' || path === BEACON_PATH ? null : 'Send the header X-Assay: 1.';
}
