/** Words that carry no content of their own; the list is part of the definition of every length rule and never changes silently. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    "a an the is are was were be been being am of to in on at by for with from as and or but if then than that this these those it its it's " +
    'they them their he she his her we our you your i me my which who whom what when where how why so such can could may might will would ' +
    'shall should do does did has have had not no there here into also any some each other more most very just about up out over'
  ).split(' '),
);

/** A number is one word with its thousands and decimals (`9,000`, `0.45`, `.45`), then any other word. Linear: no nested repetition. */
const WORD = /\d{1,3}(?:,\d{3})+(?:\.\d+)?k?|(?<![\p{L}\p{N}])\d*\.\d+k?|[\p{L}\p{N}]+(?:['\u2019]\p{L}+)?/gu;
const CODE_TOKEN = /[\p{L}\p{N}]+|[=<>!+\-*/%&|^~]+|[()[\]{},.:;@]/gu;
const CODE_MARK = /^[()[\]{},.:;@]$/;

export interface Word {
  /** Lower case, straight apostrophe. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    text: match[0].toLowerCase().replace('\u2019', "'"),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Words outside the stop-word list, in order, with repetitions. */
export function contentWords(text: string): string[] {
  return wordsOf(text)
    .map((word) => word.text)
    .filter((word) => !STOP_WORDS.has(word));
}

/** Names, numbers and operators of a piece of code: brackets and separators do not count, stop words do (`for`, `in`, `not`). */
export function codeTokens(text: string): string[] {
  return [...text.matchAll(CODE_TOKEN)].map((match) => match[0].toLowerCase()).filter((token) => !CODE_MARK.test(token));
}
