import type { GradeOutcome } from '#app/grading/index.ts';
import type { CalibrationDocument, Grade, GraderStamp } from '#app/protocol/index.ts';
import { isDoubleRated } from './gold-rows.ts';
import type { GoldSet } from './gold-set.ts';

/** The stamp under which most answers were graded by a model that was asked; of equals the first. */
export function commonStamp(outcomes: readonly GradeOutcome[]): GraderStamp | null {
  const counts = new Map<string, { stamp: GraderStamp; count: number }>();
  for (const outcome of outcomes) {
    if (outcome.kind !== 'graded' || !hasLevel(outcome.grade)) continue;
    const { grader } = outcome.grade;
    const key = JSON.stringify(grader);
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { stamp: grader, count: 1 });
  }
  return [...counts.values()].toSorted((one, other) => other.count - one.count)[0]?.stamp ?? null;
}

/** The grade, if it was made under this stamp: figures hold for one grader only. */
export function gradeUnder(stamp: GraderStamp | null, outcome: GradeOutcome): Grade | null {
  if (outcome.kind !== 'graded') return null;
  return !hasLevel(outcome.grade) || JSON.stringify(outcome.grade.grader) === JSON.stringify(stamp) ? outcome.grade : null;
}

function hasLevel({ criteria }: Grade): boolean {
  return criteria.some(({ outcome }) => outcome.kind === 'level');
}

/** What a result under this stamp holds for: one tuple for each rubric of a bank. */
export function tuplesOf({ answers }: GoldSet, { name, version, model, prompt }: GraderStamp): CalibrationDocument['tuples'] {
  const keys = [...new Set(answers.flatMap(({ bank, question }) => (bank === null ? [] : [`${bank} ${question.rubric.ref}`])))];
  return keys.flatMap((key) => {
    const own = answers.filter(({ bank, question }) => `${bank} ${question.rubric.ref}` === key);
    const [first] = own;
    if (!first || first.bank === null) return [];
    const { ref: rubric, contentHash: rubricHash } = first.question.rubric;
    const tuple = { bank: first.bank, rubric, rubricHash, grader: name, graderVersion: version, promptHash: prompt?.hash ?? null, model };
    return { tuple, answers: own.length, doubleRated: own.filter(isDoubleRated).length };
  });
}
