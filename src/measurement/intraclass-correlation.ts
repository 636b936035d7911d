import { sum } from './moments.ts';

/** Mean squares of a two-way table, and the coefficients made from them; a coefficient is null where it is 0/0. */
export interface IntraclassCorrelation {
  readonly targets: number;
  readonly raters: number;
  readonly meanSquares: { readonly targets: number; readonly raters: number; readonly residual: number; readonly withinTargets: number };
  /** ICC(1,1): one-way random, a single rating. */
  readonly icc11: number | null;
  /** ICC(2,1): two-way random, absolute agreement, a single rating. */
  readonly icc21: number | null;
  /** ICC(2,k): the same for the mean of all raters. */
  readonly icc2k: number | null;
  /** ICC(3,1): two-way mixed, consistency, a single rating. */
  readonly icc31: number | null;
}

/**
 * Intraclass correlations of a complete table, one row per target with one rating per rater. Null below two targets or two raters.
 * Throws a RangeError when the rows differ in length. Source: Shrout, Fleiss, Psychological Bulletin 86 (1979).
 */
export function intraclassCorrelation(table: readonly (readonly number[])[]): IntraclassCorrelation | null {
  const n = table.length;
  const k = table[0]?.length ?? 0;
  if (table.some((row) => row.length !== k)) throw new RangeError('every target needs a rating by every rater');
  if (n < 2 || k < 2) return null;
  const grand = sum(table.map(sum)) / (n * k);
  const rowMeans = table.map((row) => sum(row) / k);
  const columnMeans = Array.from({ length: k }, (_, column) => sum(table.map((row) => row[column] as number)) / n);
  const squares = (values: readonly number[]) => sum(values.map((value) => (value - grand) ** 2));
  const withinSquares = sum(table.map((row, at) => sum(row.map((value) => (value - (rowMeans[at] as number)) ** 2))));
  const residualSquares = sum(
    table.map((row, at) =>
      sum(row.map((value, column) => (value - (rowMeans[at] as number) - (columnMeans[column] as number) + grand) ** 2)),
    ),
  );
  const msr = (k * squares(rowMeans)) / (n - 1);
  const msc = (n * squares(columnMeans)) / (k - 1);
  const mse = residualSquares / ((n - 1) * (k - 1));
  const msw = withinSquares / (n * (k - 1));
  return {
    targets: n,
    raters: k,
    meanSquares: { targets: msr, raters: msc, residual: mse, withinTargets: msw },
    icc11: quotient(msr - msw, msr + (k - 1) * msw),
    icc21: quotient(msr - mse, msr + (k - 1) * mse + (k * (msc - mse)) / n),
    icc2k: quotient(msr - mse, msr + (msc - mse) / n),
    icc31: quotient(msr - mse, msr + (k - 1) * mse),
  };
}

function quotient(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
