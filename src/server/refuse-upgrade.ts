import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ERRORS, type ErrorCode } from '#app/protocol/index.ts';
import { errorBody } from './refusal.ts';

/** Refuses an upgrade: no Express has seen this request, so the answer is written by hand. The connection ends with it. */
export function refuseUpgrade(socket: Duplex, code: ErrorCode): void {
  if (socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const { http } = ERRORS[code];
  const body = JSON.stringify(errorBody(code, [], undefined));
  const head = [
    `HTTP/1.1 ${http} ${STATUS_CODES[http] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options: nosniff',
    'Referrer-Policy: no-referrer',
    ...(http === 503 || http === 429 ? ['Retry-After: 5'] : []),
  ];
  // Destroyed after the write: a caller who never closes its side must not keep the socket.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
