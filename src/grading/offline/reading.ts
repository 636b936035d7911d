import { type AnswerShape, shapeOf } from '../answer-shape.ts';
import type { PreparedAnswer } from '../prepare-answer.ts';
import { NEGATORS } from '../rubric-words.ts';
import { keyOf, phraseAt } from '../text/synonyms.ts';
import { STOP_WORDS, type Word, wordsOf } from '../text/words.ts';
import { unquotableSegments } from '../unquotable-segments.ts';

/** A word of the answer, or a phrase that stands for one. */
export interface Mark {
  readonly word: string;
  /** Key of its content; null for stop words and negators. */
  readonly key: string | null;
  /** Index into the segments of the answer. */
  readonly segment: number;
  /** Places in the text of its segment. */
  readonly start: number;
  readonly end: number;
  /** Punctuation stands before it, or its segment begins here. */
  readonly afterPause: boolean;
}

/** The answer as a row of words that can be searched by content. */
export interface Reading {
  readonly shape: AnswerShape;
  readonly answer: PreparedAnswer;
  readonly marks: readonly Mark[];
  /** The same marks, segment by segment. */
  readonly bySegment: readonly (readonly Mark[])[];
  /** Indices into `marks` of the words with content: distances between words are counted along this row. */
  readonly content: readonly number[];
  /** For each key, its places in `content`. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

export function readAnswer(answer: PreparedAnswer): Reading {
  const unquotable = unquotableSegments(answer);
  const bySegment = answer.segments.map(({ text }, segment) => (unquotable.has(segment + 1) ? [] : marksOfSegment(text, segment)));
  const marks = bySegment.flat();
  const content: number[] = [];
  const places = new Map<string, number[]>();
  for (const [index, { key }] of marks.entries()) {
    if (key === null) continue;
    const known = places.get(key);
    if (known) known.push(content.length);
    else places.set(key, [content.length]);
    content.push(index);
  }
  return { answer, shape: shapeOf(answer), marks, bySegment, content, places };
}

function marksOfSegment(text: string, segment: number): Mark[] {
  const marks: Mark[] = [];
  const words = wordsOf(text);
  for (let at = 0; at < words.length; at++) {
    const phrase = phraseAt(words, at);
    const first = words[at];
    const last = phrase ? words[at + phrase.length - 1] : first;
    if (!first || !last) continue;
    const before = words[at - 1];
    marks.push({
      word: first.text,
      key: phrase ? phrase.key : contentKey(first),
      segment,
      start: first.start,
      end: last.end,
      afterPause: !before || /[^\s'"\u2019]/.test(text.slice(before.end, first.start)),
    });
    if (phrase) at += phrase.length - 1;
  }
  return marks;
}

function contentKey(word: Word): string | null {
  return STOP_WORDS.has(word.text) || NEGATORS.has(word.text) ? null : keyOf(word.text);
}
