import type { ErrorCode, ServerFrame } from '#app/protocol/index.ts';

type Hello = Extract<ServerFrame, { t: 'hello' }>;
export const PROTOCOL: Hello['proto'] = 1;

const KINDS: Readonly<Record<ServerFrame['t'], true>> = {
  hello: true,
  welcome: true,
  ack: true,
  nack: true,
  ev: true,
  hb: true,
  hb_ack: true,
  error: true,
  bye: true,
};

/**
 * A frame of the server, or null when it is none. A light look on purpose: the server checks with the full schemas what
 * it sends, and the schema library is larger than the rest of the candidate's script.
 */
export function parseServerFrame(text: string): ServerFrame | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  return isServerFrame(value) ? value : null;
}

function isServerFrame(value: unknown): value is ServerFrame {
  return typeof value === 'object' && value !== null && 't' in value && typeof value.t === 'string' && Object.hasOwn(KINDS, value.t);
}

/** Codes after which the same command may succeed later (the `retryable` column of the error table; a test compares them). */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'rate_limited',
  'busy',
  'draining',
  'internal',
  'open_timeout',
  'sequence_gap',
  'superseded',
  'version_conflict',
  'report_not_ready',
]);

export function isRetryable(code: ErrorCode): boolean {
  return RETRYABLE.has(code);
}
