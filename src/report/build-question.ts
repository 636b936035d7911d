import type { Criterion, CriterionResult, Finding, Grade, Level, ReportCriterion, ReportQuestion, Rubric } from '#app/protocol/index.ts';
import { slugWords } from '#app/wording/index.ts';
import { type QuestionFacts, shownGrade } from './fold-screen.ts';

/** One question of the form with everything that happened to it. `number` counts from 1 in the form's order. */
export function buildQuestion(facts: QuestionFacts, number: number, rubrics: ReadonlyMap<string, Rubric>): ReportQuestion {
  const { question } = facts;
  const grade = shownGrade(facts);
  const judgedBy = grade?.rubric ?? question.rubric;
  const rubric = rubrics.get(judgedBy.ref);
  const status = statusOf(facts, grade);
  return {
    questionId: question.id,
    number,
    title: question.title,
    kind: question.kind,
    section: question.section,
    prompt: question.prompt,
    turns: facts.turns,
    rubric: judgedBy,
    probe: facts.probe,
    status,
    criteria: resultsOf(grade, status, rubric).map((result) => buildCriterion(result, grade?.findings ?? [], rubric, facts)),
  };
}

function statusOf(facts: QuestionFacts, grade: Grade | null): ReportQuestion['status'] {
  if (grade) {
    const { grader, passes, entailment, flags, answerHash, usage, costMicroUsd } = grade;
    return { kind: 'graded', grader, passes, entailment, regraded: regradedOf(facts), flags, answerHash, usage, costMicroUsd };
  }
  const failure = facts.failures.get('claude') ?? facts.failures.get('offline');
  if (failure) return { kind: 'needs-person', reason: failure.reason, detail: failure.detail };
  // An answer that nobody judged is a fault of the program, never of the candidate.
  if (facts.turns.some(({ kind }) => kind === 'answer')) {
    return { kind: 'needs-person', reason: 'crashed-repeatedly', detail: 'The log holds no grade for this answer.' };
  }
  return { kind: 'unanswered' };
}

/** In the rubric's order. A question without a grade shows its criteria all the same, as not assessable. */
function resultsOf(grade: Grade | null, status: ReportQuestion['status'], rubric: Rubric | undefined): readonly CriterionResult[] {
  if (!rubric) return grade?.criteria ?? [];
  const reason = status.kind === 'unanswered' ? 'unanswered' : 'grader-failed';
  return rubric.criteria.map(
    ({ id, dimension, weight }) =>
      grade?.criteria.find(({ criterion }) => criterion === id) ?? {
        criterion: id,
        dimension,
        weight,
        outcome: { kind: 'not-assessable', reason },
      },
  );
}

function buildCriterion(
  result: CriterionResult,
  findings: readonly Finding[],
  rubric: Rubric | undefined,
  facts: QuestionFacts,
): ReportCriterion {
  const criterion = rubric?.criteria.find(({ id }) => id === result.criterion);
  const override = facts.overrides.get(result.criterion) ?? null;
  const level = override?.to ?? (result.outcome.kind === 'level' ? result.outcome.level : null);
  const next = level === null || level === 4 ? null : ([1, 2, 3, 4] as const)[level];
  return {
    ...result,
    anchor: level === null ? null : (criterion?.anchors[level] ?? null),
    nextAnchor: next === null || next === undefined ? null : (criterion?.anchors[next] ?? null),
    findings: findings
      .filter(({ check }) => check.startsWith(`${result.criterion}/`))
      .map((finding) => {
        const id = finding.check.slice(result.criterion.length + 1);
        const check = criterion?.checks.find((candidate) => candidate.id === id);
        const wrong = criterion?.misconceptions.find((candidate) => candidate.id === id);
        return { ...finding, says: check?.says ?? wrong?.says ?? slugWords(id), points: check?.points ?? 0 };
      }),
    override,
    arithmetic: criterion ? { levels: criterion.levels, needs: criterion.needs, caps: capsOf(criterion) } : null,
  };
}

function capsOf({ misconceptions }: Criterion): Record<string, Level> {
  return Object.fromEntries(misconceptions.map(({ id, caps }) => [id, caps]));
}

function regradedOf({ regraded }: QuestionFacts): Extract<ReportQuestion['status'], { kind: 'graded' }>['regraded'] {
  return regraded && { run: regraded.run, at: regraded.at, before: { ...regraded.before } };
}
