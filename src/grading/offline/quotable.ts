import type { AnswerShape } from '../answer-shape.ts';
import { locateQuote } from '../locate-quote.ts';
import { faultOf, QUOTE_CHARACTERS } from '../quote-rules.ts';
import type { StatementWords } from '../rubric-words.ts';
import type { Reading } from './reading.ts';
import { SURE, type WordFinder } from './word-matches.ts';

/** Whether anything in a segment (its index) may be evidence for a check. */
export type Quotable = (words: StatementWords, segment: number) => boolean;

/** Shorter segments are notes, formulas and lines of pseudo code. */
const TOPIC_WORDS = 5;
/** Share of a sentence's words that question or rubric hold too. Of the sentences that raters of our banks quoted, 2 in 100 have less. */
const TOPIC_SHARE = 0.5;
/** A rubric of fewer words cannot say what is beside its topic. */
const RUBRIC_WORDS = 60;
/** So much of a cue of so many words is on the topic, whatever else the sentence says. */
const CUE = { words: 3, share: 0.75 } as const;

/**
 * The rules of quotes, asked before anything is weighed instead of after, and one more: a sentence that is mostly about something else is
 * no evidence. What could not be quoted for a check does not speak for it either, so that padding, a list of terms or a word to the grader
 * adds nothing to what stands beside it.
 */
export function quotableIn(reading: Reading, shape: AnswerShape, find: WordFinder): Quotable {
  const { answer } = reading;
  const onTopic = segmentsOnTopic(reading, find);
  return (words, index) => {
    const segment = answer.segments[index];
    if (!segment || !(onTopic.has(index) || holdsMostOfCue(index, words, reading))) return false;
    const located = locateQuote({ segment: segment.number, text: segment.text.slice(0, QUOTE_CHARACTERS.most) }, answer);
    return located !== null && faultOf(located, words, answer, shape) === null;
  };
}

function segmentsOnTopic({ answer, content, marks }: Reading, find: WordFinder): ReadonlySet<number> {
  const { asked, weights } = answer.words;
  const isKnown = new Set(
    [...asked.keys, ...weights.keys()].flatMap((key) => find(key).flatMap(({ place, sure }) => (sure >= SURE ? place : []))),
  );
  const counts = new Map<number, { all: number; known: number }>();
  for (const [place, mark] of content.entries()) {
    const segment = marks[mark]?.segment ?? 0;
    const { all, known } = counts.get(segment) ?? { all: 0, known: 0 };
    counts.set(segment, { all: all + 1, known: known + (isKnown.has(place) ? 1 : 0) });
  }
  const isOnTopic = ({ all, known }: { all: number; known: number }) =>
    answer.kind === 'code' || weights.size < RUBRIC_WORDS || all < TOPIC_WORDS || known >= all * TOPIC_SHARE;
  return new Set([...counts].flatMap(([segment, count]) => (isOnTopic(count) ? segment : [])));
}

function holdsMostOfCue(segment: number, { cues }: StatementWords, { bySegment }: Reading): boolean {
  const own = new Set((bySegment[segment] ?? []).flatMap(({ key }) => key ?? []));
  return cues.some(({ keys }) => keys.length >= CUE.words && keys.filter((key) => own.has(key)).length >= keys.length * CUE.share);
}
