import type { ErrorBody, ErrorCode } from '#app/protocol/index.ts';

/** `unreachable`: no answer came, or none of ours. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode | 'unreachable'; readonly message: string };

const UNREACHABLE = {
  ok: false,
  code: 'unreachable',
  message: 'The server cannot be reached. Please check your connection and try again.',
} as const;

/**
 * One request to this origin. `parse` turns the JSON of a success into a value. A request that changes something carries
 * the header `X-Assay`, which no foreign page can send.
 */
export async function request<T>(method: 'GET' | 'POST', path: string, parse: (json: unknown) => T, body?: object): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: method === 'POST' ? { 'Content-Type': 'application/json', 'X-Assay': '1' } : {},
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    });
  } catch (error) {
    if (error instanceof TypeError) return UNREACHABLE;
    throw error;
  }
  const json = await readJson(response);
  if (response.ok) return { ok: true, value: parse(json) };
  return isErrorBody(json) ? { ok: false, code: json.error.code, message: withDetails(json.error) } : UNREACHABLE;
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isErrorBody(json: unknown): json is ErrorBody {
  if (typeof json !== 'object' || json === null || !('error' in json)) return false;
  const { error } = json;
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}

function withDetails({ message, details }: ErrorBody['error']): string {
  return details === undefined || details.length === 0 ? message : `${message} ${details.join('; ')}`;
}
