import { MAX_TEXT_CODE_POINTS, MAX_TEXT_JSON_BYTES } from '#app/protocol/index.ts';

const encoder = new TextEncoder();

/** The rule of `TypedText` in the protocol, without its library: code points, and bytes once written as JSON. */
export function textFits(text: string): boolean {
  // A UTF-16 unit is at most three bytes, or six as an escape: far below both limits there is nothing to count.
  if (text.length * 6 < MAX_TEXT_JSON_BYTES && text.length <= MAX_TEXT_CODE_POINTS) return true;
  return [...text].length <= MAX_TEXT_CODE_POINTS && encoder.encode(JSON.stringify(text)).length <= MAX_TEXT_JSON_BYTES;
}
