import type { Content } from '#app/banks/index.ts';
import type { Config } from '#app/config.ts';
import type { Grader } from '#app/grading/index.ts';
import { createGraders } from './graders.ts';
import { readContent } from './read-content.ts';

/** Content and a grader, without a screen around them. */
export function composeGrading(config: Config): { readonly content: Content; readonly grader: Grader } {
  return { content: readContent(config), grader: createGraders(config, null).grader };
}
