/** A sentence or a line of a text, by its place in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const ABBREVIATIONS: ReadonlySet<string> = new Set([
  'e.g',
  'i.e',
  'vs',
  'etc',
  'cf',
  'approx',
  'resp',
  'incl',
  'no',
  'fig',
  'eq',
  'dr',
  'mr',
  'ms',
  'st',
  'al',
  'max',
  'min',
  'avg',
]);
const CLOSERS = new Set([...`"')]}*_\`\u201D\u2019`]);

/**
 * Cuts a text into sentences and lines. Every character that is not white space belongs to exactly one span, in order.
 * Code is cut at line breaks only: a full stop there ends nothing.
 */
export function segment(text: string, kind: 'prose' | 'code'): Span[] {
  const spans: Span[] = [];
  let lineStart = 0;
  for (let index = 0; index <= text.length; index++) {
    if (index < text.length && text[index] !== '\n') continue;
    if (kind === 'code') addTrimmed(spans, text, lineStart, index);
    else addSentences(spans, text, lineStart, index);
    lineStart = index + 1;
  }
  return spans;
}

function addSentences(spans: Span[], text: string, from: number, to: number): void {
  let start = from;
  for (let index = from; index < to; index++) {
    const mark = text[index];
    if (mark !== '.' && mark !== '!' && mark !== '?') continue;
    let end = index + 1;
    while (end < to && (text[end] === mark || CLOSERS.has(text[end] ?? ''))) end++;
    const followedBySpace = end >= to || /\s/.test(text[end] ?? '');
    if (followedBySpace && !(mark === '.' && isAbbreviation(text, start, index))) {
      addTrimmed(spans, text, start, end);
      start = end;
    }
    index = end - 1;
  }
  addTrimmed(spans, text, start, to);
}

/** "e.g.", "vs." and the number of a list ("1.") end no sentence. */
function isAbbreviation(text: string, sentenceStart: number, dot: number): boolean {
  let start = dot;
  while (start > sentenceStart && !/\s/.test(text[start - 1] ?? '')) start--;
  const word = text.slice(start, dot).toLowerCase();
  const stripped = word.startsWith('(') ? word.slice(1) : word;
  const opensSentence = text.slice(sentenceStart, start).trim() === '';
  return ABBREVIATIONS.has(stripped) || (opensSentence && /^(?:\d{1,2}|[a-z])$/.test(stripped));
}

function addTrimmed(spans: Span[], text: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  if (start < end) spans.push({ start, end });
}
