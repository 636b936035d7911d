import { type DestinationStream, pino } from 'pino';
import type { Log } from '#app/ports/index.ts';
import { redactError, redactMessage, redactText } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface PinoLogOptions {
  readonly level: LogLevel;
  /** Default: standard output, written synchronously, so that the last line before an exit is not lost. */
  readonly destination?: DestinationStream;
}

/** The only fields that are written: ids, counts and codes. What is not listed cannot leak; its name is written under `dropped`. */
const FIELDS: ReadonlySet<string> = new Set([
  ...['requestId', 'screenId', 'candidateId', 'questionId', 'criterion', 'commandId', 'staffId', 'answerId', 'connection', 'cid'],
  ...['job', 'jobId', 'kind', 'lane', 'mail', 'mailId', 'attempt', 'attempts', 'crashes', 'token'],
  ...['code', 'status', 'method', 'route', 'role', 'close', 'signal', 'state', 'phase', 'outcome', 'reason', 'type', 'op'],
  ...['grader', 'model', 'stopReason', 'promptVersion', 'inputTokens', 'outputTokens', 'cacheReadTokens', 'retryAfterMs', 'bank', 'rubric'],
  ...['gen', 'generation', 'seq', 'version', 'epoch', 'rev', 'bytes', 'count', 'connections', 'pages', 'ready', 'leased', 'done', 'dead'],
  ...['ms', 'delayMs', 'waitMs', 'driftMs', 'port', 'host', 'pid', 'node', 'program', 'remaining'],
]);
/** Ids, codes and paths of the program have no white space; what a person typed nearly always has. */
const NO_PROSE = /^[\w.:/@+-]{1,200}$/;
/** A lease token is a counter; a field of this name that holds text is a secret in the wrong place. */
const NUMBERS_ONLY: ReadonlySet<string> = new Set(['token']);
const ERROR_FIELDS: ReadonlySet<string> = new Set(['error', 'err', 'cause', 'fault']);

/** JSON lines: line breaks in a value are escaped, so an entry cannot be forged. */
export function createPinoLog(options: PinoLogOptions): Log {
  const logger = pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    options.destination ?? pino.destination({ fd: 2, sync: true }),
  );
  return {
    info: (fields, message) => logger.info(admitted(fields), message),
    warn: (fields, message) => logger.warn(admitted(fields), message),
    error: (fields, message) => logger.error(admitted(fields), message),
  };
}

function admitted(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const written = ERROR_FIELDS.has(name) ? faultOf(value) : FIELDS.has(name) ? plain(name, value) : undefined;
    if (written !== undefined) out[name] = written;
    else if (value !== undefined) dropped.push(redactText(name));
  }
  if (dropped.length > 0) out.dropped = dropped;
  return out;
}

function plain(name: string, value: unknown): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' && NO_PROSE.test(value) && !NUMBERS_ONLY.has(name) ? redactText(value) : undefined;
}

function faultOf(value: unknown): unknown {
  if (value instanceof Error) return redactError(value);
  return typeof value === 'string' ? redactMessage(value) : undefined;
}
