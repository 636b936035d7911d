import type { GraderStamp } from '#app/protocol/index.ts';
import { type AnswerShape, shapeOf } from '../answer-shape.ts';
import type { Claim, ClaimedQuote, Grader, GraderReply } from '../grader.ts';
import { locateQuote } from '../locate-quote.ts';
import type { PreparedAnswer } from '../prepare-answer.ts';
import { faultOf, QUOTE_CHARACTERS } from '../quote-rules.ts';
import type { StatementWords } from '../rubric-words.ts';
import { foreignLanguage } from '../text/language.ts';
import { unreachable } from '../unreachable.ts';
import { CHECKS_PER_SEGMENT } from '../verify-quotes.ts';
import { segmentsOf } from './denial.ts';
import { type Evidence, evidenceIn, isBareName, type Place } from './evidence.ts';
import { misconceptionIn } from './misconception.ts';
import { type Reading, readAnswer } from './reading.ts';
import { strengthOf } from './strength.ts';
import { MET, PARTIAL } from './weights.ts';
import { type Window, windowsOf } from './windows.ts';

const STAMP: GraderStamp = { name: 'offline', version: '2.0.0', model: null, prompt: null };
/** Different words of a check that the place shown for it has to hold. */
const WORDS_IN_PLACE = 2;
/** The false check shares the words of its case, so only nearly all of them together count. */
const FALSE_CHECK_SHARE = 0.85;
const FALSE_CHECK_WIDTH = 16;

/**
 * Reads an answer without a model: word stems, a short list of synonyms, slips of spelling, which words stand together, and negation,
 * weighed as people judged them on our own banks. Same input, same output, everywhere. It sees whether the words of a check stand in
 * sentences that affirm them; it cannot see whether the reasoning holds, so its grades are provisional until a person confirms them.
 */
export function createOfflineGrader(): Grader {
  return {
    name: 'offline',
    passes: 1,
    blindReader: null,
    stamp: () => STAMP,
    find: async (answer) => replyTo(answer),
  };
}

interface Looked {
  readonly reading: Reading;
  readonly shape: AnswerShape;
  /** How many checks each segment shows already; see GR16. */
  readonly served: Map<number, number>;
}

function replyTo(answer: PreparedAnswer): GraderReply {
  const detail = otherLanguage(answer);
  if (detail !== null) return { kind: 'needs-person', reason: 'other-language', detail, spent: null };
  return { kind: 'claims', claims: claimsOf(answer), stamp: STAMP, spent: null };
}

function claimsOf(answer: PreparedAnswer): Claim[] {
  const looked = { reading: readAnswer(answer), shape: shapeOf(answer), served: new Map() };
  const evidence = evidenceIn(looked.reading, looked.shape);
  const { statements } = answer.words;
  // A segment serves three checks, so the most valuable choose first, in the order in which their quotes will be verified.
  const claims = new Map(
    statements
      .toSorted((one, other) => worthOf(other) - worthOf(one))
      .map((words) => [words, claimOf(words, looked, evidence.get(words.statement.ref) ?? null)]),
  );
  return statements.flatMap((words) => claims.get(words) ?? []);
}

function worthOf({ statement }: StatementWords): number {
  return statement.kind === 'check' ? statement.value : 0;
}

/** Why nothing can be told of an answer in a language that question and rubric are not written in; null otherwise. */
function otherLanguage({ segments, kind, words }: PreparedAnswer): string | null {
  const language = kind === 'code' ? null : foreignLanguage(segments.map(({ text }) => text).join('\n'));
  if (!language || language === foreignLanguage(words.topic)) return null;
  return `It is written in ${language}, and this grader compares words with a rubric in another language.`;
}

function claimOf(words: StatementWords, looked: Looked, evidence: Evidence | null): Claim {
  const { statement } = words;
  switch (statement.kind) {
    case 'check':
      return claimOfCheck(words, looked, evidence);
    case 'misconception':
      return claimOfMisconception(words, looked.reading);
    case 'false-check':
    case 'readable-check':
      return claimOfFalseCheck(words, looked.reading);
  }
  return unreachable(statement);
}

