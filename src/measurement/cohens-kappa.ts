/** How far two raters agree on the same items. */
export interface CohensKappa {
  readonly items: number;
  /** Share of items on which both chose the same category, 0 to 1; null without items. */
  readonly equal: number | null;
  /** Null without items and when chance agreement is total. */
  readonly kappa: number | null;
}

/**
 * Agreement of two raters over nominal categories: the share of equal choices, and how far that lies above chance.
 * Source: Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20 (1960).
 */
export function cohensKappa(pairs: readonly (readonly [string, string])[]): CohensKappa {
  const items = pairs.length;
  if (items === 0) return { items, equal: null, kappa: null };
  const equal = pairs.filter(([one, other]) => one === other).length / items;
  const share = (rater: 0 | 1, category: string) => pairs.filter((pair) => pair[rater] === category).length / items;
  const categories = [...new Set(pairs.flat())];
  const byChance = categories.reduce((sum, category) => sum + share(0, category) * share(1, category), 0);
  return { items, equal, kappa: byChance === 1 ? null : (equal - byChance) / (1 - byChance) };
}
