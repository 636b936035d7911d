import { createHmac } from 'node:crypto';
import type { LinkTokens } from '#app/ports/index.ts';

/** `secret`: at least 32 random bytes in any encoding. Another secret makes all older links unknown. */
export function createHmacLinkTokens(secret: string): LinkTokens {
  return {
    tokenFor: (screenId, generation) => createHmac('sha256', secret).update(`invite:${screenId}:${generation}`).digest('base64url'),
  };
}
