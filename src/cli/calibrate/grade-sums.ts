import type { GradeOutcome } from '#app/grading/index.ts';
import type { CalibrationDocument, Grade, Usage } from '#app/protocol/index.ts';

/** What became of every quote that the grader offered. */
export function quotesOf(grades: readonly Grade[]): CalibrationDocument['quotes'] {
  const findings = grades.flatMap((grade) => grade.findings);
  const quotes = findings.flatMap((finding) => finding.quotes);
  const rejected = findings.flatMap((finding) => finding.rejected.map(({ why }) => why));
  const rules = [...new Set(rejected.filter((why) => why !== 'not-in-answer'))].toSorted();
  const count = (rule: string) => rejected.filter((why) => why === rule).length;
  return {
    shown: quotes.length + rejected.length,
    exact: quotes.filter(({ match }) => match === 'exact').length,
    repaired: quotes.filter(({ match }) => match === 'repaired').length,
    refused: Object.fromEntries(rules.map((rule) => [rule, count(rule)])),
    unverified: count('not-in-answer'),
  };
}

/** Tokens and money of all gradings; money is null as soon as one price is not known. */
export function addedUsage(outcomes: readonly GradeOutcome[]): Pick<CalibrationDocument, 'usage' | 'costMicroUsd'> {
  const asked = outcomes.flatMap((outcome) => (outcome.kind === 'graded' && outcome.grade.usage ? [outcome.grade] : []));
  if (asked.length === 0) return { usage: null, costMicroUsd: null };
  const total = (key: keyof Usage) => asked.reduce((sum, { usage }) => sum + (usage?.[key] ?? 0), 0);
  const costs = asked.flatMap(({ costMicroUsd }) => costMicroUsd ?? []);
  return {
    usage: {
      inputTokens: total('inputTokens'),
      outputTokens: total('outputTokens'),
      cacheReadTokens: total('cacheReadTokens'),
      cacheWriteTokens: total('cacheWriteTokens'),
    },
    costMicroUsd: costs.length < asked.length ? null : costs.reduce((sum, cost) => sum + cost, 0),
  };
}
