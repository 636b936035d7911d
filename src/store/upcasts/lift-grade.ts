type Fields = Readonly<Record<string, unknown>>;

/**
 * Format 1 to 2: what a grade of several passes, with a blind second reading, has to tell. Grades of format 1 had one pass and no such
 * reading, and what they cost was not kept. A body that does not have the old form is left as it is, for the schema to name.
 */
export function liftGrade(body: unknown): unknown {
  if (!isFields(body) || body.type !== 'AnswerGraded' || !isFields(body.grade)) return body;
  const { grade } = body;
  const [findings, criteria] = [liftEach(grade.findings, liftFinding), liftEach(grade.criteria, liftCriterion)];
  return { ...body, grade: { ...grade, passes: [grade.grader], entailment: null, findings, criteria, costMicroUsd: null } };
}

function liftFinding(finding: Fields): Fields {
  return { ...finding, unmatched: [], passes: [finding.verdict], entailment: null };
}

function liftCriterion(criterion: Fields): Fields {
  const { outcome } = criterion;
  if (!isFields(outcome) || outcome.kind !== 'level') return criterion;
  return { ...criterion, outcome: { ...outcome, textCap: null, passes: [outcome.level] } };
}

function liftEach(list: unknown, lift: (item: Fields) => Fields): unknown {
  return Array.isArray(list) ? list.map((item: unknown) => (isFields(item) ? lift(item) : item)) : list;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
