/** A score clipped to 0..1. Throws a RangeError for NaN and the infinities, which would poison every mean without a word. */
export function unitScore(score: number): number {
  if (!Number.isFinite(score)) throw new RangeError(`${score} is not a score`);
  return Math.min(1, Math.max(0, score));
}

/** The level 0..levels − 1 nearest to a score 0..1; a half goes to the even neighbour, so that rounding favours neither side. */
export function levelOf(score: number, levels: number): number {
  const scaled = unitScore(score) * (levels - 1);
  const below = Math.floor(scaled);
  if (scaled - below !== 0.5) return Math.round(scaled);
  return below % 2 === 0 ? below : below + 1;
}
