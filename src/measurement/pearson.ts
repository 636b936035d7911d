import { isConstant, sum } from './moments.ts';
import { sumOfPairs } from './sum-of-pairs.ts';

const LEAST_ROWS = 3;

/** Pearson's r of two columns. Null below three rows and when either column is constant. */
export function pearson(one: readonly number[], other: readonly number[]): number | null {
  const centreOne = sum(one) / one.length;
  const centreOther = sum(other) / other.length;
  const together = sumOfPairs(one, other, (a, b) => (a - centreOne) * (b - centreOther));
  if (one.length < LEAST_ROWS || isConstant(one) || isConstant(other)) return null;
  const squaresOf = (values: readonly number[], centre: number) => sumOfPairs(values, values, (a) => (a - centre) ** 2);
  const spread = Math.sqrt(squaresOf(one, centreOne)) * Math.sqrt(squaresOf(other, centreOther));
  return Math.min(1, Math.max(-1, together / spread));
}
