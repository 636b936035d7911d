import type { GraderStamp } from '#app/protocol/index.ts';
import type { Claim, ClaimedQuote, Grader } from '../grader.ts';
import type { PreparedAnswer } from '../prepare-answer.ts';
import { QUOTE_CHARACTERS } from '../quote-rules.ts';
import type { StatementWords } from '../rubric-words.ts';
import { unreachable } from '../unreachable.ts';
import { segmentsOf } from './denial.ts';
import { type Evidence, evidenceFor, MET, PARTIAL } from './evidence.ts';
import { misconceptionIn } from './misconception.ts';
import { type Reading, readAnswer } from './reading.ts';
import { windowsOf } from './windows.ts';

const STAMP: GraderStamp = { name: 'offline', version: '1', model: null, prompt: null };
/** The false check shares the words of its case, so only nearly all of them together count. */
const FALSE_CHECK_SHARE = 0.85;
const FALSE_CHECK_WIDTH = 16;

/**
 * Reads an answer without a model: word stems, a short list of synonyms, distances between words, and negation. Same input, same
 * output, everywhere. It sees whether the words of a check stand together in a sentence that affirms them; it cannot see whether the
 * reasoning holds, so its grades are provisional until a person confirms them.
 */
export function createOfflineGrader(): Grader {
  return {
    name: 'offline',
    stamp: () => STAMP,
    find: async (answer) => ({ kind: 'claims', claims: claimsOf(answer), stamp: STAMP, usage: null }),
  };
}

function claimsOf(answer: PreparedAnswer): Claim[] {
  const reading = readAnswer(answer);
  return answer.words.statements.map((words) => claimOf(words, reading));
}

function claimOf(words: StatementWords, reading: Reading): Claim {
  const { statement } = words;
  switch (statement.kind) {
    case 'check':
      return claimOfCheck(words, reading);
    case 'misconception':
      return claimOfMisconception(words, reading);
    case 'false-check':
      return claimOfFalseCheck(words, reading);
  }
  return unreachable(statement);
}

function claimOfCheck(words: StatementWords, reading: Reading): Claim {
  const { ref } = words.statement;
  const evidence = evidenceFor(words, reading);
  if (!evidence || evidence.strength < PARTIAL)
    return { ref, verdict: 'not-met', quotes: [], reason: 'No sentence comes close to this check.' };
  const quotes = quotesOf(evidence, reading);
  switch (evidence.denial) {
    case 'strong':
      return { ref, verdict: 'contradicted', quotes, reason: 'A sentence holds the words of this check and calls them false or needless.' };
    case 'plain':
      return { ref, verdict: 'not-met', quotes: [], reason: 'The words of this check stand under a negation.' };
    case 'none': {
      const verdict = evidence.strength >= MET ? 'met' : 'partial';
      return {
        ref,
        verdict,
        quotes,
        reason: evidence.cue ? `Matches the cue "${evidence.cue.text}".` : 'Holds most of the words that tell this check from others.',
      };
    }
  }
  return unreachable(evidence.denial);
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

/** The segments of the evidence, each whole where it is short enough, else the part around the words that were found. */
function quotesOf({ window }: Evidence, reading: Reading): ClaimedQuote[] {
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
