import { isGivenCode } from './code-lines.ts';
import type { PreparedAnswer } from './prepare-answer.ts';
import { quoteWords } from './quote-words.ts';
import type { StatementWords } from './rubric-words.ts';
import { sharedSequences } from './text/word-sequences.ts';
import { STOP_WORDS, wordsOf } from './text/words.ts';

/** Above these shares of the question's words, and of its runs of three words, a quote only says the question again. */
const BORROWED = { words: 0.8, sequences: 0.4 } as const;
/** So many words in the rubric's own order come from a leaked rubric, not from a candidate. */
const COPIED_WORDS = 12;

/** Words of the question. What neither question nor rubric knows dilutes nothing: a borrowed sentence stays so with any words beside it. */
export function isBorrowed(text: string, answer: PreparedAnswer): boolean {
  const own = quoteWords(text, answer);
  if (answer.kind === 'code' && (isGivenCode(text, answer) || own.isCode)) return isGivenCode(text, answer);
  const known = new Set(own.known);
  const { words, sequences } = answer.words.asked;
  if (own.known.filter((word) => words.has(word)).length <= known.size * BORROWED.words) return false;
  const plain = wordsOf(text)
    .map((word) => word.text)
    .filter((word) => STOP_WORDS.has(word) || known.has(word));
  return sharedSequences(plain.join(' '), sequences) > BORROWED.sequences;
}

/** Words of the check, in its own order. */
export function isCopied(text: string, { saysLine }: StatementWords): boolean {
  const own = wordsOf(text).map((word) => word.text);
  return own.some((_, at) => at + COPIED_WORDS <= own.length && saysLine.includes(` ${own.slice(at, at + COPIED_WORDS).join(' ')} `));
}
