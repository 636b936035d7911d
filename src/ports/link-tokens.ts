/**
 * Invite tokens. A token can be made again from the server's secret, so that none is ever stored: not in the database (which
 * holds its hash), not in a job, not in a log.
 */
export interface LinkTokens {
  /** 43 characters of base64url: an HMAC-SHA-256 of screen and generation. */
  tokenFor(screenId: string, generation: number): string;
}
