import type { CalibrationEstimate, CalibrationFigures } from '#app/protocol/index.ts';
import { signed } from './gate-words.ts';

type MachineMetric = keyof CalibrationFigures['allRows']['graded']['metrics'];
type PeopleMetric = keyof CalibrationFigures['allRows']['twiceRated']['metrics'];

/** What stands in the tables, in their order. */
export const MACHINE_WORDS: readonly (readonly [MachineMetric, string])[] = [
  ['kappa', 'Quadratic weighted kappa'],
  ['r', 'Correlation (Pearson r)'],
  ['withinQuestionR', 'Correlation within questions'],
  ['meanPerQuestionR', 'Mean of each question’s correlation'],
  ['partialR', 'Correlation within questions, length taken out'],
  ['exact', 'Equal levels'],
  ['exactOrAdjacent', 'Equal or neighbouring levels'],
  ['smd', 'Standardised mean difference'],
  ['meanAbsoluteError', 'Mean absolute error'],
  ['rmse', 'Root mean square error'],
  ['weightedRmse', 'The same, each part of the scale alike (wRMSE)'],
];

export const PEOPLE_WORDS: readonly (readonly [PeopleMetric, string])[] = [
  ['humanKappa', 'Kappa of two people'],
  ['humanR', 'Correlation of two people'],
  ['humanAlpha', 'Krippendorff’s alpha of all people, ordinal'],
  ['humanExact', 'Equal levels of two people'],
  ['humanExactOrAdjacent', 'Equal or neighbouring levels of two people'],
  ['degradation', 'Kappa lost with the machine for one of them'],
  ['exactLoss', 'Equal levels lost'],
  ['exactOrAdjacentLoss', 'Equal or neighbouring levels lost'],
  ['prmse', 'PRMSE: true human score predicted, raters’ error taken out'],
];

const SHARES: ReadonlySet<string> = new Set<MachineMetric | PeopleMetric>([
  'exact',
  'exactOrAdjacent',
  'humanExact',
  'humanExactOrAdjacent',
  'exactLoss',
  'exactOrAdjacentLoss',
]);

export function figureText(name: string, value: number | null): string {
  if (value === null) return '–';
  return SHARES.has(name) ? `${signed(value * 100, 1)} %` : signed(value, 3);
}

/** `0.612 to 0.745` or `82.4 to 85.9 %` null where there is no interval. */
export function intervalText(name: string, { interval }: CalibrationEstimate): string | null {
  if (interval === null || interval.low === null || interval.high === null) return null;
  const low = figureText(name, interval.low).replace(/ %$/, '');
  return `${low} to ${figureText(name, interval.high)}`;
}
