/*
 * A second way to the scores of a report: from its JSON alone, as a reader with pen and paper would go, by the rules printed in the report
 * itself and in docs/reading-a-report.md. It imports nothing on purpose: what it shares with the program is the text of the report.
 */

interface Finding {
  readonly check: string;
  readonly kind: 'check' | 'misconception';
  readonly verdict: string;
  readonly passes: readonly string[];
  readonly points: number;
}

interface Criterion {
  readonly criterion: string;
  readonly dimension: string;
  readonly weight: number;
  readonly outcome:
    | {
        readonly kind: 'level';
        readonly level: number;
        readonly points: number;
        readonly maxPoints: number;
        readonly textCap: number | null;
        readonly passes: readonly number[];
      }
    | { readonly kind: 'not-assessable' };
  readonly findings: readonly Finding[];
  readonly override: { readonly to: number } | null;
  readonly arithmetic: {
    readonly levels: Readonly<Record<string, number>>;
    readonly needs: Readonly<Record<string, readonly string[]>>;
    readonly caps: Readonly<Record<string, number>>;
  } | null;
}

type Score = { readonly kind: 'score'; readonly score: number; readonly standardError: number | null } | { readonly kind: 'none' };

interface Report {
  readonly format: string;
  readonly overall: Score;
  readonly band: { readonly kind: string; readonly band?: string; readonly lower?: string; readonly upper?: string };
  readonly bandEdges: { readonly nearBar: number; readonly meetsBar: number; readonly strong: number };
  readonly dimensions: readonly { readonly dimension: string; readonly outcome: Score }[];
  readonly questions: readonly { readonly number: number; readonly criteria: readonly Criterion[] }[];
}

/** One criterion as it enters the scores. */
interface Row {
  readonly question: number;
  readonly dimension: string;
  readonly weight: number;
  readonly level: number | null;
}

export const FORMAT = 'assay-report/2';
/** More of the form's weight without a level than this gives no total. */
const MOST_WITHOUT_LEVEL = 0.25;

export interface Recomputed {
  /** Everything in which the report and the sum by hand differ, as sentences. */
  readonly differences: readonly string[];
  /** Levels that were worked out, so that a test can tell agreement from nothing to compare. */
  readonly levels: number;
}

/** Works out every level and score of a report in format 2 again. Throws on another format. */
export function recompute(json: string): Recomputed {
  const report = JSON.parse(json) as Report;
  if (report.format !== FORMAT) throw new Error(`this report has the format ${report.format}; only ${FORMAT} carries what is needed`);
  const criteria = report.questions.flatMap(({ number, criteria: all }) =>
    all.map((criterion) => ({ ...criterion, question: number, where: `question ${number}, ${criterion.criterion}` })),
  );
  const judged = criteria.filter(({ outcome }) => outcome.kind === 'level');
  return {
    differences: [...judged.flatMap((criterion) => criterionDifferences(criterion)), ...scoreDifferences(report, criteria)],
    levels: judged.length,
  };
}

function criterionDifferences(criterion: Criterion & { readonly where: string }): string[] {
  const { where, outcome, findings, arithmetic } = criterion;
  if (outcome.kind !== 'level') return [];
  if (arithmetic === null) return [`${where}: a level without the table of its rubric`];
  const rules = { ...criterion, arithmetic, textCap: outcome.textCap };
  const verdicts = new Map(findings.map(({ check, verdict }) => [check, verdict]));
  const inPass = (pass: number) => new Map(findings.map(({ check, passes }) => [check, passes[pass] ?? 'missing']));
  return [
    ...difference(`${where}, points`, outcome.points, earned(findings, verdicts)),
    ...difference(`${where}, most points`, outcome.maxPoints, total(checksOf(findings).map(({ points }) => points))),
    ...difference(`${where}, level`, outcome.level, level(rules, verdicts)),
    ...outcome.passes.flatMap((says, pass) => difference(`${where}, level of reading ${pass + 1}`, says, level(rules, inPass(pass)))),
  ];
}

function scoreDifferences(report: Report, criteria: readonly (Criterion & { readonly question: number })[]): string[] {
  const rows = criteria.map(({ question, dimension, weight, outcome, override }): Row => {
    return { question, dimension, weight, level: override?.to ?? (outcome.kind === 'level' ? outcome.level : null) };
  });
  const without = weightOf(rows.filter((row) => row.level === null)) / weightOf(rows);
  return [
    ...scoreDifference('overall', report.overall, without > MOST_WITHOUT_LEVEL ? [] : rows),
    ...report.dimensions.flatMap(({ dimension, outcome }) =>
      scoreDifference(
        dimension,
        outcome,
        rows.filter((row) => row.dimension === dimension),
      ),
    ),
    ...difference('band', bandIn(report), bandByHand(report)),
  ];
}

