import type { Quote, ReportCriterion } from '#app/protocol/index.ts';

type ReportFinding = ReportCriterion['findings'][number];

/** Words that may show a check which is not fully credited: for a person to read. Beside a check that is met they would change nothing. */
export function unmatchedWords({ kind, verdict, unmatched }: ReportFinding): readonly Quote[] {
  return kind === 'check' && verdict !== 'met' ? unmatched : [];
}

/** Quotes that were thrown out for good. Grading lists what it kept as unmatched words among the rejected ones too. */
export function thrownOut(finding: ReportFinding): ReportFinding['rejected'] {
  return unmatchedWords(finding).length === 0 ? finding.rejected : finding.rejected.filter(({ why }) => why !== 'off-check');
}

/** Different places in the answers: words that may show two checks are read once. */
export function countPlaces(quotes: readonly Quote[]): number {
  return new Set(quotes.map(({ turnId, start, end }) => `${turnId} ${start} ${end}`)).size;
}
