// Written by bench/grading/fit-offline.mjs from the blind readings of our own banks (48 questions, 192 answers, 11073 judged checks of
// whole answers and of pieces of them). Nothing here was fitted on an exam. docs/offline-grader.md says how, and what it is worth.

/** Log-odds that a person finds a check met, per unit of each figure. */
export const WEIGHTS = {
  intercept: -1.611,
  vocabulary: 3.574,
  cues: 0.881,
  ahead: 1.117,
  missesNegation: -0.492,
  length: -0.689,
} as const;

/** Strengths from which a check counts as met and as partly met. */
export const MET = 0.65;
export const PARTIAL = 0.3;
