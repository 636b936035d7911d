import { exactAgreement, exactOrAdjacent } from './agreement.ts';
import type { Statistics } from './clustered-bootstrap.ts';
import { degradation } from './degradation.ts';
import { krippendorffAlpha } from './krippendorff-alpha.ts';
import { levelOf } from './level-of.ts';
import { mean } from './moments.ts';
import { pearson } from './pearson.ts';
import { prmse } from './prmse.ts';
import { quadraticWeightedKappa } from './quadratic-weighted-kappa.ts';

/** One answer that at least two people rated, with every rating and the machine's score, all 0..1. */
export interface TwiceRatedRow {
  readonly questionId: string;
  readonly ratings: readonly [number, number, ...number[]];
  readonly machine: number;
}

/**
 * What people reach among themselves, and what is lost when the machine takes the place of one of them: a loss is the value of the two
 * people less the mean of the machine's with each. The first two ratings of a row are the two people; alpha (ordinal) takes all of them.
 */
export type TwoRaterMetric =
  | 'humanKappa'
  | 'humanR'
  | 'humanAlpha'
  | 'humanExact'
  | 'humanExactOrAdjacent'
  | 'degradation'
  | 'exactLoss'
  | 'exactOrAdjacentLoss'
  | 'prmse';

export function twoRaterMetrics(questions: readonly (readonly TwiceRatedRow[])[], levels: number): Statistics<TwoRaterMetric> {
  const rows = questions.flat();
  const first = rows.map(({ ratings }) => ratings[0]);
  const second = rows.map(({ ratings }) => ratings[1]);
  const machine = rows.map((row) => row.machine);
  const inLevels = (column: readonly number[]) => column.map((score) => levelOf(score, levels));
  const [one, other, given] = [inLevels(first), inLevels(second), inLevels(machine)];
  const loss = (share: typeof exactAgreement) => {
    const human = share(one, other);
    const replaced = mean([share(one, given), share(other, given)].filter((value) => value !== null));
    return human === null || replaced === null ? null : human - replaced;
  };
  return {
    humanKappa: quadraticWeightedKappa(one, other, levels),
    humanR: pearson(first, second),
    humanAlpha: krippendorffAlpha(
      rows.map(({ ratings }) => inLevels(ratings)),
      'ordinal',
    ),
    humanExact: exactAgreement(one, other),
    humanExactOrAdjacent: exactOrAdjacent(one, other),
    degradation: degradation(one, other, given, levels),
    exactLoss: loss(exactAgreement),
    exactOrAdjacentLoss: loss(exactOrAdjacent),
    prmse: prmse(first, second, machine),
  };
}
