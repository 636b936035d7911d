import type { GradingInput } from '#app/grading/index.ts';
import type { CriterionOutcome, FormQuestion, Grade, Rubric } from '#app/protocol/index.ts';

/** Answers that people have rated, ready to be graded. */
export interface GoldSet {
  /** Base name of the file. */
  readonly file: string;
  readonly hash: string;
  /** `criteria`: levels 0 to 4 per criterion. `scores`: one score per answer, shares of the key points. */
  readonly form: 'criteria' | 'scores';
  /** Number of levels of the scale. */
  readonly levels: number;
  readonly answers: readonly RatedAnswer[];
  /** Everybody who rated, in the order of their names: the first two of an answer are its first and second person. */
  readonly raters: readonly string[];
  /** Lines of other banks or rubrics. */
  readonly leftOut: number;
}

export interface RatedAnswer {
  readonly id: string;
  /** Null for questions that no bank asks. */
  readonly bank: string | null;
  readonly question: FormQuestion;
  readonly rubric: Rubric;
  readonly turns: GradingInput['turns'];
  /** Everything the candidate wrote. */
  readonly text: string;
  /** What is rated, with its weight within the answer. */
  readonly units: readonly { readonly id: string; readonly weight: number }[];
  /** In the order of `raters`; scores 0..1 by unit. What somebody could not rate is missing. */
  readonly ratings: readonly { readonly rater: string; readonly scores: ReadonlyMap<string, number> }[];
  /** Such as `first-language: other`. */
  readonly groups: readonly string[];
}

const TOP_LEVEL = 4;

/** The scores 0..1 that a grade gives, by unit; a unit without a level is missing. */
export function scoresOf(form: GoldSet['form'], { criteria }: Grade): ReadonlyMap<string, number> {
  const entries = criteria.flatMap(({ criterion, outcome }) =>
    outcome.kind === 'level' ? [[criterion, form === 'criteria' ? outcome.level / TOP_LEVEL : shareOf(outcome)] as const] : [],
  );
  return new Map(entries);
}

/** The share of points; text rules (very short, a list of terms) hold it down as they hold a level down. */
function shareOf({ points, maxPoints, textCap }: Extract<CriterionOutcome, { kind: 'level' }>): number {
  return Math.min(textCap === null ? 1 : textCap / TOP_LEVEL, points / maxPoints);
}

/** The weighted mean of these scores; null unless every unit has one. */
export function wholeScore(units: RatedAnswer['units'], scores: ReadonlyMap<string, number>): number | null {
  let sum = 0;
  let weights = 0;
  for (const { id, weight } of units) {
    const score = scores.get(id);
    if (score === undefined) return null;
    sum += weight * score;
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}

export function isBlank({ text }: RatedAnswer): boolean {
  return text.trim() === '';
}
