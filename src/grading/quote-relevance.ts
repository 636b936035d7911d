import { isWrapped, withoutStringsOfWords } from './code-lines.ts';
import type { LocatedQuote } from './locate-quote.ts';
import type { PreparedAnswer } from './prepare-answer.ts';
import { type QuoteWords, quoteWords } from './quote-words.ts';
import { keysOf, type StatementWords } from './rubric-words.ts';
import { keyOf } from './text/synonyms.ts';

/** A word that more than this share of the statements have does not tell one of them from another. */
const TELLING_SHARE = 0.5;
/** Words that a sentence shares with the check it is quoted for, at least one of them telling. A line of code is too terse for two. */
const SHARED_WORDS = { prose: 2, code: 1 } as const;
/** So many words of question and rubric show that a piece of a sentence, or a line of notes beside code, is about the case. */
const KNOWN_WORDS = { quote: 3, line: 4 } as const;
/** Words of every program. */
const BOILERPLATE: ReadonlySet<string> = new Set(keysOf('def import pass class self select'));

/** Words of praise, of order, of the exercise itself and of everyday talk: they make no quote be about a check. */
const FILLER: ReadonlySet<string> = new Set(
  keysOf(
    'answer question point key example explain correct correctly complete clear clearly good best better great case thing way make made use used need know think say said work get got take took give given go see one two step detail fact part ' +
      'everything nothing anything something someone everybody requirement satisfied comprehensive precise identify mention cover imply expert level maximum result reason solution solve definition final follow ' +
      'please really job want like look come mean try let lets new old next last previous above below high higher low lower early late now today day week month year always again even only well back still already here there after before during between through because while ' +
      'different many much few long short full real true yes ok okay instead else however also too than very quite must never without within ' +
      'every both candidate criterion criteria met',
  ),
);

/** Something that was done or seen: told with a figure, of oneself, or in the past. */
const ACCOUNT = /\d|\b(?:i|we|my|our|me|us)\b|\b\w{2,}ed\b|\b(?:was|were|had|did)\b|n['\u2019]t\b/i;

/** Figures inside words, as in Base64 and "1gn0r3". */
const CIPHER = /\p{L}\d+\p{L}/u;

/**
 * The sentence around the quote holds a whole cue, or shares words with the statement of which at least one tells it from others; and the
 * quote is language or brings words of the case itself. People show a check in few words, and the sentence says what they are about; but
 * signs and ciphers that were put beside an honest sentence borrow nothing from it.
 */
export function isAbout({ text, segment }: LocatedQuote, words: StatementWords, answer: PreparedAnswer): boolean {
  // No rubric can foresee the words of somebody's own experience; there, any sentence that tells something may show a check.
  if (answer.question.kind === 'experience' && isAccount(segment.text, answer)) return true;
  return isSentenceAbout(segment.text, words, answer) && (text === segment.text || bringsSomething(text, words, answer));
}

/** Two or more words of a cue that are not all filler make it whole. */
export function holdsCue({ keys: own }: QuoteWords, { cues }: StatementWords): boolean {
  return cues.some(({ keys }) => keys.length >= 2 && keys.every((key) => own.has(key)) && !keys.every(isFiller));
}

function isAccount(sentence: string, answer: PreparedAnswer): boolean {
  return ACCOUNT.test(sentence) && (!CIPHER.test(sentence) || quoteWords(sentence, answer).isLanguage);
}

function isSentenceAbout(sentence: string, words: StatementWords, answer: PreparedAnswer): boolean {
  if (answer.kind === 'code' && isWrapped(sentence)) return false;
  const own = quoteWords(sentence, answer);
  if (holdsCue(own, words)) return true;
  const shared = sharedKeys(own, words);
  const { statements } = answer.words;
  const most = statements.length * TELLING_SHARE;
  const telling = shared.filter((key) => statements.filter((other) => other.keys.has(key)).length <= most);
  // A figure of the case is worth two words: nobody writes 0.0321 about something else.
  const isTerse = answer.kind === 'code' && (own.isCode || isNote(sentence, own));
  return telling.length > 0 && (shared.length >= SHARED_WORDS[isTerse ? 'code' : 'prose'] || telling.some(isFigure));
}

/** A remark beside the code, full of the case: as terse as the code. Words inside a string are nobody's remark. */
function isNote(sentence: string, { known }: QuoteWords): boolean {
  return known.filter((word) => !isFiller(keyOf(word))).length >= KNOWN_WORDS.line && withoutStringsOfWords(sentence) === sentence;
}

function bringsSomething(text: string, words: StatementWords, answer: PreparedAnswer): boolean {
  const own = quoteWords(text, answer);
  return own.isLanguage || own.known.length >= KNOWN_WORDS.quote || [...own.keys].some(isFigure) || sharedKeys(own, words).length > 0;
}

function sharedKeys({ ownKeys, isCode, isLanguage }: QuoteWords, words: StatementWords): string[] {
  const isBare = isCode && !isLanguage;
  return [...ownKeys].filter((key) => words.keys.has(key) && !isFiller(key) && !(isBare && BOILERPLATE.has(key)));
}

/** A number of at least two digits, or the name of a row, such as T1. */
function isFigure(key: string): boolean {
  return /^[a-z]\d{1,2}$/.test(key) || (/^\d/.test(key) && key.replace(/\D/g, '').length >= 2);
}

/** A single character is filler too: every list is numbered, and struck-through text falls into letters. */
function isFiller(key: string): boolean {
  return key.length < 2 || FILLER.has(key);
}
