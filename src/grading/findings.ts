import type { Finding, Verdict } from '#app/protocol/index.ts';
import type { VerifiedClaim } from './verify-quotes.ts';

/** What holds of a claim once its quotes were verified. The false check has no finding: it is nobody's to meet. */
export function findingsFrom(verified: readonly VerifiedClaim[]): Finding[] {
  return verified.flatMap(({ claim, words, quotes, unmatched, rejected }): Finding[] => {
    const { kind } = words.statement;
    if (kind !== 'check' && kind !== 'misconception') return [];
    const verdict = quotes.length > 0 ? claim.verdict : withoutEvidence(claim.verdict);
    return [
      {
        check: claim.ref,
        kind,
        claimed: claim.verdict,
        verdict,
        quotes: [...quotes],
        unmatched: [...unmatched],
        rejected: [...rejected],
        passes: [verdict],
        entailment: null,
        reason: claim.reason,
      },
    ];
  });
}

/** Met, partly met and contradicted are claims about words in the answer: without the words there is nothing to tell from. */
function withoutEvidence(claimed: Verdict): Verdict {
  return claimed === 'not-met' ? 'not-met' : 'cannot-tell';
}
