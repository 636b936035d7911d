import type { IncomingHttpHeaders } from 'node:http';

/** Node's headers as the web's, for the sign-in library. */
export function webHeaders(headers: IncomingHttpHeaders): Headers {
  const out = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const item of Array.isArray(value) ? value : [value ?? '']) out.append(name, item);
  }
  return out;
}
