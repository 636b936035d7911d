import type { Dimension, Question } from '#app/protocol/index.ts';
import type { Content } from './load-content.ts';

/** The dimensions that a question judges, in the order of its rubric's criteria; none while its rubric is missing. */
export function dimensionsOf({ rubric }: Pick<Question, 'rubric'>, rubrics: Content['rubrics']): Dimension[] {
  return rubrics.get(rubric)?.rubric.criteria.map(({ dimension }) => dimension) ?? [];
}
