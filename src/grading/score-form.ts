import {
  type Band,
  type BandOutcome,
  type CriterionResult,
  type Dimension,
  type Level,
  MAX_NOT_ASSESSABLE_SHARE,
  type ReportDocument,
  type ScoreOutcome,
} from '#app/protocol/index.ts';

/**
 * Lower edges of the bands, on the level scale. Provisional: chosen from the anchors (3 is "glad to work with this person on this problem",
 * 2 is "part of it"), not yet set by a panel of engineers against hired people.
 */
export const BAND_EDGES: ReportDocument['bandEdges'] = { nearBar: 1.5, meetsBar: 2.25, strong: 3 };

export interface FormToScore {
  /** Graded questions; `effectiveLevel` is a person's override, and also stands in where the machine had no level. */
  readonly questions: readonly {
    readonly questionId: string;
    readonly criteria: readonly (CriterionResult & { readonly effectiveLevel?: Level })[];
  }[];
  /** Every criterion of the form, answered or not. */
  readonly expected: readonly {
    readonly questionId: string;
    readonly criteria: readonly { readonly criterion: string; readonly dimension: Dimension; readonly weight: number }[];
  }[];
}

export type FormScores = Pick<ReportDocument, 'overall' | 'band' | 'bandEdges' | 'dimensions'>;

/**
 * Scores a form: the mean of criterion levels (0 to 4) weighted by criterion weight, to two decimals. What has no level leaves numerator and
 * denominator; when it is more than MAX_NOT_ASSESSABLE_SHARE of the form's weight there is no total. The standard error is the one of a
 * weighted mean over questions, √(n/(n−1) · Σ W²(s−m)²) / ΣW, with W the graded weight and s the score of each of n questions
 * (Cochran's ratio form); null for fewer than two questions. The band is named when score ± standard error stays within it.
 */
export function scoreForm(input: FormToScore): FormScores {
  const items = itemsOf(input);
  const all = weightOf(items);
  const missing = weightOf(items.filter((item) => item.level === null));
  const overall =
    all > 0 && missing / all > MAX_NOT_ASSESSABLE_SHARE
      ? none(items, `More than ${MAX_NOT_ASSESSABLE_SHARE * 100}% of the form, by weight, could not be graded or was not answered.`)
      : scoreOf(items);
  const dimensions = [...new Set(items.map((item) => item.dimension))].map((dimension) => {
    const own = items.filter((item) => item.dimension === dimension);
    return { dimension, outcome: scoreOf(own), bar: BAND_EDGES.meetsBar, weight: weightOf(own) };
  });
  return { overall, band: bandOf(overall), bandEdges: BAND_EDGES, dimensions };
}

interface Item {
  readonly questionId: string;
  readonly dimension: Dimension;
  readonly weight: number;
  readonly level: Level | null;
}

function itemsOf({ questions, expected }: FormToScore): Item[] {
  return expected.flatMap(({ questionId, criteria }) => {
    const graded = questions.find((question) => question.questionId === questionId)?.criteria ?? [];
    return criteria.map(({ criterion, dimension, weight }): Item => {
      const result = graded.find((each) => each.criterion === criterion);
      return { questionId, dimension, weight, level: result ? levelOf(result) : null };
    });
  });
}

function levelOf({ effectiveLevel, outcome }: CriterionResult & { readonly effectiveLevel?: Level }): Level | null {
  if (effectiveLevel !== undefined) return effectiveLevel;
  return outcome.kind === 'level' ? outcome.level : null;
}

function scoreOf(items: readonly Item[]): ScoreOutcome {
  const graded = items.flatMap((item) => (item.level === null ? [] : [{ ...item, level: item.level }]));
  if (graded.length === 0) return none(items, 'None of these criteria could be graded.');
  return {
    kind: 'score',
    score: toHundredths(mean(graded)),
    standardError: standardError(graded),
    graded: graded.length,
    of: items.length,
  };
}

function none(items: readonly Item[], why: string): ScoreOutcome {
  return { kind: 'none', why, graded: items.filter((item) => item.level !== null).length, of: items.length };
}

type Graded = Item & { readonly level: Level };

function mean(graded: readonly Graded[]): number {
  return graded.reduce((sum, { level, weight }) => sum + level * weight, 0) / weightOf(graded);
}

function standardError(graded: readonly Graded[]): number | null {
  const questions = [...new Set(graded.map((item) => item.questionId))].map((id) => graded.filter((item) => item.questionId === id));
  const count = questions.length;
  if (count < 2) return null;
  const centre = mean(graded);
  const spread = questions.reduce((sum, own) => sum + (weightOf(own) * (mean(own) - centre)) ** 2, 0);
  return toHundredths(Math.sqrt((count / (count - 1)) * spread) / weightOf(graded));
}

function bandOf(overall: ScoreOutcome): BandOutcome {
  if (overall.kind === 'none') return { kind: 'withheld', why: overall.why };
  if (overall.standardError === null) return { kind: 'withheld', why: 'Fewer than two questions were graded: too few for a band.' };
  const lower = bandAt(overall.score - overall.standardError);
  const upper = bandAt(overall.score + overall.standardError);
  return lower === upper ? { kind: 'band', band: lower } : { kind: 'between', lower, upper };
}

function bandAt(score: number): Band {
  if (score >= BAND_EDGES.strong) return 'strong';
  if (score >= BAND_EDGES.meetsBar) return 'meets-bar';
  return score >= BAND_EDGES.nearBar ? 'near-bar' : 'below-bar';
}

function weightOf(items: readonly { readonly weight: number }[]): number {
  return items.reduce((sum, { weight }) => sum + weight, 0);
}

/** Half up; the nudge keeps 2.675 from becoming 2.67 by the way floating point writes it. */
function toHundredths(value: number): number {
  return Math.round(value * 100 + 1e-9) / 100;
}
