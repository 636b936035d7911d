import { looksLikeCode } from './code-lines.ts';
import type { PreparedAnswer } from './prepare-answer.ts';
import { keysOf } from './rubric-words.ts';
import { keyOf } from './text/synonyms.ts';
import { contentWords, STOP_WORDS, wordsOf } from './text/words.ts';

/** So many words such as "of" and "that" make a piece of text a piece of language. */
const SMALL_WORDS = 2;

/** The words of a piece of an answer, whatever check it is offered for. */
export interface QuoteWords {
  readonly content: readonly string[];
  /** Content words of two letters and more that question or rubric hold, each once. */
  readonly known: readonly string[];
  readonly keys: ReadonlySet<string>;
  /** Keys without the numbers that any text has: of its own paragraphs ("Answer 12:"), and of years of work. */
  readonly ownKeys: ReadonlySet<string>;
  readonly isCode: boolean;
  /** Small words hold a sentence together. Base64, mark-up and look-alike letters have none. */
  readonly isLanguage: boolean;
}

/** A quote may be offered for every check, so its words are worked out once. */
const worked = new WeakMap<PreparedAnswer, Map<string, QuoteWords>>();

export function quoteWords(text: string, answer: PreparedAnswer): QuoteWords {
  const own = worked.get(answer) ?? new Map<string, QuoteWords>();
  worked.set(answer, own);
  const words = own.get(text) ?? workOut(text, answer);
  own.set(text, words);
  return words;
}

function workOut(text: string, { words: { asked, weights } }: PreparedAnswer): QuoteWords {
  const content = contentWords(text);
  const isKnown = (word: string) => word.length > 1 && (asked.words.has(word) || weights.has(keyOf(word)));
  return {
    content,
    known: [...new Set(content)].filter(isKnown),
    keys: new Set(keysOf(text)),
    ownKeys: new Set(keysOf(withoutNumbering(text))),
    isCode: looksLikeCode(text),
    isLanguage: wordsOf(text).filter((word) => word.text.length > 1 && STOP_WORDS.has(word.text)).length >= SMALL_WORDS,
  };
}

function withoutNumbering(text: string): string {
  return text.replace(/^[^\p{L}\d]*\p{L}+ \d{2,3} ?:/u, '').replace(/\b\d{1,2} years?\b/gi, '');
}
