import { ClientFrame, MAX_FRAME_BYTES, MAX_JSON_DEPTH } from '#app/protocol/index.ts';
import { isShallow } from './is-shallow.ts';

/**
 * Reads one message of a candidate; null when it is not a frame. Size and depth are bounded before `JSON.parse`, which is slow
 * on deep nesting, and before zod, which recurses.
 */
export function parseFrame(text: string): ClientFrame | null {
  if (text.length > MAX_FRAME_BYTES || !isShallow(text, MAX_JSON_DEPTH)) return null;
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
