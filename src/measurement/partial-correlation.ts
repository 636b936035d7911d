import { pearson } from './pearson.ts';
import { sumOfPairs } from './sum-of-pairs.ts';
import { type QuestionKey, residuals, rowsByQuestion } from './within-question.ts';

/** A column that keeps less than this share of its squares once length is taken out was a function of length; the rest is rounding. */
const ROUNDING = 1e-18;

/**
 * The correlation of human and machine within questions that log length does not explain: question means are taken from all three
 * columns, the straight line on length from the first two, and the rest correlated. Null when length does not vary within any question,
 * when either side is a pure function of it, and as for Pearson's r.
 */
export function partialCorrelation(
  questions: readonly QuestionKey[],
  human: readonly number[],
  machine: readonly number[],
  logLength: readonly number[],
): number | null {
  const groups = rowsByQuestion(questions);
  const length = residuals(groups, logLength);
  const squares = dot(length, length);
  if (squares === 0) return null;
  const rest = (column: readonly number[]): number[] | null => {
    const own = residuals(groups, column);
    const slope = dot(own, length) / squares;
    const left = own.map((value, row) => value - slope * (length[row] as number));
    return dot(left, left) <= ROUNDING * dot(own, own) ? null : left;
  };
  const humanRest = rest(human);
  const machineRest = rest(machine);
  return humanRest && machineRest ? pearson(humanRest, machineRest) : null;
}

function dot(one: readonly number[], other: readonly number[]): number {
  return sumOfPairs(one, other, (a, b) => a * b);
}
