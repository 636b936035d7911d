import type { TextStyle } from './style.ts';
import type { Typefaces } from './typefaces.ts';

export interface Line {
  readonly text: string;
  /** In points, without white space at the end. */
  readonly width: number;
}

/** Words, white space, permitted breaks, and single characters of scripts that are written without spaces. */
const TOKEN =
  /[ ]+|\u200b|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]|[^ \u200b\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]+/gu;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Fills lines of at most `width` points, one word after the other; a word wider than a line is cut between graphemes. Line breaks of the text stay.
 * White space at the beginning of a source line is kept (code); at the end of a filled line it is dropped.
 */
export function breakLines(text: string, style: TextStyle, width: number, faces: Typefaces): Line[] {
  return text.split('\n').flatMap((line) => fill(line, width, (token) => widthOf(token, style, faces)));
}

export function widthOf(token: string, style: TextStyle, faces: Typefaces): number {
  if (token === '\u200b') return 0;
  return faces.width(style.face, token) * style.size + style.tracking * token.length;
}

function fill(source: string, width: number, measure: (token: string) => number): Line[] {
  const lines: Line[] = [];
  let text = '';
  let used = 0;
  let pending = '';
  let pendingWidth = 0;
  const flush = () => {
    lines.push({ text, width: used });
    text = '';
    used = 0;
    pending = '';
    pendingWidth = 0;
  };
  const place = (token: string, tokenWidth: number) => {
    text += pending + token;
    used += pendingWidth + tokenWidth;
    pending = '';
    pendingWidth = 0;
  };
  for (const token of source.match(TOKEN) ?? []) {
    if (token.startsWith(' ') || token === '\u200b') {
      if (text === '' && lines.length > 0) continue;
      pending += token === '\u200b' ? '' : token;
      pendingWidth += measure(token);
      continue;
    }
    const tokenWidth = measure(token);
    if (text !== '' && used + pendingWidth + tokenWidth > width) flush();
    if (tokenWidth <= width) {
      place(token, tokenWidth);
      continue;
    }
    for (const { segment } of segmenter.segment(token)) {
      const segmentWidth = measure(segment);
      if (text !== '' && used + segmentWidth > width) flush();
      place(segment, segmentWidth);
    }
  }
  lines.push({ text, width: used });
  return lines;
}
