import type { Phrase, StatementWords } from '../rubric-words.ts';
import { type Denial, denialOf, marksOf, missesNegation } from './denial.ts';
import type { Reading } from './reading.ts';
import { type Window, windowsOf } from './windows.ts';

/** What one place of an answer says about a check. */
export interface Evidence {
  /** From 0 (nothing) to 1 (says it); above PARTIAL it says part of it. */
  readonly strength: number;
  readonly window: Window;
  /** The cue that was found, or null when the words of the check itself were. */
  readonly cue: Phrase | null;
  readonly denial: Denial;
}

export const MET = 1;
export const PARTIAL = 0.6;

/** Content words within which the words of a check have to stand. */
const SAYS_WIDTH = 16;
/** A cue of n words has to stand within 2n + 4 content words. */
const cueWidth = (cue: Phrase) => 2 * cue.keys.length + 4;
/** Share of the check's own words, by weight, at which they count as said: people leave out the examples and half of the frame. */
const SAYS_ENOUGH = 0.45;
const WHOLE = 0.99;
/** A cue and the check's own words in one place add up. */
const CUE_PART = 0.6;
const SAYS_PART = 0.7;
/** Naming a term is not saying what it does: so many content words have to stand beside a term of one or two. */
const WORDS_BESIDE = 2;
const TERM_WORDS = 2;

/** The strongest places of an answer for one check: affirmed first, denied after. Deterministic; no constant belongs to a question. */
export function evidenceFor(words: StatementWords, reading: Reading): Evidence | null {
  const { weights } = reading.answer.words;
  const says = windowsOf(words.says, reading, { weights, width: SAYS_WIDTH });
  const cues = new Map<number, { cue: Phrase; window: Window }>();
  for (const cue of words.cues) {
    for (const [segment, window] of windowsOf(cue, reading, { weights, width: cueWidth(cue) })) {
      const known = cues.get(segment);
      if (!known || worth(cue, window) > worth(known.cue, known.window)) cues.set(segment, { cue, window });
    }
  }
  let best: Evidence | null = null;
  for (const segment of new Set([...says.keys(), ...cues.keys()])) {
    const found = evidenceAt(words.says, says.get(segment), cues.get(segment), reading);
    if (found && (!best || isBetter(found, best))) best = found;
  }
  return best;
}

function evidenceAt(
  says: Phrase,
  saysWindow: Window | undefined,
  cueAt: { cue: Phrase; window: Window } | undefined,
  reading: Reading,
): Evidence | null {
  const ofCue = cueAt ? worth(cueAt.cue, cueAt.window) : 0;
  const ofSays = saysWindow?.share ?? 0;
  const byCue = cueAt && ofCue * SAYS_ENOUGH >= ofSays;
  const window = byCue ? cueAt.window : saysWindow;
  if (!window) return null;
  const phrase = byCue ? cueAt.cue : says;
  let strength = Math.min(1, Math.max(ofCue >= WHOLE ? 1 : 0.8 * ofCue, ofSays / SAYS_ENOUGH, CUE_PART * ofCue + SAYS_PART * ofSays));
  if (isBareName(window, reading) || missesNegation(window, phrase, reading)) strength = Math.min(strength, PARTIAL);
  return { strength, window, cue: byCue ? cueAt.cue : null, denial: denialOf(window, phrase, reading) };
}

/** A cue of one word is a name, whatever its weight. */
function worth(cue: Phrase, window: Window): number {
  return cue.keys.length === 1 ? Math.min(window.share, 0.7) : window.share;
}

function isBareName(window: Window, reading: Reading): boolean {
  if (reading.answer.kind === 'code' || window.found.size > TERM_WORDS) return false;
  return marksOf(window, reading).filter((mark) => mark.key !== null).length < window.found.size + WORDS_BESIDE;
}

/** Affirmed before denied, both before what comes close to nothing. */
function isBetter(one: Evidence, other: Evidence): boolean {
  const rank = ({ strength, denial }: Evidence) => strength + (strength < PARTIAL ? 0 : denial === 'none' ? 2 : 1);
  return rank(one) > rank(other) + 1e-9;
}