function claimOfCheck(words: StatementWords, looked: Looked, evidence: Evidence | null): Claim {
  const { ref } = words.statement;
  const strength = evidence ? strengthOf(evidence.features) : 0;
  if (!evidence || strength < PARTIAL || isStray(evidence, looked.reading))
    return { ref, verdict: 'not-met', quotes: [], reason: 'No sentence comes close to this check.' };
  const [best] = evidence.places;
  const quotes = quotesFor(words, evidence, looked);
  switch (best.denial) {
    case 'strong':
      return { ref, verdict: 'contradicted', quotes, reason: 'A sentence holds the words of this check and calls them false or needless.' };
    case 'plain':
      return { ref, verdict: 'not-met', quotes: [], reason: 'The words of this check stand under a negation.' };
    case 'none': {
      // Where a cue stands whole, raters found two checks of three met that the other figures leave between partly and met.
      const verdict = strength >= (evidence.wholeCue ? PARTIAL : MET) && !isBareName(best.window, looked.reading) ? 'met' : 'partial';
      return { ref, verdict, quotes, reason: reasonFor(best, words, strength) };
    }
  }
  return unreachable(best.denial);
}

/** One word that a check has too is no evidence, however much of the check stands elsewhere. Code is too terse for this. */
function isStray({ places: [{ words }] }: Evidence, { answer }: Reading): boolean {
  return answer.kind === 'prose' && words < WORDS_IN_PLACE;
}

function reasonFor({ phrase }: Place, words: StatementWords, strength: number): string {
  const nearest = phrase === words.says ? 'its own words' : `the cue "${phrase.text}"`;
  return `Comes nearest to ${nearest}; strength ${strength.toFixed(2)}.`;
}

function claimOfMisconception(words: StatementWords, reading: Reading): Claim {
  const { ref } = words.statement;
  const segment = misconceptionIn(words, reading);
  if (segment === null) return { ref, verdict: 'not-met', quotes: [], reason: 'No sentence makes this claim in so many words.' };
  const text = reading.answer.segments[segment]?.text ?? '';
  return {
    ref,
    verdict: 'met',
    quotes: [{ segment: segment + 1, text: text.slice(0, QUOTE_CHARACTERS.most) }],
    reason: 'A sentence makes this claim.',
  };
}

function claimOfFalseCheck(words: StatementWords, reading: Reading): Claim {
  const windows = windowsOf(words.says, reading, { weights: reading.answer.words.weights, width: FALSE_CHECK_WIDTH });
  const met = [...windows.values()].some((window) => window.share >= FALSE_CHECK_SHARE && segmentsOf(window, reading).length === 1);
  return { ref: words.statement.ref, verdict: met ? 'met' : 'not-met', quotes: [], reason: '' };
}

/** The best place whose words the rules of quotes let pass; when there is none the best place all the same, for a person to see. */
function quotesFor(words: StatementWords, { places }: Evidence, { reading, shape, served }: Looked): ClaimedQuote[] {
  const offered = places.map(({ window }) => quotesOf(window, reading));
  const passes = (quote: ClaimedQuote) => {
    const located = locateQuote(quote, reading.answer);
    if (!located || (served.get(located.segment.number) ?? 0) >= CHECKS_PER_SEGMENT) return false;
    return faultOf(located, words, reading.answer, shape) === null;
  };
  const good = offered.find((quotes) => quotes.some(passes))?.filter(passes);
  for (const { segment } of good ?? []) served.set(segment, (served.get(segment) ?? 0) + 1);
  return good ?? offered[0] ?? [];
}

/** The segment of a place, whole where it is short enough, else the part around the words that were found. */
function quotesOf(window: Window, reading: Reading): ClaimedQuote[] {
  return segmentsOf(window, reading).flatMap((segment) => {
    const text = reading.answer.segments[segment]?.text;
    if (text === undefined) return [];
    if (text.length <= QUOTE_CHARACTERS.most) return [{ segment: segment + 1, text }];
    const places = reading.content.slice(window.from, window.to + 1);
    const marks = places.map((index) => reading.marks[index]).filter((mark) => mark?.segment === segment);
    const first = marks[0]?.start ?? 0;
    const last = marks.at(-1)?.end ?? text.length;
    return [{ segment: segment + 1, text: excerpt(text, first, last) }];
  });
}

/** At most QUOTE_CHARACTERS.most characters around a place, cut between words. */
function excerpt(text: string, first: number, last: number): string {
  const spare = Math.max(0, QUOTE_CHARACTERS.most - (last - first));
  let start = Math.max(0, first - Math.floor(spare / 2));
  let end = Math.min(text.length, start + QUOTE_CHARACTERS.most);
  while (start > 0 && start < first && !/\s/.test(text[start - 1] ?? '')) start++;
  while (end < text.length && end > last && !/\s/.test(text[end] ?? '')) end--;
  return text.slice(start, end).trim();
}
