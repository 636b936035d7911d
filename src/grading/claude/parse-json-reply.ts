import type { z } from 'zod';
import type { Parsed } from './ask-model.ts';
import { faultInJson } from './scan-json.ts';

export const MAX_REPLY_BYTES = 256 * 1024;
const MAX_PROBLEMS = 8;

/**
 * Checks a reply from the outside in: size, structure of the text, JSON, schema. The problems are sentences of ours with places in them,
 * fit to be sent back: they never repeat the reply, which may hold the candidate's words.
 */
export function parseJsonReply<T>(text: string, schema: z.ZodType<T>): Parsed<T> {
  if (text.trim() === '') return failed(['The reply is empty.']);
  if (text.length > MAX_REPLY_BYTES || new TextEncoder().encode(text).length > MAX_REPLY_BYTES) return failed(['The reply is too long.']);
  const fault = faultInJson(text);
  if (fault) return failed([`The reply ${fault}.`]);
  const json = parseJson(text);
  if (json === undefined) return failed(['The reply is not one JSON object and nothing else.']);
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  return failed(parsed.error.issues.map((issue) => `${placeOf(issue.path)}: ${issue.code.replaceAll('_', ' ')}`));
}

export function failed(problems: readonly string[]): Parsed<never> {
  return { ok: false, problems: problems.slice(0, MAX_PROBLEMS) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the reply' : path.map(String).join('.');
}
