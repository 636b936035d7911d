import { intraclassCorrelation } from './intraclass-correlation.ts';
import { levelOf } from './level-of.ts';

const FAR = 2;

/** How steady a grader is when it grades the same answers again. */
export interface RepeatGradings {
  readonly answers: number;
  readonly runs: number;
  /** Whether every run gave every answer the same score. */
  readonly identical: boolean;
  /** ICC(2,1); 1 by definition when two or more runs are identical; null when it cannot be computed. */
  readonly icc21: number | null;
  /** Numbers of the answers that moved two levels or more: these go to a person. */
  readonly moved: readonly number[];
}

/** From one row per answer with its score 0..1 in every run. Throws a RangeError when a run misses an answer. */
export function repeatGradings(table: readonly (readonly number[])[], levels: number): RepeatGradings {
  const icc = intraclassCorrelation(table);
  const runs = table[0]?.length ?? 0;
  const identical = runs > 1 && table.every((row) => row.every((score) => score === row[0]));
  const moved = table.flatMap((row, answer) => {
    const given = row.map((score) => levelOf(score, levels));
    return row.length > 0 && Math.max(...given) - Math.min(...given) >= FAR ? [answer] : [];
  });
  return { answers: table.length, runs, identical, icc21: identical ? 1 : (icc?.icc21 ?? null), moved };
}
