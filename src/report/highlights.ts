import type { Highlight, Quote, ReportCriterion, ReportQuestion } from '#app/protocol/index.ts';
import { effectiveLevel, unmatchedWords } from '#app/wording/index.ts';

export const MAX_HIGHLIGHTS = 3;

type ReportFinding = ReportCriterion['findings'][number];

interface Candidate {
  readonly highlight: Highlight;
  /** Lower ranks come first, whatever the value. */
  readonly rank: number;
  /** Points × weight, on one scale over all questions. */
  readonly value: number;
}

/** Met checks with a verified quote, worth most (points × weight), each from another question, from criteria that reached level 2. */
export function strongest(questions: readonly ReportQuestion[]): Highlight[] {
  const candidates = eachFinding(questions, (question, criterion, finding) => {
    const quote = finding.quotes[0];
    if (finding.kind !== 'check' || finding.verdict !== 'met' || !quote || (effectiveLevel(criterion) ?? 0) < 2) return null;
    return candidate(question, criterion, finding, { quote, rank: 0, value: finding.points * criterion.weight });
  });
  return pick(candidates, ({ questionId }) => questionId);
}

/**
 * What speaks against: wrong claims and contradicted checks in the candidate's words first, then the most valuable open check of a
 * criterion at level 0 or 1, then the most valuable open checks of the rest. One for each criterion; other questions go first. A check
 * that unmatched words may show speaks against nobody until a person has read them.
 */
export function weakest(questions: readonly ReportQuestion[]): Highlight[] {
  const candidates = eachFinding(questions, (question, criterion, finding) => {
    const level = effectiveLevel(criterion);
    const quote = finding.quotes[0] ?? null;
    if (level === null) return null;
    if (quote && isWrongClaim(finding)) return candidate(question, criterion, finding, { quote, rank: 0, value: criterion.weight });
    if (!isOpen(finding) || unmatchedWords(finding).length > 0) return null;
    return candidate(question, criterion, finding, { quote: null, rank: level <= 1 ? 1 : 2, value: finding.points * criterion.weight });
  });
  const onePerCriterion = pick(candidates, (highlight) => `${highlight.questionId}/${highlight.criterion}`, Number.POSITIVE_INFINITY);
  const spread = firstOfEach(onePerCriterion, ({ questionId }) => questionId);
  return [...spread, ...onePerCriterion.filter((highlight) => !spread.includes(highlight))].slice(0, MAX_HIGHLIGHTS);
}

export function isWrongClaim(finding: ReportFinding): boolean {
  if (finding.kind === 'misconception') return finding.verdict === 'met' || finding.verdict === 'partial';
  return finding.verdict === 'contradicted';
}

/** A check that the answer did not fully show. */
export function isOpen(finding: ReportFinding): boolean {
  return finding.kind === 'check' && (finding.verdict === 'not-met' || finding.verdict === 'partial' || finding.verdict === 'cannot-tell');
}

function eachFinding<T>(
  questions: readonly ReportQuestion[],
  read: (question: ReportQuestion, criterion: ReportCriterion, finding: ReportFinding) => T | null,
): T[] {
  return questions
    .flatMap((question) =>
      question.criteria.flatMap((criterion) => criterion.findings.map((finding) => read(question, criterion, finding))),
    )
    .filter((value) => value !== null);
}

function candidate(
  question: ReportQuestion,
  criterion: ReportCriterion,
  finding: ReportFinding,
  { quote, rank, value }: { quote: Quote | null; rank: number; value: number },
): Candidate {
  const { questionId, number } = question;
  return {
    rank,
    value,
    highlight: { questionId, number, criterion: criterion.criterion, dimension: criterion.dimension, says: finding.says, quote },
  };
}

/** Best first; ties keep the form's order, so that the same events give the same report. */
function pick(candidates: readonly Candidate[], key: (highlight: Highlight) => string, most: number = MAX_HIGHLIGHTS): Highlight[] {
  const ordered = candidates.toSorted((a, b) => a.rank - b.rank || b.value - a.value).map(({ highlight }) => highlight);
  return firstOfEach(ordered, key).slice(0, most);
}

function firstOfEach(highlights: readonly Highlight[], key: (highlight: Highlight) => string): Highlight[] {
  const seen = new Set<string>();
  return highlights.filter((highlight) => {
    const fresh = !seen.has(key(highlight));
    seen.add(key(highlight));
    return fresh;
  });
}
