import { sampleRubric } from './sample-content.ts';

/** An answer to the sample's first question that the sample's rubric finds nothing in, and `breadRubric` much. */
export const BREAD_ANSWER = [
  'The till was opened late on Monday, so the sales before noon are missing from the table.',
  'A holiday moved the demand, and people had bought their <b>bread</b> the day before.',
  'I would compare the forecast with the orders of the bakery for that day.',
].join(' ');

const CHECKS = [
  {
    id: 'a',
    says: 'Names that the table lacks the first hours of trade.',
    cues: ['till opened late', 'sales before noon missing', 'till late'],
  },
  { id: 'b', says: 'Names that buyers came at another time.', cues: ['holiday moved demand', 'bought the day before', 'demand moved'] },
  {
    id: 'c',
    says: 'Proposes a second source to hold it against.',
    cues: ['compare forecast with orders', 'orders of the bakery', 'bakery orders'],
  },
  { id: 'd', says: 'Says what the outcome of a test would tell.', cues: ['if they agree', 'no gap clears it', 'what it would mean'] },
];

/** A later version of the sample's first rubric: other words, and the structure of the first version while a check has two points. */
export function breadRubric(version: string, points = 2) {
  const rubric = sampleRubric(1);
  const [first, ...others] = rubric.criteria;
  if (!first) throw new Error('the sample rubric has criteria');
  return { ...rubric, version, criteria: [{ ...first, checks: CHECKS.map((check) => ({ ...check, points })) }, ...others] };
}
