import type { PreparedAnswer } from './prepare-answer.ts';
import { codeTokens, wordsOf } from './text/words.ts';

/** What a program has and a sentence has not: a call, a member, an assignment or comparison, a name of several words. */
const CODE_SIGN = /\w\(|[a-z_]\w*\.[a-z_]|[=<>{}[\]]|\w_\w/i;
const BLOCK_SIGN = /^\s*(?:if|elif|else|for|while|try|except|with|def|class)\b.*:$/;
const SQL_SIGN = /\b(?:SELECT|FROM|WHERE|JOIN|CASE|EXISTS|GROUP BY|ORDER BY|PARTITION BY)\b/;
const SQL_WORDS =
  /\b(?:select|from|where|join|on|as|and|or|group by|order by|having|exists|with|case|when|then|else|over|partition by)\b/gi;
const CODE_WORDS = 2;
/** So many plain words in a row are a sentence, also between signs of code. */
const SENTENCE_WORDS = 6;
/** Drawn in notes, where it means "hence". */
const ARROW = /[-=]>/g;
const STRING = /"(?:[^"\\]|\\.)*"/gs;
const STRING_WORDS = 3;
/** Above this share of its runs of three tokens, a piece of code is the question's. */
const GIVEN_SHARE = 0.9;

/** A line of a program, not a remark beside one. */
export function looksLikeCode(text: string): boolean {
  const code = withoutStringsOfWords(text).replace(ARROW, ' ');
  if (wordsOf(code).length < CODE_WORDS || (!CODE_SIGN.test(code) && !SQL_SIGN.test(code) && !BLOCK_SIGN.test(code))) return false;
  return !code
    .replace(SQL_WORDS, ';')
    .split(/[^\p{L}\p{N}'\u2019 ]/u)
    .some((run) => run.split(' ').filter((word) => word !== '').length >= SENTENCE_WORDS);
}

/** Data that holds words and says nothing itself, such as an answer wrapped in JSON. */
export function isWrapped(text: string): boolean {
  const code = withoutStringsOfWords(text);
  return code !== text && /^\s*[{["]/.test(text) && wordsOf(code).length < CODE_WORDS;
}

/** Sentences inside a string are sentences, whatever stands around them. */
export function withoutStringsOfWords(text: string): string {
  return text.replace(STRING, (string) => (wordsOf(string).length >= STRING_WORDS ? '' : string));
}

interface Given {
  readonly line: string;
  readonly sequences: ReadonlySet<string>;
}

const given = new WeakMap<PreparedAnswer, Given>();

/** Code that was given is repeated to be mended, so only what stands in the question as it is, signs included, is the question's. */
export function isGivenCode(text: string, answer: PreparedAnswer): boolean {
  const asked = given.get(answer) ?? givenIn(answer.question.prompt);
  given.set(answer, asked);
  const line = lineOf(text);
  if (asked.line.includes(line)) return true;
  const own = tokenSequences(line);
  return own.length > 0 && own.filter((each) => asked.sequences.has(each)).length >= own.length * GIVEN_SHARE;
}

function givenIn(prompt: string): Given {
  const line = lineOf(prompt);
  return { line, sequences: new Set(tokenSequences(line)) };
}

function tokenSequences(line: string): string[] {
  const tokens = codeTokens(line);
  return tokens.slice(2).map((token, at) => `${tokens[at]} ${tokens[at + 1]} ${token}`);
}

/** A text on one line, without the marks of comments and of strings inside strings: how somebody types it again. */
function lineOf(text: string): string {
  return text
    .replace(/(?:^|\n)\s{0,20}(?:--|#|\/\/)/g, ' ')
    .replace(/\\[nt]/g, ' ')
    .replace(/\\"/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
