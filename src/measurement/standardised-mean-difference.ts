import { mean, sampleVariance } from './moments.ts';

/** (mean of machine − mean of human) / √((sd_h² + sd_m²) / 2), above 0 for a lenient machine. Null below two rows or without spread. */
export function standardisedMeanDifference(human: readonly number[], machine: readonly number[]): number | null {
  const humanVariance = sampleVariance(human);
  const machineVariance = sampleVariance(machine);
  const humanMean = mean(human);
  const machineMean = mean(machine);
  if (humanVariance === null || machineVariance === null || humanMean === null || machineMean === null) return null;
  const spread = Math.sqrt((humanVariance + machineVariance) / 2);
  return spread === 0 ? null : (machineMean - humanMean) / spread;
}
