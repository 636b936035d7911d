import type { QuoteRejection } from '#app/protocol/index.ts';
import type { AnswerShape } from './answer-shape.ts';
import { isBorrowed, isCopied } from './borrowed-words.ts';
import type { LocatedQuote } from './locate-quote.ts';
import type { PreparedAnswer, Segment } from './prepare-answer.ts';
import { holdsCue, isAbout } from './quote-relevance.ts';
import { quoteWords } from './quote-words.ts';
import type { StatementWords } from './rubric-words.ts';
import { codeTokens } from './text/words.ts';
import { unquotableSegments } from './unquotable-segments.ts';

export const QUOTE_CHARACTERS = { least: 8, most: 300 } as const;
const QUOTE_WORDS = 3;
/** Code says much in little: `x != y` is a statement. */
const CODE_QUOTE_CHARACTERS = 4;
const CODE_QUOTE_TOKENS = 2;

/** The first rule that a located quote breaks for this statement; null when it counts. Reuse is judged over all quotes together, elsewhere. */
export function faultOf(located: LocatedQuote, words: StatementWords, answer: PreparedAnswer, shape: AnswerShape): QuoteRejection | null {
  if (isTooShort(located.text, words, answer)) return 'too-short';
  const fault = faultForAll(located, answer, shape);
  if (fault) return fault;
  if (isCopied(located.text, words)) return 'question-or-rubric-words';
  return isAbout(located, words, answer) ? null : 'off-check';
}

/** A whole cue is long enough with two words. */
function isTooShort(text: string, words: StatementWords, answer: PreparedAnswer): boolean {
  if (answer.kind === 'code') return text.length < CODE_QUOTE_CHARACTERS || codeTokens(text).length < CODE_QUOTE_TOKENS;
  if (text.length < QUOTE_CHARACTERS.least) return true;
  const own = quoteWords(text, answer);
  return own.content.length < QUOTE_WORDS && !holdsCue(own, words);
}

/** A quote may be offered for every check, so what is wrong with it whatever the check is found out once. */
const faultsForAll = new WeakMap<Segment, Map<string, QuoteRejection | null>>();

function faultForAll(located: LocatedQuote, answer: PreparedAnswer, shape: AnswerShape): QuoteRejection | null {
  const known = faultsForAll.get(located.segment) ?? new Map<string, QuoteRejection | null>();
  faultsForAll.set(located.segment, known);
  const before = known.get(located.text);
  if (before !== undefined) return before;
  const fault = findFaultForAll(located, answer, shape);
  known.set(located.text, fault);
  return fault;
}

function findFaultForAll({ text, segment }: LocatedQuote, answer: PreparedAnswer, shape: AnswerShape): QuoteRejection | null {
  if (text.length > QUOTE_CHARACTERS.most) return 'too-long';
  const why = unquotableSegments(answer).get(segment.number);
  if (why) return why;
  if (shape.termSegments.has(segment.number)) return 'keyword-list';
  return isBorrowed(text, answer) ? 'question-or-rubric-words' : null;
}
