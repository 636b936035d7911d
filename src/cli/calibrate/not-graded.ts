import type { GradeOutcome } from '#app/grading/index.ts';
import type { CalibrationDocument, GraderStamp, NeedsPersonReason, NotAssessable } from '#app/protocol/index.ts';
import type { GoldSet } from './gold-set.ts';

const OTHER_STAMP = 'other-stamp';

const WORDS: Readonly<Record<NeedsPersonReason | NotAssessable | typeof OTHER_STAMP, string>> = {
  'model-refused': 'The model declined to read the answer.',
  'model-output-malformed': 'The model’s reply could not be used.',
  'model-output-cut': 'The model’s reply was cut off.',
  'answer-too-long-for-model': 'The answer is longer than the model can read.',
  'model-unavailable': 'The model could not be reached.',
  'model-rejected-request': 'The model’s service refused the request.',
  'grader-fooled': 'The grader accepted a statement that no honest answer makes.',
  'other-language': 'The answer is in a language that the grader does not read.',
  'content-missing': 'The rubric is not installed.',
  'crashed-repeatedly': 'Grading failed several times.',
  unanswered: 'There is no answer.',
  empty: 'The answer is empty.',
  'off-topic': 'The answer shares no word with the question or its rubric.',
  'echoes-question': 'The answer repeats the question.',
  'refused-by-model': 'The model declined to read the answer.',
  'malformed-reply': 'The model’s reply could not be used.',
  'grader-failed': 'No grade could be made.',
  [OTHER_STAMP]: 'Graded by another model or with another prompt than the others, so it is left out of the figures.',
};

type Reason = keyof typeof WORDS;

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
  return [...byReason].map(([reason, ids]) => ({ reason, says: WORDS[reason], answers: ids }));
}

function reasonOf(outcome: GradeOutcome, stamp: GraderStamp | null): Reason | null {
  if (outcome.kind === 'needs-person') return outcome.reason;
  const results = outcome.grade.criteria.map((criterion) => criterion.outcome);
  const [first] = results;
  if (first?.kind === 'not-assessable' && results.every(({ kind }) => kind === 'not-assessable')) return first.reason;
  return JSON.stringify(outcome.grade.grader) === JSON.stringify(stamp) ? null : OTHER_STAMP;
}
