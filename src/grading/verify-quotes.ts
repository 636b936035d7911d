import type { Finding, Quote } from '#app/protocol/index.ts';
import type { AnswerShape } from './answer-shape.ts';
import type { Claim } from './grader.ts';
import { locateQuote } from './locate-quote.ts';
import type { PreparedAnswer } from './prepare-answer.ts';
import { faultOf } from './quote-rules.ts';
import type { StatementWords } from './rubric-words.ts';

/** A sentence that shows everything shows nothing in particular. */
export const CHECKS_PER_SEGMENT = 3;

export interface VerifiedClaim {
  readonly claim: Claim;
  readonly words: StatementWords;
  readonly quotes: readonly Quote[];
  /** Broke the rule of relevance alone: shown to a person, and worth nothing. */
  readonly unmatched: readonly Quote[];
  readonly rejected: Finding['rejected'];
}

/**
 * Proves every quote of every claim against the stored text. A segment serves the most valuable checks first, then stops serving;
 * misconceptions and the false check take nothing from that allowance. The result has the order of the claims.
 */
export function verifyQuotes(claims: readonly Claim[], answer: PreparedAnswer, shape: AnswerShape): VerifiedClaim[] {
  const byRef = new Map(answer.words.statements.map((words) => [words.statement.ref, words]));
  const served = new Map<number, number>();
  const verified = new Map<Claim, VerifiedClaim>();
  const worthOf = (claim: Claim) => {
    const statement = byRef.get(claim.ref)?.statement;
    return statement?.kind === 'check' ? statement.value : 0;
  };
  for (const claim of claims.toSorted((one, other) => worthOf(other) - worthOf(one))) {
    const words = byRef.get(claim.ref);
    if (words) verified.set(claim, verifyClaim({ claim, words, answer, shape, served }));
  }
  return claims.flatMap((claim) => verified.get(claim) ?? []);
}

function verifyClaim(input: {
  claim: Claim;
  words: StatementWords;
  answer: PreparedAnswer;
  shape: AnswerShape;
  served: Map<number, number>;
}): VerifiedClaim {
  const { claim, words, answer, shape, served } = input;
  const quotes: Quote[] = [];
  const unmatched: Quote[] = [];
  const rejected: Finding['rejected'] = [];
  const used = new Set<number>();
  for (const claimed of claim.quotes) {
    const located = locateQuote(claimed, answer);
    if (!located) {
      rejected.push({ text: claimed.text, why: 'not-in-answer' });
      continue;
    }
    const counts = words.statement.kind === 'check' && !used.has(located.segment.number);
    const why =
      faultOf(located, words, answer, shape) ??
      (counts && (served.get(located.segment.number) ?? 0) >= CHECKS_PER_SEGMENT ? 'reused' : null);
    if (why) {
      // The rule of relevance is the last one that looks at the words themselves.
      if (why === 'off-check') unmatched.push(located.quote);
      rejected.push({ text: claimed.text, why });
      continue;
    }
    if (counts) served.set(located.segment.number, (served.get(located.segment.number) ?? 0) + 1);
    used.add(located.segment.number);
    quotes.push(located.quote);
  }
  return { claim, words, quotes, unmatched, rejected };
}
