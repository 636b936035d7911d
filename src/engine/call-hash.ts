import { canonicalJson, sha256 } from '#app/banks/index.ts';
import type { LlmRequest } from '#app/ports/index.ts';

/**
 * SHA-256 over everything that decides what a model is asked: equal hashes are the same question, and a reply to one is the reply to the
 * other. The subject is in it so that a stored reply never outlives the erasure of what it was about; how long a caller would wait is not.
 */
export function callHash(model: string, request: LlmRequest): string {
  const { role, pass, system, user, schema, maxTokens, subject } = request;
  return sha256(JSON.stringify([model, role, pass, system, user, canonical(schema), maxTokens, subject]));
}

/** Few schemas stand behind many calls. */
const known = new WeakMap<LlmRequest['schema'], string>();

function canonical(schema: LlmRequest['schema']): string {
  const json = known.get(schema) ?? canonicalJson(schema);
  known.set(schema, json);
  return json;
}
