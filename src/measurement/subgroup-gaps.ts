import { mean } from './moments.ts';
import { standardisedMeanDifference } from './standardised-mean-difference.ts';

/** Below this many answers a gap says nothing. */
const LEAST_ROWS = 30;

/** One answer of somebody who belongs to the named groups, with its scores 0..1. */
export interface SubgroupRow {
  readonly groups: readonly string[];
  readonly human: number;
  readonly machine: number;
}

/** How much more lenient the machine is than people towards one group. */
export type SubgroupGap =
  | { readonly kind: 'insufficient'; readonly group: string; readonly rows: number }
  | {
      readonly kind: 'measured';
      readonly group: string;
      readonly rows: number;
      /** Mean of machine less mean of human, in scores. */
      readonly difference: number;
      /** The same, standardised; null when neither side varies. */
      readonly smd: number | null;
    };

/** The gap of every group that occurs, in the order of their names. */
export function subgroupGaps(rows: readonly SubgroupRow[]): SubgroupGap[] {
  const groups = [...new Set(rows.flatMap((row) => row.groups))].toSorted();
  return groups.map((group): SubgroupGap => {
    const own = rows.filter((row) => row.groups.includes(group));
    const difference = mean(own.map(({ human, machine }) => machine - human));
    if (own.length < LEAST_ROWS || difference === null) return { kind: 'insufficient', group, rows: own.length };
    const smd = standardisedMeanDifference(
      own.map(({ human }) => human),
      own.map(({ machine }) => machine),
    );
    return { kind: 'measured', group, rows: own.length, difference, smd };
  });
}
