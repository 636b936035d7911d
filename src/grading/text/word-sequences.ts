import { wordsOf } from './words.ts';

const LENGTH = 3;

/** Every run of three words of a text, in lower case. */
export function wordSequences(text: string): string[] {
  const words = wordsOf(text).map((word) => word.text);
  return words.slice(0, 1 - LENGTH).map((word, at) => `${word} ${words[at + 1]} ${words[at + 2]}`);
}

/** Share of a text's three-word sequences that stand in others, 0 to 1; 0 for a text of fewer words. */
export function sharedSequences(text: string, known: ReadonlySet<string>): number {
  const own = wordSequences(text);
  return own.length === 0 ? 0 : own.filter((sequence) => known.has(sequence)).length / own.length;
}
