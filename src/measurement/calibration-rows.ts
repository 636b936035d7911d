import { logLength } from './content-tokens.ts';
import { unitScore } from './level-of.ts';
import { mean, sum } from './moments.ts';
import type { ScoredRow } from './score-metrics.ts';

/** One answer of a calibration: what people gave it and what the machine did. Scores are normalised to 0..1 and clipped to it. */
export interface CalibrationRow {
  readonly id: string;
  readonly questionId: string;
  /** One score per person; empty when nobody has rated the answer, which then counts nowhere. */
  readonly human: readonly number[];
  /** Null when the grader declined; undefined when no prediction was handed in for this answer. */
  readonly machine: number | null | undefined;
  readonly contentTokens: number;
  /** Empty after trimming white space. */
  readonly blank: boolean;
}

/** A row that people have rated, with its gap if the machine left one. */
export type RatedRow = Omit<ScoredRow, 'machine'> & {
  readonly id: string;
  readonly ratings: readonly number[];
  readonly machine: number | null;
  readonly missing: boolean;
};

/** The rows that somebody rated. Throws a RangeError for an id that stands twice: it would weigh double without a word. */
export function ratedRows(rows: readonly CalibrationRow[]): RatedRow[] {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    if (seen.has(row.id)) throw new RangeError(`the answer ${row.id} stands twice`);
    seen.add(row.id);
    const ratings = row.human.map(unitScore);
    const human = mean(ratings);
    if (human === null) return [];
    const { id, questionId, machine, contentTokens } = row;
    return {
      id,
      questionId,
      ratings,
      human,
      machine: typeof machine === 'number' ? unitScore(machine) : null,
      missing: machine === undefined,
      logLength: logLength(contentTokens),
    };
  });
}

/** The rows the machine graded. */
export function gradedRows<Row extends { readonly machine: number | null }>(rows: readonly Row[]): (Row & { readonly machine: number })[] {
  return rows.flatMap((row) => (row.machine === null ? [] : { ...row, machine: row.machine }));
}

/**
 * All rows, each gap filled with the mean human score of the other questions: what somebody who has not read the answer would guess, so
 * that declining the hard answers earns nothing. Null when there is a gap and only one question.
 */
export function gapsFilled<Row extends { readonly questionId: string; readonly human: number; readonly machine: number | null }>(
  rows: readonly Row[],
): (Row & { readonly machine: number })[] | null {
  const total = sum(rows.map(({ human }) => human));
  const fills = new Map<string, number | null>();
  const fillOf = (questionId: string) => {
    const known = fills.get(questionId);
    if (known !== undefined) return known;
    const own = rows.filter((row) => row.questionId === questionId);
    const others = rows.length - own.length;
    const fill = others === 0 ? null : unitScore((total - sum(own.map(({ human }) => human))) / others);
    fills.set(questionId, fill);
    return fill;
  };
  const filled = gradedRows(rows.map((row) => ({ ...row, machine: row.machine ?? fillOf(row.questionId) })));
  return filled.length === rows.length ? filled : null;
}
