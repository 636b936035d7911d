import { NEGATORS, type StatementWords } from '../rubric-words.ts';
import { keyOf } from '../text/synonyms.ts';
import { wordsOf } from '../text/words.ts';
import type { Mark, Reading } from './reading.ts';

/** Words that may stand between the words of a wrong claim. */
const EXTRA_WORDS = 2;
const LEAST_WORDS = 3;
/** Who names a wrong claim to set it aside does not make it. */
const SET_ASIDE: ReadonlySet<string> = new Set(
  'instead rather avoid wrong mistake trap tempting before without unless false myth however'.split(' '),
);

/**
 * The segment in which a wrong claim is made, or null. Much stricter than evidence for a check, because a false alarm here costs the
 * candidate a level: a cue has to stand in its own word order, in one segment, with nothing there that negates it or sets it aside.
 */
export function misconceptionIn(words: StatementWords, reading: Reading): number | null {
  for (const cue of words.statement.cues) {
    const keys = wordsOf(cue).map((word) => keyOf(word.text));
    if (keys.length < LEAST_WORDS) continue;
    for (const [segment, marks] of reading.bySegment.entries()) {
      if (isSaidInOrder(keys, marks) && !marks.some((mark) => NEGATORS.has(mark.word) || SET_ASIDE.has(mark.word))) return segment;
    }
  }
  return null;
}

function isSaidInOrder(keys: readonly string[], marks: readonly Mark[]): boolean {
  const row = marks.map((mark) => mark.key ?? keyOf(mark.word));
  return row.some((key, start) => {
    if (key !== keys[0]) return false;
    let at = start;
    for (const wanted of keys.slice(1)) {
      const next = row.indexOf(wanted, at + 1);
      if (next < 0) return false;
      at = next;
    }
    return at - start + 1 <= keys.length + EXTRA_WORDS;
  });
}
