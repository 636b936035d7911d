import { mean } from './moments.ts';
import { rmse } from './prediction-error.ts';
import { weightedRmse } from './weighted-rmse.ts';

/** The errors of a grader that gives everybody the mean human score: no error means anything without these beside it. */
export function meanPredictor(human: readonly number[]): { readonly rmse: number | null; readonly weightedRmse: number | null } {
  const centre = mean(human);
  const constant = human.map(() => centre ?? 0);
  return { rmse: rmse(human, constant), weightedRmse: weightedRmse(human, constant) };
}
