import type { IncomingMessage } from 'node:http';
import { ipKeyGenerator } from 'express-rate-limit';

const MAX_KEY = 64;

/**
 * Whom to count a request for. Each trusted proxy has added one entry at the right of X-Forwarded-For; what stands further left is
 * the caller's own claim. One IPv6 customer has a whole network, and counts as one.
 */
export function clientAddress(request: IncomingMessage, trustProxy: number): string {
  const chain = [...String(request.headers['x-forwarded-for'] ?? '').split(','), request.socket.remoteAddress ?? '']
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const address = chain.at(-1 - Math.min(trustProxy, chain.length - 1)) ?? 'unknown';
  return ipKeyGenerator(address.slice(0, MAX_KEY));
}
