import { sampleVariance } from './moments.ts';
import { sumOfPairs } from './sum-of-pairs.ts';

/**
 * Proportional reduction of mean squared error: how well the machine predicts the true human score, corrected for the error of the
 * raters. 1 is perfect, 0 no better than the mean. Null below two rows and when rater error leaves no true variance.
 * Source: Loukina et al., Using PRMSE to evaluate automated scoring systems in the presence of label noise, BEA 2020.
 */
export function prmse(first: readonly number[], second: readonly number[], machine: readonly number[]): number | null {
  const errorVariance = sumOfPairs(first, second, (a, b) => (a - b) ** 2) / (2 * first.length);
  const means = first.map((score, row) => (score + (second[row] as number)) / 2);
  const squares = sumOfPairs(means, machine, (h, m) => (m - h) ** 2);
  const variance = sampleVariance(means);
  if (variance === null) return null;
  const trueVariance = variance - errorVariance / 2;
  return trueVariance <= 0 ? null : 1 - (squares / means.length - errorVariance / 2) / trueVariance;
}
