import { exactAgreement, exactOrAdjacent } from './agreement.ts';
import type { Statistics } from './clustered-bootstrap.ts';
import { levelOf } from './level-of.ts';
import { partialCorrelation } from './partial-correlation.ts';
import { pearson } from './pearson.ts';
import { meanAbsoluteError, rmse } from './prediction-error.ts';
import { quadraticWeightedKappa } from './quadratic-weighted-kappa.ts';
import { standardisedMeanDifference } from './standardised-mean-difference.ts';
import { weightedRmse } from './weighted-rmse.ts';
import { meanPerQuestionR, withinQuestionR } from './within-question.ts';

/** One answer with its scores 0..1 from people (their mean) and machine, and the log of its length. */
export interface ScoredRow {
  readonly questionId: string;
  readonly human: number;
  readonly machine: number;
  readonly logLength: number;
}

/** Machine against people. Scores run from 0 to 1; kappa and the two shares of agreement are of levels. */
export type ScoreMetric =
  | 'kappa'
  | 'r'
  | 'withinQuestionR'
  | 'meanPerQuestionR'
  | 'partialR'
  | 'weightedRmse'
  | 'rmse'
  | 'meanAbsoluteError'
  | 'smd'
  | 'exact'
  | 'exactOrAdjacent';

export function scoreMetrics(questions: readonly (readonly ScoredRow[])[], levels: number): Statistics<ScoreMetric> {
  const { keys, human, machine, logLength, humanLevels, machineLevels } = columnsOf(questions, levels);
  return {
    kappa: quadraticWeightedKappa(humanLevels, machineLevels, levels),
    r: pearson(human, machine),
    withinQuestionR: withinQuestionR(keys, human, machine),
    meanPerQuestionR: meanPerQuestionR(keys, human, machine),
    partialR: partialCorrelation(keys, human, machine, logLength),
    weightedRmse: weightedRmse(human, machine),
    rmse: rmse(human, machine),
    meanAbsoluteError: meanAbsoluteError(human, machine),
    smd: standardisedMeanDifference(human, machine),
    exact: exactAgreement(humanLevels, machineLevels),
    exactOrAdjacent: exactOrAdjacent(humanLevels, machineLevels),
  };
}

/** One loop, because a bootstrap comes here thousands of times. */
function columnsOf(questions: readonly (readonly ScoredRow[])[], levels: number) {
  const keys: number[] = [];
  const human: number[] = [];
  const machine: number[] = [];
  const logLength: number[] = [];
  const humanLevels: number[] = [];
  const machineLevels: number[] = [];
  for (const [question, rows] of questions.entries()) {
    for (const row of rows) {
      keys.push(question);
      human.push(row.human);
      machine.push(row.machine);
      logLength.push(row.logLength);
      humanLevels.push(levelOf(row.human, levels));
      machineLevels.push(levelOf(row.machine, levels));
    }
  }
  return { keys, human, machine, logLength, humanLevels, machineLevels };
}
