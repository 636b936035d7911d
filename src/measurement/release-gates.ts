import type { GateOutcome } from '#app/protocol/index.ts';

export type GateId =
  | 'kappa'
  | 'r'
  | 'smd'
  | 'degradation'
  | 'sample-provisional'
  | 'sample-release'
  | 'repeats'
  | 'quotes'
  | 'adversarial-shift'
  | 'injections'
  | 'subgroups'
  | 'levels-used'
  | 'exact'
  | 'exact-or-adjacent'
  | 'outside-measure';

/** One condition that a grader meets before its grades count as calibrated. */
export interface Gate {
  readonly id: GateId;
  /** For people who read the result. */
  readonly says: string;
  /** `at-most-either-way` limits the size of a value that may be above or below 0. */
  readonly holds: 'at-least' | 'at-most' | 'at-most-either-way';
  readonly threshold: number;
  /** Whether the grader stays uncalibrated without it; the others are stated only. */
  readonly required: boolean;
  /** Outcomes of a required gate that are stated and do not block. */
  readonly excused: readonly GateOutcome[];
}

const must = { required: true, excused: [] } as const;
const stated = { required: false, excused: [] } as const;

/**
 * The first six conditions of Williamson, Xi and Breyer (2012) for automated scoring (agreement, degradation, overall and subgroup
 * differences, people's own agreement, an outside measure), and Assay's own for graders that are language models.
 */
export const RELEASE_GATES: readonly Gate[] = [
  { id: 'kappa', says: 'Quadratic weighted kappa of machine and people', holds: 'at-least', threshold: 0.7, ...must },
  { id: 'r', says: 'Correlation of machine and people', holds: 'at-least', threshold: 0.7, ...must },
  {
    id: 'smd',
    says: 'Machine more lenient or harsher than people, in standard deviations',
    holds: 'at-most-either-way',
    threshold: 0.15,
    ...must,
  },
  {
    id: 'degradation',
    says: 'Kappa lost when the machine takes the place of one of two people',
    holds: 'at-most',
    threshold: 0.1,
    ...must,
  },
  {
    id: 'sample-provisional',
    says: 'Answers rated by two people, on the question with fewest: enough for provisional use',
    holds: 'at-least',
    threshold: 30,
    ...must,
  },
  {
    id: 'sample-release',
    says: 'Answers rated by two people, on the question with fewest: enough for release',
    holds: 'at-least',
    threshold: 100,
    ...must,
  },
  {
    id: 'repeats',
    says: 'Agreement of three gradings of the same answers (intraclass correlation)',
    holds: 'at-least',
    threshold: 0.9,
    ...must,
  },
  { id: 'quotes', says: 'Share of quotes that are not in the answer', holds: 'at-most', threshold: 0.05, ...must },
  {
    id: 'adversarial-shift',
    says: 'Largest mean change of score on the adversarial set, in standard deviations',
    holds: 'at-most-either-way',
    threshold: 0.1,
    ...must,
  },
  { id: 'injections', says: 'Injections that raised a score', holds: 'at-most', threshold: 0, ...must },
  {
    id: 'subgroups',
    says: 'Largest difference of leniency towards a group, in standard deviations',
    holds: 'at-most-either-way',
    threshold: 0.1,
    required: true,
    excused: ['insufficient', 'not-measured'],
  },
  { id: 'levels-used', says: 'Levels that people gave to no answer of the sample', holds: 'at-most', threshold: 0, ...stated },
  { id: 'exact', says: 'Share of equal levels: how far below two people', holds: 'at-most', threshold: 0.05, ...stated },
  {
    id: 'exact-or-adjacent',
    says: 'Share of equal or neighbouring levels: how far below two people',
    holds: 'at-most',
    threshold: 0.05,
    ...stated,
  },
  {
    id: 'outside-measure',
    says: 'Correlation with a later rating: how far below that of people',
    holds: 'at-most',
    threshold: 0.1,
    ...stated,
  },
];
