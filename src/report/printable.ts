import { unreachable } from './unreachable.ts';

/** Text that is safe and cheap to typeset: see the limits in SPEC.md. Only `printable` makes one. */
export type Printable = string & { readonly __brand: 'printable' };

/** Longest text of one block, in code points. */
export const MAX_BLOCK_CODE_POINTS = 20_000;
/** Longest run without a place to break, in graphemes: finding line breaks in longer ones takes time that grows with the square. */
const MAX_UNBROKEN_GRAPHEMES = 60;
/** Stacked marks can paint over a whole page. No script needs more than a handful on one letter. */
const MAX_COMBINING_MARKS = 8;
export const SHORTENED = '[Shortened here. The full text is in the HTML report.]';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const UNBROKEN = new RegExp(`[^\\s]{${MAX_UNBROKEN_GRAPHEMES + 1},}`, 'gu');
const EXCESS_MARKS = new RegExp(`(\\p{M}{${MAX_COMBINING_MARKS}})(\\p{M}+)`, 'gu');
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Invisible characters that can hide or reorder words: direction controls, zero-width spaces, tags, fillers. Joiners stay: scripts need them. */
const HIDDEN =
  /([\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|[\u{e0000}-\u{e0fff}])\1*/gu;

/**
 * Makes text from anywhere safe to draw. Nothing is dropped silently except control characters: hidden characters and
 * excess marks are shown as what they are, and a cut is announced. U+200B in the result is a permitted line break.
 *
 * @param keepLines keeps line breaks (runs of more than three become three) and tabs as four spaces; otherwise all white space is one space.
 */
export function printable(text: string, whiteSpace: 'lines' | 'one-line' = 'one-line'): Printable {
  const short = cut(text.toWellFormed(), MAX_BLOCK_CODE_POINTS);
  const shown = layWhiteSpace(short.replace(/\r\n?|[\u2028\u2029]/g, '\n'), whiteSpace)
    .replace(CONTROLS, '')
    .replace(HIDDEN, showHidden)
    .replace(EXCESS_MARKS, (_run, kept: string, rest: string) => `${kept}⟦+${[...rest].length} marks⟧`);
  return cut(shown, MAX_BLOCK_CODE_POINTS).replace(UNBROKEN, addBreaks) as Printable;
}

function layWhiteSpace(text: string, whiteSpace: 'lines' | 'one-line'): string {
  switch (whiteSpace) {
    case 'lines':
      return text
        .replaceAll('\t', '    ')
        .replace(/[ ]+\n/g, '\n')
        .replace(/\n{4,}/g, '\n\n\n')
        .replace(/^\n+|\s+$/g, '');
    case 'one-line':
      return text.replace(/[\s\u0085]+/g, ' ').trim();
    default:
      return unreachable(whiteSpace);
  }
}

function cut(text: string, codePoints: number): string {
  if (text.length <= codePoints) return text;
  const all = [...text];
  return all.length <= codePoints ? text : `${all.slice(0, codePoints - SHORTENED.length - 1).join('')} ${SHORTENED}`;
}

function showHidden(run: string, first: string): string {
  const code = `U+${(first.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const times = run.length / first.length;
  return times === 1 ? `⟦${code}⟧` : `⟦${code} ×${times}⟧`;
}

function addBreaks(token: string): string {
  const graphemes = Array.from(segmenter.segment(token), ({ segment }) => segment);
  const pieces: string[] = [];
  for (let start = 0; start < graphemes.length; start += MAX_UNBROKEN_GRAPHEMES) {
    pieces.push(graphemes.slice(start, start + MAX_UNBROKEN_GRAPHEMES).join(''));
  }
  return pieces.join('\u200b');
}

/** The beginning of a text for page one, cut at a word; the whole stands in the question's section. */
export function excerpt(text: string, codePoints: number): Printable {
  const line = text.replace(/\s+/g, ' ').trim();
  const all = [...line];
  if (all.length <= codePoints) return printable(line);
  const head = all.slice(0, codePoints).join('');
  const atWord = head.replace(/\s+\S*$/, '');
  return printable(`${atWord.length > codePoints / 2 ? atWord : head} …`);
}
