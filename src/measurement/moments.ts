/** Values closer together than this share of their size differ by rounding only. */
const ROUNDING = 1e-12;

/** Of at least one value: null when there is none. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** With n − 1: null below two values, exactly 0 when they are all the same. */
export function sampleVariance(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  if (isConstant(values)) return 0;
  const centre = sum(values) / values.length;
  let squares = 0;
  for (const value of values) squares += (value - centre) ** 2;
  return squares / (values.length - 1);
}

/** Whether all values are the same but for rounding: 0.1 + 0.2 and 0.3 are. A spread made of rounding would correlate with anything. */
export function isConstant(values: readonly number[]): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.length === 0 || high - low <= ROUNDING * Math.max(Math.abs(low), Math.abs(high));
}
