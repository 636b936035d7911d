import { sumOfPairs } from './sum-of-pairs.ts';

/** Share of rows with equal levels, 0 to 1. Null without rows. */
export function exactAgreement(one: readonly number[], other: readonly number[]): number | null {
  return shareWithin(one, other, 0);
}

/** Share of rows whose levels are equal or neighbours, 0 to 1. Weak evidence alone: on a short scale chance reaches much of it. */
export function exactOrAdjacent(one: readonly number[], other: readonly number[]): number | null {
  return shareWithin(one, other, 1);
}

/** How often the machine gave level `m` where people gave level `h`, at `[h][m]`. */
export function confusionMatrix(human: readonly number[], machine: readonly number[], levels: number): readonly (readonly number[])[] {
  const counts = Array.from({ length: levels }, (): number[] => new Array(levels).fill(0));
  sumOfPairs(human, machine, (h, m) => {
    const row = counts[h];
    const count = row?.[m];
    if (!row || count === undefined) throw new RangeError(`${h} and ${m} are not both levels from 0 to ${levels - 1}`);
    row[m] = count + 1;
    return 0;
  });
  return counts;
}

function shareWithin(one: readonly number[], other: readonly number[], distance: number): number | null {
  const within = sumOfPairs(one, other, (a, b) => (Math.abs(a - b) <= distance ? 1 : 0));
  return one.length === 0 ? null : within / one.length;
}
