import { alike } from '../text/alike.ts';
import type { Reading } from './reading.ts';

/** A word of the rubric at one place of the answer. */
export interface WordMatch {
  readonly place: number;
  /** From 0 (excluded) to 1: equal keys 1, a misspelt or otherwise inflected word less. */
  readonly sure: number;
}

/** From here on a misspelt word counts among those that were found. */
export const SURE = 0.6;

export type WordFinder = (key: string) => readonly WordMatch[];

/** Finds words of the rubric in one answer; each word is looked for once, whatever number of checks share it. */
export function wordFinder({ places }: Reading): WordFinder {
  const byFirst = new Map<string, string[]>();
  for (const key of places.keys()) {
    const first = key[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), key]);
  }
  const known = new Map<string, readonly WordMatch[]>();
  return (key) => {
    const found = known.get(key);
    if (found) return found;
    const matches = (byFirst.get(key[0] ?? '') ?? []).flatMap((own) => {
      const sure = alike(key, own);
      return sure === 0 ? [] : (places.get(own) ?? []).map((place) => ({ place, sure }));
    });
    known.set(key, matches);
    return matches;
  };
}
