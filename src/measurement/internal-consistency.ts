import { sampleVariance, sum } from './moments.ts';

/** Standard normal quantile behind a 95 % interval. */
const Z95 = 1.96;

/** How far the total of one person would move with other questions of the same kind; all but alpha in points of the total. */
export interface InternalConsistency {
  /** Cronbach's alpha. */
  readonly alpha: number;
  /** Standard deviation of the totals. */
  readonly spread: number;
  /** Standard error of measurement of one total, and the half width of its 95 % interval. */
  readonly standardError: number;
  readonly halfWidth95: number;
  /** Standard error of the difference of two people's totals. */
  readonly standardErrorOfDifference: number;
}

/**
 * From one row per person with the points of each question, complete. Null below two people or two questions and when all totals are the
 * same. Throws a RangeError when the rows differ in length. Source: Cronbach, Psychometrika 16 (1951).
 */
export function internalConsistency(table: readonly (readonly number[])[]): InternalConsistency | null {
  const k = table[0]?.length ?? 0;
  if (table.some((row) => row.length !== k)) throw new RangeError('every person needs points on every question');
  const totals = sampleVariance(table.map(sum));
  if (totals === null || totals === 0 || k < 2) return null;
  const own = Array.from({ length: k }, (_, question) => sampleVariance(table.map((row) => row[question] as number)) ?? 0);
  const alpha = (k / (k - 1)) * (1 - sum(own) / totals);
  const spread = Math.sqrt(totals);
  const standardError = spread * Math.sqrt(1 - alpha);
  return { alpha, spread, standardError, halfWidth95: Z95 * standardError, standardErrorOfDifference: standardError * Math.SQRT2 };
}

/** Spearman and Brown: the reliability of a form `times` as long as one of this reliability. */
export function spearmanBrown(reliability: number, times: number): number {
  return (times * reliability) / (1 + (times - 1) * reliability);
}

/** Spearman and Brown, turned round: how many times as long a form must be to reach a reliability. Both between 0 and 1, exclusive. */
export function timesAsLong(reliability: number, wanted: number): number {
  return (wanted * (1 - reliability)) / (reliability * (1 - wanted));
}
