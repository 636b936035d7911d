/** Longest text of one log field, in UTF-16 units. */
const MAX_FIELD = 300;
const MAX_STACK = 2_000;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Runs long enough to be a token, a key or a hash. Invite tokens have 43 characters, sign-in tokens and login ids as many or more. */
const SECRET = /[A-Za-z0-9_-]{32,}/g;
const EMAIL = /[^\s<>"'@]{1,64}@[^\s<>"'@]{1,255}/g;
const URL_CREDENTIALS = /\/\/[^\s/@]{1,200}@/g;
/** What libraries quote in their messages is the input they refused: JSON.parse, zod and SMTP servers all do it. */
const QUOTED = /"[^"\n]{0,2000}"|'[^'\n]{0,2000}'|`[^`\n]{0,2000}`/g;

/** A short text that the program made: an id, a code, a name of a thing. */
export function redactText(text: string): string {
  return cut(mask(text), MAX_FIELD);
}

/** A message made by a library: as redactText, and without what it quotes. */
export function redactMessage(text: string): string {
  return cut(mask(cut(text, MAX_STACK).replace(QUOTED, '"…"')), MAX_STACK);
}

export interface LoggedError {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  /** Frames only: the first lines of a stack repeat the message. */
  readonly frames: readonly string[];
  readonly cause?: LoggedError;
}

/** `depth` bounds a chain of causes that may be endless. */
export function redactError(error: Error, depth = 3): LoggedError {
  const code = 'code' in error && typeof error.code === 'string' ? redactText(error.code) : undefined;
  return {
    name: redactText(error.name),
    ...(code === undefined ? {} : { code }),
    message: redactMessage(error.message),
    frames: framesOf(error),
    ...(error.cause instanceof Error && depth > 0 ? { cause: redactError(error.cause, depth - 1) } : {}),
  };
}

function framesOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 8);
}

function mask(text: string): string {
  return text
    .replace(URL_CREDENTIALS, '//[secret]@')
    .replace(EMAIL, '[e-mail]')
    .replace(SECRET, (run) => (UUID.test(run) ? run : '[secret]'));
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max)}…`;
}
