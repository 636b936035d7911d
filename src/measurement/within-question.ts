import { isConstant, mean, sum } from './moments.ts';
import { pearson } from './pearson.ts';

/** Rows with the same key belong to the same question. */
export type QuestionKey = string | number;

/**
 * The correlation within questions, main form: Pearson's r of all residuals from the question means. It leaves out what a grader earns
 * by knowing which questions are hard. Null as for Pearson's r.
 */
export function withinQuestionR(questions: readonly QuestionKey[], one: readonly number[], other: readonly number[]): number | null {
  const groups = rowsByQuestion(questions);
  return pearson(residuals(groups, one), residuals(groups, other));
}

/** The correlation within questions, second form: the mean of Pearson's r over the questions in which it is defined. */
export function meanPerQuestionR(questions: readonly QuestionKey[], one: readonly number[], other: readonly number[]): number | null {
  const own = [...rowsByQuestion(questions).values()].map((rows) => pearson(taken(one, rows), taken(other, rows)));
  return mean(own.filter((r) => r !== null));
}

/** The numbers of the rows of each question. */
export function rowsByQuestion(questions: readonly QuestionKey[]): ReadonlyMap<QuestionKey, readonly number[]> {
  const groups = new Map<QuestionKey, number[]>();
  questions.forEach((question, row) => {
    const rows = groups.get(question);
    if (rows) rows.push(row);
    else groups.set(question, [row]);
  });
  return groups;
}

/** What is left of a column when the mean of its question is taken from each value; exactly 0 in a question whose values are the same. */
export function residuals(groups: ReadonlyMap<QuestionKey, readonly number[]>, column: readonly number[]): number[] {
  const left: number[] = new Array(column.length).fill(0);
  for (const rows of groups.values()) {
    const own = taken(column, rows);
    if (isConstant(own)) continue;
    const centre = sum(own) / own.length;
    own.forEach((value, at) => {
      left[rows[at] as number] = value - centre;
    });
  }
  return left;
}

function taken(column: readonly number[], rows: readonly number[]): number[] {
  return rows.map((row) => column[row] as number);
}
