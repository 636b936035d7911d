import type { GradeOutcome } from '#app/grading/index.ts';
import type { CalibrationDocument, GraderStamp, NeedsPersonReason, NotAssessable } from '#app/protocol/index.ts';
import { NEEDS_PERSON_WORDS, NOT_ASSESSABLE_WORDS } from '#app/wording/index.ts';
import type { GoldSet } from './gold-set.ts';

const OTHER_STAMP = 'other-stamp';

type Reason = NeedsPersonReason | NotAssessable | typeof OTHER_STAMP;

const WORDS: Readonly<Record<Reason, string>> = {
  ...NOT_ASSESSABLE_WORDS,
  ...NEEDS_PERSON_WORDS,
  [OTHER_STAMP]: 'Graded by another model or with another prompt than the others, so it is left out of the figures.',
};

/** Answers without a level under this stamp, by reason. */
export function notGradedOf(
  { answers }: GoldSet,
  outcomes: readonly GradeOutcome[],
  stamp: GraderStamp | null,
): CalibrationDocument['notGraded'] {
  const byReason = new Map<Reason, string[]>();
  for (const [index, outcome] of outcomes.entries()) {
    const reason = reasonOf(outcome, stamp);
    const id = answers[index]?.id;
    if (reason !== null && id !== undefined) byReason.set(reason, [...(byReason.get(reason) ?? []), id]);
  }
  return [...byReason].map(([reason, ids]) => ({ reason, says: sayOf(reason), answers: ids }));
}

/** As a sentence. */
function sayOf(reason: Reason): string {
  const words = WORDS[reason];
  return words.endsWith('.') ? words : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function reasonOf(outcome: GradeOutcome, stamp: GraderStamp | null): Reason | null {
  if (outcome.kind === 'needs-person') return outcome.reason;
  const results = outcome.grade.criteria.map((criterion) => criterion.outcome);
  const [first] = results;
  if (first?.kind === 'not-assessable' && results.every(({ kind }) => kind === 'not-assessable')) return first.reason;
  return JSON.stringify(outcome.grade.grader) === JSON.stringify(stamp) ? null : OTHER_STAMP;
}
