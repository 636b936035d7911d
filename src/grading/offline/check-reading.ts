import type { StatementWords } from '../rubric-words.ts';
import type { Quotable } from './quotable.ts';
import type { Reading } from './reading.ts';
import type { Unit } from './units.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';
import type { WordFinder } from './word-matches.ts';

/** A cue of one word is a name, whatever its weight. */
const NAME_SHARE = 0.7;

/** What an answer holds of one check, unit by unit; only what could be quoted for it. */
export interface CheckReading {
  readonly words: StatementWords;
  readonly vocabulary: Vocabulary;
  readonly weights: readonly number[];
  /** The surest match of each word in the whole answer. */
  readonly best: readonly number[];
  /** For each place of the answer, the words of the check that stand there. */
  readonly at: ReadonlyMap<number, readonly { readonly word: number; readonly sure: number }[]>;
  /** For each unit, the share of `says` and of the best cue. */
  readonly says: readonly number[];
  readonly cue: readonly { readonly index: number; readonly share: number }[];
  /** The best share of each cue over all units. */
  readonly cueShares: readonly number[];
}

export function readCheck(
  words: StatementWords,
  { reading, units, find, quotable }: { reading: Reading; units: readonly Unit[]; find: WordFinder; quotable: Quotable },
): CheckReading {
  const vocabulary = vocabularyOf(words);
  const weights = vocabulary.keys.map((key) => reading.answer.words.weights.get(key) ?? 0);
  const best = vocabulary.keys.map(() => 0);
  const at = new Map<number, { word: number; sure: number }[]>();
  const segmentOf = (place: number) => reading.marks[reading.content[place] ?? -1]?.segment ?? -1;
  const matches = vocabulary.keys.map((key) => find(key));
  const holding = new Set(matches.flatMap((found) => found.map(({ place }) => segmentOf(place))));
  const open = new Set([...holding].filter((segment) => quotable(words, segment)));
  for (const [word, found] of matches.entries()) {
    for (const { place, sure } of found) {
      if (!open.has(segmentOf(place))) continue;
      best[word] = Math.max(best[word] ?? 0, sure);
      const known = at.get(place);
      if (known) known.push({ word, sure });
      else at.set(place, [{ word, sure }]);
    }
  }
  const says: number[] = [];
  const cue: { index: number; share: number }[] = [];
  const cueShares = vocabulary.cues.map(() => 0);
  for (const unit of units) {
    const here = surestIn(unit, at);
    const shareOf = (phrase: readonly number[]) => shareFound(phrase, weights, here);
    says.push(shareOf(vocabulary.says));
    let found = { index: -1, share: 0 };
    for (const [index, phrase] of vocabulary.cues.entries()) {
      const share = here.size === 0 ? 0 : shareOf(phrase) * (phrase.length === 1 ? NAME_SHARE : 1);
      cueShares[index] = Math.max(cueShares[index] ?? 0, share);
      if (share > found.share) found = { index, share };
    }
    cue.push(found);
  }
  return { words, vocabulary, weights, best, at, says, cue, cueShares };
}

function surestIn({ from, to }: Unit, at: CheckReading['at']): Map<number, number> {
  const surest = new Map<number, number>();
  for (let place = from; place <= to; place++) {
    for (const { word, sure } of at.get(place) ?? []) surest.set(word, Math.max(surest.get(word) ?? 0, sure));
  }
  return surest;
}

function shareFound(phrase: readonly number[], weights: readonly number[], here: ReadonlyMap<number, number>): number {
  let all = 0;
  let found = 0;
  for (const word of phrase) {
    const weight = weights[word] ?? 0;
    all += weight;
    found += weight * (here.get(word) ?? 0);
  }
  return all === 0 ? 0 : found / all;
}

/** How much of a check stands in one unit, 0 to 2: the share of its statement and that of its best cue there. */
export function scoreAt({ says, cue }: CheckReading, unit: number): number {
  return (says[unit] ?? 0) + (cue[unit]?.share ?? 0);
}
