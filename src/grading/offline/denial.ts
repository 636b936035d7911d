import { NEGATORS, type Phrase } from '../rubric-words.ts';
import type { Mark, Reading } from './reading.ts';
import type { Window } from './windows.ts';

/** `strong`: the sentence calls the thing false. `plain`: a negation governs most of the words found. */
export type Denial = 'none' | 'plain' | 'strong';

const CALLED_FALSE =
  /\b(?:false|untrue|incorrect|wrong|not true|not the case|a myth) (?:that|to (?:say|think|claim|assume))\b|\b(?:is|are|be|'s) (?:simply |just |plainly )?(?:false|untrue|not true|not the case|nonsense)\b(?! (?:positive|negative|alarm))|\bfalse,? (?:and )?incorrect\b/i;
const NO_NEED = /\bno need\b|\b(?:does not|doesn['\u2019]t|do not|don['\u2019]t|never) matters?\b|\bunnecessary\b/i;
/** A negation reaches this many words, or to the next pause or turn of the sentence. */
const REACH = 5;
const TURNS: ReadonlySet<string> = new Set('but because so since while although though if when where which and or then'.split(' '));
const DENIED_SHARE = 0.5;
/** Words beside the negators that can carry a "not": who says that something fails has not forgotten the negation. */
const NEGATIVE: ReadonlySet<string> = new Set(
  'lack lacks lacking missing miss misses fail fails failed wrong instead avoid rather absent ignore ignores ignored zero gone only out less few fewer false stale empty useless misleading impossible stop stopped different differs before'.split(
    ' ',
  ),
);

/** Whether the words found in this window are denied where they stand. */
export function denialOf(window: Window, phrase: Phrase, reading: Reading): Denial {
  const texts = segmentsOf(window, reading).map((segment) => reading.answer.segments[segment]?.text ?? '');
  if (texts.some((text) => CALLED_FALSE.test(text))) return 'strong';
  // A phrase that holds a negation itself ("not available at serving time") is affirmed by one.
  if (phrase.negated) return 'none';
  if (texts.some((text) => NO_NEED.test(text))) return 'strong';
  const governed = governedBy(marksOf(window, reading));
  let denied = 0;
  for (let place = window.from; place <= window.to; place++) {
    const mark = reading.marks[reading.content[place] ?? -1];
    if (mark?.key && window.found.has(mark.key) && governed.has(mark)) denied++;
  }
  return denied / window.found.size > DENIED_SHARE ? 'plain' : 'none';
}

/** A phrase that says "not" was found in a sentence that says nothing of the kind. */
export function missesNegation(window: Window, phrase: Phrase, reading: Reading): boolean {
  return phrase.negated && !marksOf(window, reading).some((mark) => NEGATORS.has(mark.word) || NEGATIVE.has(mark.word));
}

/** Indices of the segments that a window touches: one or two. */
export function segmentsOf(window: Window, reading: Reading): number[] {
  const first = reading.marks[reading.content[window.from] ?? -1]?.segment ?? 0;
  const last = reading.marks[reading.content[window.to] ?? -1]?.segment ?? first;
  return first === last ? [first] : [first, last];
}

/** All words of the segments that a window touches. */
export function marksOf(window: Window, reading: Reading): Mark[] {
  const segments = segmentsOf(window, reading);
  let from = reading.content[window.from] ?? 0;
  let to = reading.content[window.to] ?? 0;
  while (from > 0 && segments.includes(reading.marks[from - 1]?.segment ?? -1)) from--;
  while (to + 1 < reading.marks.length && segments.includes(reading.marks[to + 1]?.segment ?? -1)) to++;
  return reading.marks.slice(from, to + 1);
}

function governedBy(marks: readonly Mark[]): Set<Mark> {
  const governed = new Set<Mark>();
  for (const [index, mark] of marks.entries()) {
    if (!NEGATORS.has(mark.word) || mark.key !== null) continue;
    for (const next of marks.slice(index + 1, index + 1 + REACH)) {
      if (next.afterPause || TURNS.has(next.word)) break;
      governed.add(next);
    }
  }
  return governed;
}
