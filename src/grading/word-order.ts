import { keysOf, type RubricWords } from './rubric-words.ts';
import { STOP_WORDS, type Word, wordsOf } from './text/words.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const ARTICLES = words('the a an its their our my your');
const PREPOSITIONS = words('of in on at by with from for into');
const CONJUNCTIONS = words('and or but because if');
const AUXILIARIES = words('is are was were be been being am has have had can could may might will would shall should do does did');

/** Fewer pairs than this prove nothing. */
const LEAST_PAIRS = 8;
/** Share of impossible pairs: at most 0.11 in 379 exam answers of learners of English, 0.2 and more in half of the same answers shuffled. */
const SHUFFLED_SHARE = 0.15;
/** So many words without a pause and almost without small words are a list, whoever writes them. */
const BARE_RUN_WORDS = 20;
const BARE_RUN_SMALL_SHARE = 0.12;

/**
 * True for words put in an order in which nobody speaks: the words of a sentence shuffled, or a long run of terms. It looks only at
 * what follows articles, prepositions and conjunctions, which learners of English place almost as reliably as others.
 */
export function looksShuffled(text: string): boolean {
  const all = wordsOf(text);
  let pairs = 0;
  let impossible = 0;
  for (let at = 0; at + 1 < all.length; at++) {
    const first = all[at];
    const next = all[at + 1];
    if (!first || !next || text.slice(first.end, next.start).trim() !== '') continue;
    if (!ARTICLES.has(first.text) && !PREPOSITIONS.has(first.text) && !CONJUNCTIONS.has(first.text)) continue;
    pairs++;
    if (isImpossible(first.text, next.text)) impossible++;
  }
  return (pairs >= LEAST_PAIRS && impossible / pairs >= SHUFFLED_SHARE) || isBareRun(text, all);
}

/** So much of an honest answer, even an expert's, is never the rubric's own vocabulary and in none of its orders. */
const RUBRIC_SHARE = 0.85;
const RUBRIC_LEAST_PAIRS = 15;
const RUBRIC_ORDER_SHARE = 0.25;
/** Of a whole answer that is the rubric's words and nothing else, more has to be in order. */
const ONLY_RUBRIC = { share: 0.95, order: 0.33 } as const;

/**
 * True for the rubric's words thrown together: nearly all words are from the rubric, yet hardly any two neighbours are neighbours there.
 * Answers that earn their words agree with the rubric's word order in a third of the pairs and more, random order in a tenth.
 */
export function isRubricInNoOrder(text: string, words: RubricWords, extent: 'answer' | 'segment'): boolean {
  const keys = keysOf(text);
  const known = keys.filter((key) => words.weights.has(key)).length / keys.length;
  if (known < RUBRIC_SHARE) return false;
  let pairs = 0;
  let ordered = 0;
  for (const [at, key] of keys.entries()) {
    const next = keys[at + 1];
    if (next === undefined || next === key || !words.weights.has(key) || !words.weights.has(next)) continue;
    pairs++;
    if (words.neighbours.has(`${key} ${next}`)) ordered++;
  }
  const least = extent === 'answer' && known >= ONLY_RUBRIC.share ? ONLY_RUBRIC.order : RUBRIC_ORDER_SHARE;
  return pairs >= RUBRIC_LEAST_PAIRS && ordered / pairs < least;
}

function isImpossible(first: string, next: string): boolean {
  if (ARTICLES.has(first)) return ARTICLES.has(next) || PREPOSITIONS.has(next) || CONJUNCTIONS.has(next) || AUXILIARIES.has(next);
  if (PREPOSITIONS.has(first)) return PREPOSITIONS.has(next) || CONJUNCTIONS.has(next) || AUXILIARIES.has(next);
  return first === next || (CONJUNCTIONS.has(first) && (next === 'and' || next === 'or' || next === 'of'));
}

function isBareRun(text: string, all: readonly Word[]): boolean {
  if (all.length < BARE_RUN_WORDS) return false;
  const pauses = all.filter((word, at) =>
    /[.,;:!?\n()=+\-\u2013\u2014/]/.test(text.slice(word.end, all[at + 1]?.start ?? word.end)),
  ).length;
  const small = all.filter((word) => STOP_WORDS.has(word.text)).length;
  return pauses === 0 && small / all.length < BARE_RUN_SMALL_SHARE;
}
