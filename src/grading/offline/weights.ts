// Written by bench/grading/fit-offline.mjs from the blind readings of our own banks (48 questions, 192 answers, 11247 judged checks of
// whole answers and of pieces of them). Nothing here was fitted on an exam. docs/offline-grader.md says how, and what it is worth.

/** Log-odds that a person finds a check met, per unit of each figure. */
export const WEIGHTS = {
  intercept: -1.843,
  vocabulary: 3.644,
  cues: 0.903,
  ahead: 1.139,
  missesNegation: -0.5,
  length: -0.635,
} as const;

/** Strength from which a check counts as met; the same where one of its cues stands whole in one place; and as partly met. */
export const MET = 0.65;
export const MET_WITH_CUE = 0.4;
export const PARTIAL = 0.3;
