/** Invite links and candidate logins. Only hashes are stored: a copy of the database opens nothing. */
export interface InviteLink {
  /** SHA-256 of the token, hexadecimal. */
  readonly tokenHash: string;
  readonly screenId: string;
  /** Counts up when a link is issued again; older links stop working. */
  readonly generation: number;
  readonly expiresAtMs: number;
}

export interface CandidateLogin {
  /** SHA-256 of the cookie's value. */
  readonly loginHash: string;
  readonly screenId: string;
  /** Anti-forgery value that the page sends in `open`. */
  readonly nonce: string;
  readonly expiresAtMs: number;
}

export type ExchangeResult =
  | { readonly kind: 'ok'; readonly screenId: string; readonly expiresAtMs: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired'; readonly screenId: string }
  | { readonly kind: 'used'; readonly screenId: string };

export interface AccessStore {
  /** Adds a link and retires older generations of the same screen. The same link again changes nothing. */
  addLink(link: InviteLink): Promise<void>;
  latestGeneration(screenId: string): Promise<number>;
  /**
   * Trades a link for a login, in one transaction: of two parallel calls exactly one wins. A link that was used before still
   * works for the device that used it (`deviceHash` of its earlier login), so that a reload or a second click is harmless.
   */
  exchange(input: {
    tokenHash: string;
    login: Omit<CandidateLogin, 'screenId' | 'expiresAtMs'>;
    deviceLoginHash: string | null;
    nowMs: number;
  }): Promise<ExchangeResult>;
  findLink(tokenHash: string): Promise<InviteLink | null>;
  findLogin(loginHash: string, nowMs: number): Promise<CandidateLogin | null>;
  /** Ends all logins and links of a screen. */
  revoke(screenId: string): Promise<void>;
}
