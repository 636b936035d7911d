import { ClientFrame, MAX_FRAME_BYTES } from '#app/protocol/index.ts';

const MAX_DEPTH = 16;

/**
 * Reads one message of a candidate; null when it is not a frame. Size and depth are bounded before `JSON.parse`, which is slow
 * on deep nesting, and before zod, which recurses.
 */
export function parseFrame(text: string): ClientFrame | null {
  if (text.length > MAX_FRAME_BYTES || !isShallow(text, MAX_DEPTH)) return null;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const frame = ClientFrame.safeParse(raw);
  return frame.success ? frame.data : null;
}

const QUOTE = 34;
const BACKSLASH = 92;

/** Whether JSON text nests at most `limit` deep: one pass, no recursion. */
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
