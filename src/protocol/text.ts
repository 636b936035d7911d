import { z } from 'zod';
import { MAX_TEXT_CODE_POINTS, MAX_TEXT_JSON_BYTES } from './limits.ts';

const encoder = new TextEncoder();

/**
 * Text typed by a candidate. Lone surrogates become U+FFFD once, here, so that hashes and quote offsets hold for good.
 * Both limits are needed: four-byte characters and JSON escapes grow a text that is short in code points.
 */
export const TypedText = z
  .string()
  .transform((text) => text.toWellFormed())
  .refine((text) => [...text].length <= MAX_TEXT_CODE_POINTS, `longer than ${MAX_TEXT_CODE_POINTS} characters`)
  .refine((text) => encoder.encode(JSON.stringify(text)).length <= MAX_TEXT_JSON_BYTES, `longer than ${MAX_TEXT_JSON_BYTES} bytes as JSON`);

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
