/** All limits of one server process. Infinity switches one off. */
export interface RateLimits {
  /** Any request under /api, per address and minute. */
  readonly apiPerMinute: number;
  /** Trades of an invite token, per address and minute. */
  readonly exchangesPerMinute: number;
  /** Requests for a fresh invite link, per address and minute. Each may send a mail. */
  readonly newLinksPerMinute: number;
  /** Sign-in links, per mailbox and quarter of an hour. */
  readonly signInLinksPerMailbox: number;
  /** Sign-in links, per address and hour, whatever the mailbox. */
  readonly signInLinksPerAddress: number;
  /** Frames of one WebSocket: sustained, and at once. */
  readonly framesPerSecond: number;
  readonly frameBurst: number;
  readonly sockets: number;
  readonly socketsPerScreen: number;
  /** WebSockets of one address that have not completed their `open`. */
  readonly unopenedSocketsPerAddress: number;
}

export const DEFAULT_RATE_LIMITS: RateLimits = {
  apiPerMinute: 600,
  exchangesPerMinute: 10,
  newLinksPerMinute: 10,
  signInLinksPerMailbox: 5,
  signInLinksPerAddress: 20,
  framesPerSecond: 20,
  frameBurst: 40,
  sockets: 2_000,
  socketsPerScreen: 3,
  unopenedSocketsPerAddress: 20,
};

const OFF: RateLimits = {
  apiPerMinute: Number.POSITIVE_INFINITY,
  exchangesPerMinute: Number.POSITIVE_INFINITY,
  newLinksPerMinute: Number.POSITIVE_INFINITY,
  signInLinksPerMailbox: Number.POSITIVE_INFINITY,
  signInLinksPerAddress: Number.POSITIVE_INFINITY,
  framesPerSecond: Number.POSITIVE_INFINITY,
  frameBurst: Number.POSITIVE_INFINITY,
  sockets: Number.POSITIVE_INFINITY,
  socketsPerScreen: Number.POSITIVE_INFINITY,
  unopenedSocketsPerAddress: Number.POSITIVE_INFINITY,
};

export function rateLimitsOf(option: Partial<RateLimits> | 'off' | undefined): RateLimits {
  return option === 'off' ? OFF : { ...DEFAULT_RATE_LIMITS, ...option };
}
