const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Whether JSON text nests at most `limit` deep: one pass, no recursion, no allocation, so that it is safe on text that would
 * exhaust the stack of a parser or a validator. Brackets inside strings do not count.
 */
export function isShallow(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > limit) return false;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return true;
}
