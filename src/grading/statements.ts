import type { Level, Rubric } from '#app/protocol/index.ts';

/** The name under which the rubric's false check travels among the others. No check can have such a name: references hold a slash. */
export const FALSE_CHECK = 'false-check';

/** The name of the statement that is true of every text that can be read: a model that misses it has not read the answer. */
export const READABLE_CHECK = 'readable-check';
export const READABLE: Statement = {
  kind: 'readable-check',
  ref: READABLE_CHECK,
  says: 'Holds at least one written word, of whatever kind or language.',
  cues: [],
};

/** Anything a grader gives a verdict on: a check, a misconception, or the false check. */
export type Statement = {
  /** `criterion/check`, or FALSE_CHECK. */
  readonly ref: string;
  readonly says: string;
  readonly cues: readonly string[];
} & (
  | { readonly kind: 'check'; readonly points: number /** Points times the criterion's weight. */; readonly value: number }
  | { readonly kind: 'misconception'; readonly caps: Level }
  | { readonly kind: 'false-check' | 'readable-check' }
);

/** Every statement of a rubric in its own order; the false check last. The readable check is no part of a rubric. */
export function statementsOf(rubric: Rubric): Statement[] {
  const ofCriteria = rubric.criteria.flatMap((criterion): Statement[] => [
    ...criterion.checks.map(({ id, points, says, cues }): Statement => {
      return { kind: 'check', ref: `${criterion.id}/${id}`, says, cues, points, value: points * criterion.weight };
    }),
    ...criterion.misconceptions.map(({ id, says, cues, caps }): Statement => {
      return { kind: 'misconception', ref: `${criterion.id}/${id}`, says, cues, caps };
    }),
  ]);
  return [...ofCriteria, { kind: 'false-check', ref: FALSE_CHECK, says: rubric.false_check, cues: [] }];
}
