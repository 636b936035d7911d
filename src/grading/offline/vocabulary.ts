import type { StatementWords } from '../rubric-words.ts';

/** The words of one check as a row, with where each of its phrases has them. */
export interface Vocabulary {
  readonly keys: readonly string[];
  /** For each key the share of the check's cues that hold it, 0 to 1. */
  readonly cueShare: readonly number[];
  /** Indices into `keys` of the words of `says`. */
  readonly says: readonly number[];
  /** The same for each cue. */
  readonly cues: readonly (readonly number[])[];
}

/** Rubrics are immutable once loaded, so their vocabularies are worked out once each. */
const known = new WeakMap<StatementWords, Vocabulary>();

export function vocabularyOf(words: StatementWords): Vocabulary {
  const done = known.get(words);
  if (done) return done;
  const keys = [...words.keys];
  const at = new Map(keys.map((key, index) => [key, index]));
  const places = (own: readonly string[]) => own.flatMap((key) => at.get(key) ?? []);
  const cues = words.cues.map((cue) => places(cue.keys));
  const cueShare = keys.map((_, index) => cues.filter((cue) => cue.includes(index)).length / Math.max(1, cues.length));
  const vocabulary = { keys, cueShare, says: places(words.says.keys), cues };
  known.set(words, vocabulary);
  return vocabulary;
}
