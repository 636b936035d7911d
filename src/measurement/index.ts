export {
  type CalibrationMetrics,
  calibrationMetrics,
  type MachineMetrics,
  type MeasureOptions,
  type RowCounts,
  type RowsMetrics,
} from './calibration-metrics.ts';
export type { CalibrationRow } from './calibration-rows.ts';
export { type Bootstrap, clusteredBootstrap, type Interval, type Statistics } from './clustered-bootstrap.ts';
export { type CohensKappa, cohensKappa } from './cohens-kappa.ts';
export { type Comparison, comparePredictions, type PairedDifference, type PairedDifferences } from './compare-predictions.ts';
export { contentTokens } from './content-tokens.ts';
export type { Estimate, Estimates } from './estimates.ts';
export { type InternalConsistency, internalConsistency, spearmanBrown, timesAsLong } from './internal-consistency.ts';
export { type IntraclassCorrelation, intraclassCorrelation } from './intraclass-correlation.ts';
export { blockingGates, isCalibrated, isProvisional, type JudgedGate, judgeGates, type Measured } from './judge-gates.ts';
export { krippendorffAlpha } from './krippendorff-alpha.ts';
export { levelOf } from './level-of.ts';
export { quadraticWeightedKappa } from './quadratic-weighted-kappa.ts';
export { type Gate, type GateId, RELEASE_GATES } from './release-gates.ts';
export { type RepeatGradings, repeatGradings } from './repeat-gradings.ts';
export type { ScoreMetric } from './score-metrics.ts';
export { seededRandom } from './seeded-random.ts';
export { standardisedMeanDifference } from './standardised-mean-difference.ts';
export { type SubgroupGap, type SubgroupRow, subgroupGaps } from './subgroup-gaps.ts';
export type { TwoRaterMetric } from './two-rater-metrics.ts';
