import type { MeasureOptions } from './calibration-metrics.ts';
import { type CalibrationRow, gapsFilled, gradedRows, type RatedRow, ratedRows } from './calibration-rows.ts';
import type { Statistics } from './clustered-bootstrap.ts';
import { type Estimate, estimates } from './estimates.ts';
import { type ScoredRow, type ScoreMetric, scoreMetrics } from './score-metrics.ts';

/** Metrics on which less is better; of the standardised mean difference the size. */
const LESS_IS_BETTER: ReadonlySet<ScoreMetric> = new Set<ScoreMetric>(['weightedRmse', 'rmse', 'meanAbsoluteError', 'smd']);

export interface Comparison {
  readonly allRows: RowsComparison;
  readonly nonBlankRows: RowsComparison;
}

export interface RowsComparison {
  /** On the rows that both graded. */
  readonly graded: PairedDifferences;
  /** With the gaps of each filled in the same way; null when there is a gap and only one question. */
  readonly gapsFilled: PairedDifferences | null;
}

export interface PairedDifferences {
  readonly rows: number;
  readonly questions: number;
  readonly metrics: Readonly<Record<ScoreMetric, PairedDifference>>;
}

/** The machine's value less the other's, on the same rows and, in each draw, on the same sample. */
export interface PairedDifference extends Estimate {
  /** Better or worse only when the whole interval lies on one side of 0. */
  readonly outcome: 'better' | 'worse' | 'unresolved';
}

interface PairedRow {
  readonly questionId: string;
  readonly machine: ScoredRow;
  readonly other: ScoredRow;
}

/** How much better the machine's scores are than another column of predictions 0..1, by answer id; null where that one declined. */
export function comparePredictions(
  rows: readonly CalibrationRow[],
  other: ReadonlyMap<string, number | null>,
  options: MeasureOptions,
): Comparison {
  const compare = (taken: readonly CalibrationRow[]): RowsComparison => {
    const machine = ratedRows(taken);
    const others = ratedRows(taken.map((row) => ({ ...row, machine: other.get(row.id) })));
    const pairs = graded(machine, others);
    const found = differences(pairs, options);
    if (pairs.length === machine.length) return { graded: found, gapsFilled: found };
    const filled = gapsFilled(machine);
    const othersFilled = gapsFilled(others);
    return { graded: found, gapsFilled: filled && othersFilled && differences(graded(filled, othersFilled), options) };
  };
  const allRows = compare(rows);
  const nonBlank = rows.filter(({ blank }) => !blank);
  return { allRows, nonBlankRows: nonBlank.length === rows.length ? allRows : compare(nonBlank) };
}

function graded(machine: readonly RatedRow[], others: readonly RatedRow[]): PairedRow[] {
  const byId = new Map(gradedRows(others).map((row) => [row.id, row]));
  return gradedRows(machine).flatMap((row) => {
    const partner = byId.get(row.id);
    return partner ? [{ questionId: row.questionId, machine: row, other: partner }] : [];
  });
}

function differences(rows: readonly PairedRow[], { levels, bootstrap }: MeasureOptions): PairedDifferences {
  const found = estimates(rows, (questions) => differenceOf(questions, levels), bootstrap);
  const metrics = Object.entries<Estimate>(found).map(([name, estimate]) => [
    name,
    { ...estimate, outcome: outcomeOf(name as ScoreMetric, estimate) },
  ]);
  return {
    rows: rows.length,
    questions: new Set(rows.map(({ questionId }) => questionId)).size,
    metrics: Object.fromEntries(metrics) as Record<ScoreMetric, PairedDifference>,
  };
}

function differenceOf(questions: readonly (readonly PairedRow[])[], levels: number): Statistics<ScoreMetric> {
  const side = (take: (row: PairedRow) => ScoredRow) =>
    scoreMetrics(
      questions.map((own) => own.map(take)),
      levels,
    );
  const theirs = side((row) => row.other);
  const entries = Object.entries<number | null>(side((row) => row.machine)).map(([name, mine]) => {
    const their = theirs[name as ScoreMetric];
    if (mine === null || their === null) return [name, null];
    return [name, name === 'smd' ? Math.abs(mine) - Math.abs(their) : mine - their];
  });
  return Object.fromEntries(entries) as Statistics<ScoreMetric>;
}

function outcomeOf(name: ScoreMetric, { interval }: Estimate): PairedDifference['outcome'] {
  if (!interval || interval.low === null || interval.high === null) return 'unresolved';
  if (interval.low > 0) return LESS_IS_BETTER.has(name) ? 'worse' : 'better';
  if (interval.high < 0) return LESS_IS_BETTER.has(name) ? 'better' : 'worse';
  return 'unresolved';
}
