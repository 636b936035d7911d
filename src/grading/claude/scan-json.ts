const MAX_DEPTH = 16;
const MAX_KEYS = 200;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Looks over JSON text for what `JSON.parse` lets through in silence: a key repeated within one object (the last value wins), nesting
 * that is deeper than any reply needs, and keys that reach into prototypes. Null when there is nothing of the kind; whether the text is
 * JSON at all is for the parser to say.
 */
export function faultInJson(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    if (char === '"') {
      const end = endOfString(text, at);
      const fault = faultOfKey(text.slice(at, end), text, end, open.at(-1) ?? null);
      if (fault) return fault;
      at = end;
      continue;
    }
    if (char === '{' || char === '[') {
      open.push(char === '{' ? new Set() : null);
      if (open.length > MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH} levels`;
    } else if (char === '}' || char === ']') open.pop();
    at++;
  }
  return null;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

function faultOfKey(literal: string, text: string, end: number, keys: Set<string> | null): string | null {
  if (!keys || !isFollowedByColon(text, end)) return null;
  const key = decode(literal);
  if (FORBIDDEN.has(key)) return 'holds a key that is never allowed';
  if (keys.has(key)) return 'holds the same key twice in one object';
  keys.add(key);
  return keys.size > MAX_KEYS ? `holds an object with more than ${MAX_KEYS} keys` : null;
}

function isFollowedByColon(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return text[at] === ':';
}

/** `"\u0061"` is the key `a`. A literal that does not decode is left to the parser. */
function decode(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch (error) {
    if (error instanceof SyntaxError) return literal;
    throw error;
  }
}
