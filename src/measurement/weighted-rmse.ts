import { sumOfPairs } from './sum-of-pairs.ts';

const BINS = 10;
/** Keeps 0.3 × 10, a little under 3 in binary, in its own bin. */
const GUARD = 1e-9;

/**
 * RMSE of scores 0..1 in which each occupied tenth of the human scale weighs the same, however many answers fall into it; empty tenths
 * get no weight. Null without rows. Source: wRMSE of ASAG2024 (Meyer, Breuer, Fürst, arXiv 2409.18596).
 */
export function weightedRmse(human: readonly number[], machine: readonly number[]): number | null {
  const counts: number[] = new Array(BINS).fill(0);
  for (const score of human) counts[binOf(score)] = (counts[binOf(score)] ?? 0) + 1;
  const squares = sumOfPairs(human, machine, (y, p) => (y - p) ** 2 / (counts[binOf(y)] as number));
  const occupied = counts.filter((count) => count > 0).length;
  return occupied === 0 ? null : Math.sqrt(squares / occupied);
}

function binOf(score: number): number {
  return Math.min(BINS - 1, Math.max(0, Math.floor(BINS * score + GUARD)));
}
