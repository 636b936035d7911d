import { Refusal } from './refusal.ts';

const MAX_DEPTH = 16;
const MAX_KEYS = 200;
/** Names that reach the prototype of an object when a value is copied or merged. */
const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Whether JSON text nests at most `max` levels deep: one pass, no recursion, no allocation, so that it is safe on text that would
 * exhaust the stack of a parser or a validator. Brackets inside strings do not count.
 */
export function depthOk(text: string, max = MAX_DEPTH): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 92) i++;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 91 || char === 123) {
      if (++depth > max) return false;
    } else if (char === 93 || char === 125) depth--;
  }
  return true;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The value of a request body that is already bounded in bytes. Throws Refusal `bad_request`. */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Refusal('bad_request', ['The body is not UTF-8.']);
  }
  if (!depthOk(text)) throw new Refusal('bad_request', [`The body nests deeper than ${MAX_DEPTH} levels.`]);
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
