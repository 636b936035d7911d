import { z } from 'zod';
import { MAX_TEXT_CODE_POINTS, MAX_TEXT_JSON_BYTES } from './limits.ts';

const encoder = new TextEncoder();

/** The most bytes that one UTF-16 unit can become in JSON: an escape such as \u0007. */
const MOST_BYTES_A_UNIT = 6;

// A text is never longer in code points than in UTF-16 units, so nearly every text is known to fit without being counted.
function fitsCodePoints(text: string): boolean {
  return text.length <= MAX_TEXT_CODE_POINTS || [...text].length <= MAX_TEXT_CODE_POINTS;
}

function fitsJsonBytes(text: string): boolean {
  return text.length * MOST_BYTES_A_UNIT <= MAX_TEXT_JSON_BYTES || encoder.encode(JSON.stringify(text)).length <= MAX_TEXT_JSON_BYTES;
}

/**
 * Text typed by a candidate. Lone surrogates become U+FFFD once, here, so that hashes and quote offsets hold for good.
 * Both limits are needed: four-byte characters and JSON escapes grow a text that is short in code points.
 */
export const TypedText = z
  .string()
  .transform((text) => text.toWellFormed())
  .refine(fitsCodePoints, `longer than ${MAX_TEXT_CODE_POINTS} characters`)
  .refine(fitsJsonBytes, `longer than ${MAX_TEXT_JSON_BYTES} bytes as JSON`);

/** As TypedText, with something in it besides white space. */
export const NonEmptyTypedText = TypedText.refine((text) => text.trim() !== '', 'is empty');

/** One line typed by staff: names, titles, reasons. No line breaks, so that it can stand in a mail header or a log. */
export const OneLine = z
  .string()
  .trim()
  .min(1, 'is empty')
  .max(200, 'is longer than 200 characters')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  .regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/u, 'has a line break or a control character');
