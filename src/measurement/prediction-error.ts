import { sumOfPairs } from './sum-of-pairs.ts';

/** Root of the mean squared difference, in the unit of the columns. Null without rows. */
export function rmse(human: readonly number[], machine: readonly number[]): number | null {
  const squares = sumOfPairs(human, machine, (y, p) => (y - p) ** 2);
  return human.length === 0 ? null : Math.sqrt(squares / human.length);
}

/** Mean size of the difference, in the unit of the columns. Null without rows. */
export function meanAbsoluteError(human: readonly number[], machine: readonly number[]): number | null {
  const sizes = sumOfPairs(human, machine, (y, p) => Math.abs(y - p));
  return human.length === 0 ? null : sizes / human.length;
}
