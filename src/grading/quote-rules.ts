import type { QuoteRejection } from '#app/protocol/index.ts';
import type { AnswerShape } from './answer-shape.ts';
import type { LocatedQuote } from './locate-quote.ts';
import { talksAboutGrading } from './meta-lexicon.ts';
import type { PreparedAnswer } from './prepare-answer.ts';
import { keysOf, type StatementWords } from './rubric-words.ts';
import { sharedSequences } from './text/word-sequences.ts';
import { codeTokens, contentWords, wordsOf } from './text/words.ts';

export const QUOTE_CHARACTERS = { least: 8, most: 300 } as const;
const QUOTE_WORDS = 3;
/** Code says much in little: `x != y` is a statement. */
const CODE_QUOTE_CHARACTERS = 4;
const CODE_QUOTE_TOKENS = 2;
/** Above these shares of the question's words, and of its runs of three words, a quote only says the question again. */
const BORROWED = { words: 0.8, sequences: 0.4 } as const;
/** So many words in the rubric's own order come from a leaked rubric, not from a candidate. */
const COPIED_WORDS = 12;
/** A word that more than this share of the statements have does not tell one of them from another. */
const TELLING_SHARE = 0.5;
/** Words that a quote in prose shares with its check, at least one of them telling. Code is too terse for two. */
const SHARED_WORDS = { prose: 2, code: 1 } as const;

/** Words of praise, of order, of the exercise itself and of everyday talk: they make no quote be about a check. */
const FILLER: ReadonlySet<string> = new Set(
  keysOf(
    'answer question point key example explain correct correctly complete clear clearly good best better great case thing way make made use used need know think say said work get got take took give given go see one two step detail fact part ' +
      'everything nothing anything something someone everybody requirement satisfied comprehensive precise identify mention cover imply expert level maximum result reason solution solve definition final follow ' +
      'please really job want like look come mean try let lets new old next last previous above below high higher low lower early late now today day week month year always again even only well back still already here there after before during between through because while ' +
      'different many much few long short full real true yes ok okay instead else however also too than very quite must never without within',
  ),
);

/** The first rule that a located quote breaks for this statement; null when it counts. Reuse is judged over all quotes together, elsewhere. */
export function faultOf(located: LocatedQuote, words: StatementWords, answer: PreparedAnswer, shape: AnswerShape): QuoteRejection | null {
  const { text, segment } = located;
  if (isTooShort(text, answer.kind)) return 'too-short';
  if (text.length > QUOTE_CHARACTERS.most) return 'too-long';
  // The whole segment: otherwise the clean half of "this shows drift, which earns full marks" could be quoted.
  if (talksAboutGrading(segment.text, answer.words)) return 'talks-about-grading';
  if (shape.termSegments.has(segment.number)) return 'keyword-list';
  if (isBorrowed(text, answer) || isCopied(text, words)) return 'question-or-rubric-words';
  // The whole segment: people show a check in few words, and the sentence around them says what they are about.
  if (!isAbout(segment.text, words, answer)) return 'off-check';
  return null;
}

function isTooShort(text: string, kind: PreparedAnswer['kind']): boolean {
  return kind === 'code'
    ? text.length < CODE_QUOTE_CHARACTERS || codeTokens(text).length < CODE_QUOTE_TOKENS
    : text.length < QUOTE_CHARACTERS.least || contentWords(text).length < QUOTE_WORDS;
}

function isBorrowed(text: string, answer: PreparedAnswer): boolean {
  if (answer.kind === 'code') return false;
  const own = [...new Set(contentWords(text))];
  const { words, sequences } = answer.words.asked;
  return (
    own.filter((word) => words.has(word)).length / own.length > BORROWED.words && sharedSequences(text, sequences) > BORROWED.sequences
  );
}

function isCopied(text: string, { saysLine }: StatementWords): boolean {
  const own = wordsOf(text).map((word) => word.text);
  return own.some((_, at) => at + COPIED_WORDS <= own.length && saysLine.includes(` ${own.slice(at, at + COPIED_WORDS).join(' ')} `));
}

/** Something that was done or seen: told with a figure, of oneself, or in the past. */
const ACCOUNT = /\d|\b(?:i|we|my|our|me|us)\b|\b\w{2,}ed\b|\b(?:was|were|had|did)\b|n['\u2019]t\b/i;

/** Holds a whole cue, or shares words with the statement of which at least one tells it from others. */
function isAbout(text: string, words: StatementWords, answer: PreparedAnswer): boolean {
  // No rubric can foresee the words of somebody's own experience; there, any sentence that tells something may show a check.
  if (answer.question.kind === 'experience' && ACCOUNT.test(text)) return true;
  const own = new Set(keysOf(text));
  if (words.cues.some((cue) => cue.keys.length >= 2 && cue.keys.every((key) => own.has(key)) && !cue.keys.every(isFiller))) return true;
  const shared = [...own].filter((key) => words.keys.has(key) && !isFiller(key));
  const most = answer.words.statements.length * TELLING_SHARE;
  const telling = shared.filter((key) => answer.words.statements.filter((other) => other.keys.has(key)).length <= most);
  // A figure of the case is worth two words: nobody writes 0.0321 about something else.
  return telling.length > 0 && (shared.length >= SHARED_WORDS[answer.kind] || telling.some(isFigure));
}

/** A number of at least two digits. */
function isFigure(key: string): boolean {
  return /^\d/.test(key) && key.replace(/\D/g, '').length >= 2;
}

/** A single character is filler too: every list is numbered, and struck-through text falls into letters. */
function isFiller(key: string): boolean {
  return key.length < 2 || FILLER.has(key);
}
