import { isShallow } from '#app/engine/index.ts';
import { MAX_JSON_DEPTH } from '#app/protocol/index.ts';
import { Refusal } from './refusal.ts';

const MAX_KEYS = 200;
/** Names that reach the prototype of an object when a value is copied or merged. */
const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The value of a request body that is already bounded in bytes. Throws Refusal `bad_request`. */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Refusal('bad_request', ['The body is not UTF-8.']);
  }
  if (!isShallow(text, MAX_JSON_DEPTH)) throw new Refusal('bad_request', [`The body nests deeper than ${MAX_JSON_DEPTH} levels.`]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('bad_request', ['The body is not JSON.']);
  }
  refuseHostileKeys(value);
  return value;
}

/** Recursion is bounded by the depth check. */
function refuseHostileKeys(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) refuseHostileKeys(item);
    return;
  }
  const entries = Object.entries(value);
  if (entries.length > MAX_KEYS) throw new Refusal('bad_request', [`An object has more than ${MAX_KEYS} keys.`]);
  for (const [key, item] of entries) {
    if (PROTOTYPE_KEYS.has(key)) throw new Refusal('bad_request', ['A key of this name is not accepted.']);
    refuseHostileKeys(item);
  }
}
