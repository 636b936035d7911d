import { quadraticWeightedKappa } from './quadratic-weighted-kappa.ts';

/**
 * What is lost when the machine takes the place of one of two people: QWK of the two people, less the mean QWK of the machine with each.
 * Columns are levels 0..levels − 1. Null when any of the three is undefined.
 * Source: Williamson, Xi, Breyer, Educational Measurement: Issues and Practice 31 (2012).
 */
export function degradation(
  first: readonly number[],
  second: readonly number[],
  machine: readonly number[],
  levels: number,
): number | null {
  const human = quadraticWeightedKappa(first, second, levels);
  const withFirst = quadraticWeightedKappa(first, machine, levels);
  const withSecond = quadraticWeightedKappa(second, machine, levels);
  return human === null || withFirst === null || withSecond === null ? null : human - (withFirst + withSecond) / 2;
}
