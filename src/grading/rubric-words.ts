import type { Rubric } from '#app/protocol/index.ts';
import { type Statement, statementsOf } from './statements.ts';
import { keyOf, phraseAt } from './text/synonyms.ts';
import { wordSequences } from './text/word-sequences.ts';
import { contentWords, STOP_WORDS, type Word, wordsOf } from './text/words.ts';

/** One way of saying something: the keys of its content words, each once, and whether it says that something is not so. */
export interface Phrase {
  readonly text: string;
  readonly keys: readonly string[];
  readonly negated: boolean;
}

export interface StatementWords {
  readonly statement: Statement;
  readonly says: Phrase;
  readonly cues: readonly Phrase[];
  /** The words of `says` one space apart, with a space at both ends: for finding copied runs of words. */
  readonly saysLine: string;
  /** Keys of `says` and all cues together. */
  readonly keys: ReadonlySet<string>;
}

/** The words of one rubric, with how much each tells. */
export interface RubricWords {
  readonly statements: readonly StatementWords[];
  /**
   * From 0 to 1: 1 for a key of a single statement, falling with the share of statements that have it (inverse document
   * frequency), halved for a key that the question itself holds.
   */
  readonly weights: ReadonlyMap<string, number>;
  /** Pairs of keys, as "one other", that follow each other somewhere in the rubric with at most one content word between. */
  readonly neighbours: ReadonlySet<string>;
  /** Keys, plain words and three-word sequences of the question and of the follow-ups that were asked. */
  readonly asked: { readonly keys: ReadonlySet<string>; readonly words: ReadonlySet<string>; readonly sequences: ReadonlySet<string> };
  /** Question, follow-ups and statements in lower case: words about grading that stand here may stand in an answer. */
  readonly topic: string;
}

/** Verbs that open a check ("Names that …") and say nothing about the answer's content. */
const REPORTING: ReadonlySet<string> = new Set(
  'names states says explains proposes asks suggests describes identifies mentions notes gives recognises recognizes points claims tells links works uses puts'.split(
    ' ',
  ),
);
export const NEGATORS: ReadonlySet<string> = new Set(
  (
    "not no never cannot without neither nor none nothing hardly don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't " +
    "shouldn't hasn't haven't hadn't dont doesnt didnt isnt arent cant wont"
  ).split(' '),
);

/**
 * Rubrics are immutable once loaded, so their words are worked out once each; and once for each question and follow-ups that were asked
 * with them, all of which are authored and few.
 */
const known = new WeakMap<Rubric, Pick<RubricWords, 'statements' | 'neighbours'> & { readonly byAsked: Map<string, RubricWords> }>();

export function rubricWords(rubric: Rubric, asked: readonly string[]): RubricWords {
  const own = known.get(rubric) ?? remember(rubric);
  const name = JSON.stringify(asked);
  const words = own.byAsked.get(name) ?? withAsked(own, asked);
  own.byAsked.set(name, words);
  return words;
}

function withAsked({ statements, neighbours }: Pick<RubricWords, 'statements' | 'neighbours'>, asked: readonly string[]): RubricWords {
  const askedKeys = new Set(asked.flatMap((text) => keysOf(text)));
  return {
    statements,
    weights: weigh(statements, askedKeys),
    neighbours,
    asked: { keys: askedKeys, words: new Set(asked.flatMap(contentWords)), sequences: new Set(asked.flatMap(wordSequences)) },
    topic: [...asked, ...statements.flatMap(({ says, cues }) => [says, ...cues].map((phrase) => phrase.text))].join('\n').toLowerCase(),
  };
}

function remember(rubric: Rubric) {
  const statements = statementsOf(rubric).map(wordsOfStatement);
  const texts = statements.flatMap(({ says, cues }) => [says, ...cues].map((phrase) => phrase.text));
  const work = { statements, neighbours: new Set(texts.flatMap(neighboursIn)), byAsked: new Map<string, RubricWords>() };
  known.set(rubric, work);
  return work;
}

function neighboursIn(text: string): string[] {
  const keys = keysOf(text);
  return keys.flatMap((key, at) => keys.slice(at + 1, at + 3).map((next) => `${key} ${next}`));
}

function wordsOfStatement(statement: Statement): StatementWords {
  const says = phraseOf(withoutReportingVerb(statement.says));
  const cues = statement.cues.map(phraseOf).filter((cue) => cue.keys.length > 0);
  const saysLine = ` ${wordsOf(statement.says)
    .map((word) => word.text)
    .join(' ')} `;
  return { statement, says, cues, saysLine, keys: new Set([says, ...cues].flatMap((phrase) => phrase.keys)) };
}

function weigh(statements: readonly StatementWords[], asked: ReadonlySet<string>): Map<string, number> {
  const having = new Map<string, number>();
  for (const { keys } of statements) for (const key of keys) having.set(key, (having.get(key) ?? 0) + 1);
  const all = Math.log(statements.length + 1);
  return new Map([...having].map(([key, count]) => [key, (Math.log((statements.length + 1) / count) / all) * (asked.has(key) ? 0.5 : 1)]));
}

export function phraseOf(text: string): Phrase {
  const words = wordsOf(text);
  return { text, keys: [...new Set(keysIn(words))], negated: words.some((word) => NEGATORS.has(word.text)) };
}

/** Keys of the content words of a text, in order. */
export function keysOf(text: string): string[] {
  return keysIn(wordsOf(text));
}

function keysIn(words: readonly Word[]): string[] {
  const keys: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const phrase = phraseAt(words, at);
    const word = words[at]?.text ?? '';
    if (phrase) {
      keys.push(phrase.key);
      at += phrase.length - 1;
    } else if (!STOP_WORDS.has(word) && !NEGATORS.has(word)) keys.push(keyOf(word));
  }
  return keys;
}

function withoutReportingVerb(says: string): string {
  const [first, ...rest] = says.split(' ');
  return REPORTING.has((first ?? '').toLowerCase()) ? rest.join(' ') : says;
}
