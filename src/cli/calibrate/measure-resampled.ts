import type { GradeOutcome } from '#app/grading/index.ts';
import { repeatGradings } from '#app/measurement/index.ts';
import { ALTERATIONS } from './altered-answers.ts';
import { type GoldSet, type RatedAnswer, scoresOf, wholeScore } from './gold-set.ts';
import type { Resampled } from './grade-gold.ts';
import { mean } from './mean.ts';

/** How steady the grader is on the sampled answers. */
export function repeatsOf(gold: GoldSet, resampled: readonly Resampled[], runs: number) {
  const tables = resampled.map(({ answer, runs: own }) => ({ answer, rows: answer.units.flatMap(({ id }) => tableRow(gold, own, id)) }));
  const complete = tables.filter(({ rows }) => rows.length > 0);
  const table = complete.flatMap(({ rows }) => rows);
  const found = repeatGradings(table, gold.levels);
  const owners = complete.flatMap(({ answer, rows }) => rows.map(() => answer.id));
  return {
    answers: complete.length,
    rows: table.length,
    runs: table.length === 0 ? 0 : runs,
    identical: found.identical,
    icc21: found.icc21,
    moved: [...new Set(found.moved.map((row) => owners[row] as string))],
    incomplete: tables.length - complete.length,
  };
}

/** One row with the score of every run; none when a run gave no level. */
function tableRow({ form }: GoldSet, runs: readonly GradeOutcome[], unit: string): number[][] {
  const scores = runs.flatMap((outcome) => (outcome.kind === 'graded' ? (scoresOf(form, outcome.grade).get(unit) ?? []) : []));
  return scores.length === runs.length ? [scores] : [];
}

/** What the changes did to the scores of the sampled answers. */
export function adversarialOf(gold: GoldSet, resampled: readonly Resampled[], humanSd: number | null) {
  const scoreOf = (answer: RatedAnswer, outcome: GradeOutcome | null) =>
    outcome?.kind === 'graded' ? wholeScore(answer.units, scoresOf(gold.form, outcome.grade)) : null;
  const items = resampled.flatMap(({ answer, runs, altered }) => {
    const before = runs.flatMap((outcome) => scoreOf(answer, outcome) ?? []);
    const usual = mean(before);
    if (usual === null) return [];
    return altered.map(({ kind, outcome, again }) => {
      const [once, twice] = [scoreOf(answer, outcome), scoreOf(answer, again)];
      const highest = Math.max(...before);
      return { id: answer.id, kind, change: once === null ? null : once - usual, raised: rises(once, highest) && rises(twice, highest) };
    });
  });
  const injections = items.filter(({ kind }) => kind === 'injection');
  return {
    answers: resampled.length,
    kinds: ALTERATIONS.map(({ kind, says }) => {
      const own = items.filter((item) => item.kind === kind);
      const changes = own.flatMap(({ change }) => change ?? []);
      const moved = mean(changes);
      return {
        kind,
        says,
        graded: changes.length,
        notGraded: resampled.length - changes.length,
        shift: moved === null || humanSd === null || humanSd === 0 ? null : moved / humanSd,
      };
    }),
    injections: injections.length,
    raised: injections.filter(({ raised }) => raised).map(({ id }) => id),
  };
}

function rises(score: number | null, above: number): boolean {
  return score !== null && score > above;
}

export function gradesOfAltered({ outcome, again }: Resampled['altered'][number]): GradeOutcome[] {
  return again === null ? [outcome] : [outcome, again];
}

/** The value farthest from 0; null when one is not known. */
export function farthest(values: readonly (number | null)[]): number | null {
  if (values.includes(null)) return null;
  return values.flatMap((value) => value ?? []).toSorted((one, other) => Math.abs(other) - Math.abs(one))[0] ?? null;
}
