import { sumOfPairs } from './sum-of-pairs.ts';

/**
 * Quadratic weighted kappa of two columns of levels 0..levels − 1: 1 − Σ wO / Σ wE with w = (i − j)² / (levels − 1)², where the
 * divisor cancels. Null when both columns are one and the same constant (0/0) or empty. Throws a RangeError for anything but levels.
 * Source: Cohen, Weighted kappa, Psychological Bulletin 70 (1968).
 */
export function quadraticWeightedKappa(one: readonly number[], other: readonly number[], levels: number): number | null {
  const rows = countsByLevel(one, levels);
  const columns = countsByLevel(other, levels);
  const observed = sumOfPairs(one, other, (a, b) => (a - b) ** 2);
  let expected = 0;
  rows.forEach((count, a) => {
    columns.forEach((own, b) => {
      expected += (a - b) ** 2 * count * own;
    });
  });
  return expected === 0 ? null : 1 - (observed * one.length) / expected;
}

function countsByLevel(column: readonly number[], levels: number): number[] {
  if (!Number.isInteger(levels) || levels < 2) throw new RangeError(`a scale of ${levels} levels has nothing to agree on`);
  const counts: number[] = new Array(levels).fill(0);
  for (const level of column) {
    const count = counts[level];
    if (count === undefined) throw new RangeError(`${level} is not a level from 0 to ${levels - 1}`);
    counts[level] = count + 1;
  }
  return counts;
}
