import { relative } from 'node:path';
import type { Problem } from '#app/banks/index.ts';

/** One line for a terminal: where, what, and what to do. */
export function problemSentence({ file, line, message, remedy }: Problem): string {
  return `${relative(process.cwd(), file) || file}${line === null ? '' : `:${line}`}: ${message}. ${remedy}`;
}
