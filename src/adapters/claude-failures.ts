import Anthropic from '@anthropic-ai/sdk';
import { LlmFailure } from '#app/ports/index.ts';

/** Every failure of a request as an LlmFailure. Its message holds a status and an error type, never a part of the request. */
export function failureFrom(error: unknown, why: { readonly timedOut: boolean; readonly aborted: boolean }): LlmFailure {
  if (error instanceof LlmFailure) return error;
  const options = { cause: error };
  if (why.aborted) return new LlmFailure('transient', 'The call was given up.', null, options);
  if (why.timedOut || error instanceof Anthropic.APIConnectionTimeoutError)
    return new LlmFailure('transient', 'The model did not answer in time.', null, options);
  if (error instanceof Anthropic.APIError && error.status !== undefined) {
    const message = `The model's server answered ${error.status}${error.type ? ` (${error.type})` : ''}.`;
    return new LlmFailure(kindOfStatus(error.status), message, retryAfterMs(error.headers), options);
  }
  return new LlmFailure('transient', "The connection to the model's server failed.", null, options);
}

/** An item of a batch that failed by itself: it has an error type and no status. */
export function failureOfType(type: string): LlmFailure {
  return new LlmFailure(kindOfType(type), `The model's server answered for one item: ${type}.`, null);
}

/** The server said 200 and something else than was asked for. */
export function notA(what: string, cause?: unknown): LlmFailure {
  return new LlmFailure('transient', `The server answered with something that is not ${what}.`, null, { cause });
}

/** 402 is an account that cannot pay: like a bad key, it is no fault of this one request. */
function kindOfStatus(status: number): LlmFailure['kind'] {
  if (status === 401 || status === 402 || status === 403) return 'unauthorized';
  return status === 408 || status === 409 || status === 429 || status >= 500 ? 'transient' : 'permanent';
}

/** Types are added over time; one that is not known is tried again. https://platform.claude.com/docs/en/api/errors */
function kindOfType(type: string): LlmFailure['kind'] {
  if (['authentication_error', 'billing_error', 'permission_error'].includes(type)) return 'unauthorized';
  return ['invalid_request_error', 'not_found_error', 'request_too_large'].includes(type) ? 'permanent' : 'transient';
}

/**
 * `retry-after-ms`, or `retry-after` in seconds or as a date. A date is compared with the response's own: two clocks need not agree.
 * Null when there is none or it makes no sense.
 */
function retryAfterMs(headers: Headers | undefined): number | null {
  const milliseconds = numberIn(headers?.get('retry-after-ms'));
  if (milliseconds !== null) return Math.round(milliseconds);
  const retryAfter = headers?.get('retry-after');
  const seconds = numberIn(retryAfter);
  if (seconds !== null) return Math.round(seconds * 1_000);
  const wait = Date.parse(retryAfter ?? '') - Date.parse(headers?.get('date') ?? '');
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}

function numberIn(value: string | null | undefined): number | null {
  return value && /^\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : null;
}
