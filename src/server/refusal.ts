import type { Outcome } from '#app/engine/index.ts';
import { ERRORS, type ErrorBody, type ErrorCode } from '#app/protocol/index.ts';

/** Thrown by a route to answer with a code of the error table. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: ErrorCode,
    readonly details: readonly string[] = [],
  ) {
    super(code);
  }
}

/** The value of an outcome; throws Refusal for a code. */
export function granted<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refusal(outcome.code, outcome.details);
  return outcome.value;
}

export function errorBody(code: ErrorCode, details: readonly string[], requestId: string | undefined): ErrorBody {
  return {
    error: {
      code,
      message: ERRORS[code].sentence,
      ...(details.length === 0 ? {} : { details: [...details] }),
      ...(requestId === undefined ? {} : { requestId }),
    },
  };
}
