import { stem } from './stem.ts';

/**
 * Words that people use for the same thing when they write about machine learning. The first of a row stands for all.
 * General language only: nothing here was chosen for one question.
 */
const SAME_WORDS: readonly string[] = [
  'production serving serve live deployed deploy inference prod',
  'user customer visitor people person',
  'label annotation tag',
  'drift shift',
  'differ different difference discrepancy mismatch inconsistent diverge unequal disagree',
  'same equal identical match consistent agree',
  'metric measure measurement kpi',
  'monitor watch observe alert alarm dashboard',
  'rollback revert undo',
  'experiment trial abtest',
  'bug defect mistake fault',
  'cheap inexpensive cheapest',
  'expensive costly pricey',
  'slow latency delay lag delayed lagging',
  'stale old outdated obsolete yesterday',
  'quick fast quickest rapid',
  'large big huge larger bigger',
  'small little tiny smaller',
  'increase rise grow raise grew rose',
  'decrease drop fall decline reduce lower fell',
  'duplicate duplicated dup dedup deduplicate',
  'missing null nan absent empty',
  'feature variable column attribute',
  'sample example record row instance observation',
  'check verify validate confirm inspect examine audit',
  'compare versus contrast diff comparison',
  'segment slice subgroup cohort',
  'threshold cutoff cut-off',
  'predict forecast',
  'recommend suggest',
  'rank order ranking sort',
  'retrain refit',
  'average mean',
  'remove delete exclude discard drop-out',
  'holdout heldout',
  'night nightly overnight',
  'compute calculate computed calculated',
  'guess assume assumption suppose presume',
  'stop end halt',
  'begin start first',
  'fraud scam fraudulent',
  'purchase sale buy bought sold sell',
  'wrong incorrect false erroneous',
  'cause reason culprit',
  'random arbitrary randomise',
  'reject refuse decline',
  'human manual reviewer',
  'cost price expense',
  'choose select pick',
  'repeat rerun redo again',
];

/** Phrases that stand for one word of the table above. */
const PHRASES: readonly (readonly [phrase: string, word: string])[] = [
  ['not the same', 'differ'],
  ['not same', 'differ'],
  ['not equal', 'differ'],
  ['not identical', 'differ'],
  ['not consistent', 'differ'],
  ['not match', 'differ'],
  ["don't match", 'differ'],
  ["doesn't match", 'differ'],
  ["didn't match", 'differ'],
  ['roll back', 'rollback'],
  ['rolled back', 'rollback'],
  ['switch back', 'rollback'],
  ['go back', 'rollback'],
  ['ground truth', 'label'],
  ['held out', 'holdout'],
  ['hold out', 'holdout'],
  ['a b', 'abtest'],
  ['look at', 'check'],
  ['out of date', 'stale'],
  ['up to date', 'fresh'],
  ['over fit', 'overfit'],
  ['take out', 'remove'],
  ['leave out', 'remove'],
  ['without the', 'remove'],
  ['real time', 'realtime'],
];

const GROUP: ReadonlyMap<string, string> = new Map(
  SAME_WORDS.flatMap((row) => {
    const stems = row.split(' ').map(stem);
    return stems.map((each) => [each, stems[0] ?? each] as const);
  }),
);

/** A number as people write it: `9000`, `9,000`, `9k`, `0.45`, `.45`. */
const NUMBER = /^(?:\d[\d,]*(?:\.\d+)?|\.\d+)(k)?$/;

/** The key under which a word is compared: its stem, or the stem that stands for its synonyms; for a number its value. */
export function keyOf(word: string): string {
  const remembered = known.get(word);
  if (remembered !== undefined) return remembered;
  if (known.size >= MOST_KNOWN) known.clear();
  const key = workOutKey(word);
  known.set(word, key);
  return key;
}

/** Words of one field come again and again: some thousands are nearly all of them. */
const MOST_KNOWN = 20_000;
const known = new Map<string, string>();

function workOutKey(word: string): string {
  const number = NUMBER.exec(word);
  if (number) return String(Number(word.replace(/[,k]/g, '')) * (number[1] ? 1_000 : 1));
  const own = stem(word);
  return GROUP.get(own) ?? own;
}

const PHRASES_BY_FIRST = new Map<string, { readonly rest: readonly string[]; readonly key: string }[]>();
for (const [phrase, word] of PHRASES) {
  const [first = '', ...rest] = phrase.split(' ');
  PHRASES_BY_FIRST.set(first, [...(PHRASES_BY_FIRST.get(first) ?? []), { rest, key: keyOf(word) }]);
}

/** The phrase that begins at `words[at]`, with its length in words; null when none does. */
export function phraseAt(words: readonly { readonly text: string }[], at: number): { key: string; length: number } | null {
  for (const { rest, key } of PHRASES_BY_FIRST.get(words[at]?.text ?? '') ?? []) {
    if (rest.every((word, index) => words[at + 1 + index]?.text === word)) return { key, length: rest.length + 1 };
  }
  return null;
}
