import type { Features } from './evidence.ts';
import { WEIGHTS } from './weights.ts';

/** How probable it is that a person would find the check met, 0 to 1: logistic in the figures, with weights fitted on our banks. */
export function strengthOf(features: Features): number {
  const logOdds =
    WEIGHTS.intercept +
    WEIGHTS.vocabulary * features.vocabulary +
    WEIGHTS.cues * features.cues +
    WEIGHTS.ahead * features.ahead +
    WEIGHTS.missesNegation * features.missesNegation +
    WEIGHTS.length * features.length;
  return 1 / (1 + Math.exp(-logOdds));
}
