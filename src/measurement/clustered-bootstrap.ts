import { percentile } from './percentile.ts';
import { seededRandom } from './seeded-random.ts';

/** How the samples are drawn: recorded with every interval, so that it can be made again. */
export interface Bootstrap {
  readonly seed: number;
  /** 1000, or 2000 for a release. */
  readonly draws: number;
}

/** The 95 % percentile interval of a statistic. */
export interface Interval {
  /** Null when the statistic was undefined in every draw. */
  readonly low: number | null;
  readonly high: number | null;
  /** Draws in which the statistic was undefined and therefore left out. */
  readonly skipped: number;
}

export type Statistics<Name extends string> = Readonly<Record<Name, number | null>>;

const LOW = 0.025;
const HIGH = 0.975;

/**
 * Intervals by resampling whole questions with replacement: answers to one question are not independent, and resampling answers would
 * make the intervals far too narrow. Each element of `questions` holds the rows of one question; one drawn twice stands twice in the
 * sample, as two. All statistics of a draw are computed on the same sample, so a difference of two systems is a paired one. Null with
 * fewer than two questions: resampling one question always gives that question, and an interval without width would claim certainty.
 */
export function clusteredBootstrap<Row, Name extends string>(
  questions: readonly (readonly Row[])[],
  statisticsOf: (sample: readonly (readonly Row[])[]) => Statistics<Name>,
  { seed, draws }: Bootstrap,
): Readonly<Record<Name, Interval>> | null {
  if (questions.length < 2 || draws < 1) return null;
  const random = seededRandom(seed);
  const drawn = Array.from({ length: draws }, () =>
    statisticsOf(questions.map(() => questions[Math.floor(random() * questions.length)] as readonly Row[])),
  );
  const names = Object.keys(drawn[0] as Statistics<Name>) as Name[];
  const intervals = names.map((name): [Name, Interval] => {
    const values = drawn.map((statistics) => statistics[name]).filter((value) => value !== null);
    const ascending = values.toSorted((a, b) => a - b);
    return [name, { low: percentile(ascending, LOW), high: percentile(ascending, HIGH), skipped: draws - values.length }];
  });
  return Object.fromEntries(intervals) as Record<Name, Interval>;
}