function difference(where: string, says: unknown, byHand: unknown): string[] {
  return says === byHand ? [] : [`${where}: the report says ${says}, by hand it is ${byHand}`];
}

/** Scores and errors are printed to two decimals. */
function scoreDifference(where: string, says: Score, rows: readonly Row[]): string[] {
  const score = mean(rows);
  if (says.kind === 'none' || score === null) return difference(where, says.kind === 'none' ? null : says.score, score);
  const error = standardError(rows, score);
  return [
    ...(isPrinted(says.score, score) ? [] : difference(where, says.score, score)),
    ...(isPrinted(says.standardError, error) ? [] : difference(`${where}, standard error`, says.standardError, error)),
  ];
}

function isPrinted(says: number | null, byHand: number | null): boolean {
  return says === null || byHand === null ? says === byHand : Math.abs(says - byHand) <= 0.005 + 1e-9;
}

/** √(n/(n−1) · Σ W²(s−m)²) / ΣW over the n questions with a level: W the weight of each, s its mean, m the mean of all. */
function standardError(rows: readonly Row[], centre: number): number | null {
  const judged = rows.filter((row) => row.level !== null);
  const questions = [...new Set(judged.map(({ question }) => question))].map((number) =>
    judged.filter(({ question }) => question === number),
  );
  const n = questions.length;
  if (n < 2) return null;
  const spread = total(questions.map((own) => (weightOf(own) * ((mean(own) ?? 0) - centre)) ** 2));
  return Math.sqrt((n / (n - 1)) * spread) / weightOf(judged);
}

function checksOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ kind }) => kind === 'check');
}

function earned(findings: readonly Finding[], verdicts: ReadonlyMap<string, string>): number {
  return total(
    checksOf(findings).map(({ check, points }) =>
      verdicts.get(check) === 'met' ? points : verdicts.get(check) === 'partial' ? points / 2 : 0,
    ),
  );
}

function level(
  rules: Pick<Criterion, 'criterion' | 'findings'> & { arithmetic: NonNullable<Criterion['arithmetic']>; textCap: number | null },
  verdicts: ReadonlyMap<string, string>,
): number {
  const { criterion, findings, arithmetic, textCap } = rules;
  const isMet = (id: string) => verdicts.get(`${criterion}/${id}`) === 'met';
  const points = earned(findings, verdicts);
  let reached = 0;
  while (reached < 4) {
    const next = String(reached + 1);
    if (points < (arithmetic.levels[next] ?? Number.POSITIVE_INFINITY) || !(arithmetic.needs[next] ?? []).every(isMet)) break;
    reached += 1;
  }
  const allowed = Object.entries(arithmetic.caps).flatMap(([id, cap]) => (isMet(id) ? [cap] : []));
  return Math.min(reached, ...allowed, textCap ?? 4);
}

/** The mean of the levels, each counted as often as its weight; null where nothing has a level. */
function mean(rows: readonly Row[]): number | null {
  const judged = rows.filter((row) => row.level !== null);
  return judged.length === 0 ? null : total(judged.map(({ weight, level: each }) => weight * (each ?? 0))) / weightOf(judged);
}

function weightOf(rows: readonly Row[]): number {
  return total(rows.map(({ weight }) => weight));
}

function bandIn({ band }: Report): string {
  return band.kind === 'band' ? `${band.band}` : band.kind === 'between' ? `${band.lower} or ${band.upper}` : 'none';
}

/** From the printed score and its printed error: the band of both ends of the interval. */
function bandByHand({ overall, bandEdges }: Report): string {
  if (overall.kind === 'none' || overall.standardError === null) return 'none';
  const at = (score: number) =>
    score >= bandEdges.strong
      ? 'strong'
      : score >= bandEdges.meetsBar
        ? 'meets-bar'
        : score >= bandEdges.nearBar
          ? 'near-bar'
          : 'below-bar';
  const [lower, upper] = [at(overall.score - overall.standardError), at(overall.score + overall.standardError)];
  return lower === upper ? lower : `${lower} or ${upper}`;
}

function total(numbers: readonly number[]): number {
  let sum = 0;
  for (const each of numbers) sum += each;
  return sum;
}
