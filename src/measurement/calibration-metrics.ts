import { confusionMatrix } from './agreement.ts';
import { type CalibrationRow, gapsFilled, gradedRows, type RatedRow, ratedRows } from './calibration-rows.ts';
import type { Bootstrap } from './clustered-bootstrap.ts';
import { type Estimates, estimates } from './estimates.ts';
import { levelOf } from './level-of.ts';
import { meanPredictor } from './mean-predictor.ts';
import { pearson } from './pearson.ts';
import { type ScoredRow, type ScoreMetric, scoreMetrics } from './score-metrics.ts';
import { type TwiceRatedRow, type TwoRaterMetric, twoRaterMetrics } from './two-rater-metrics.ts';
import { rowsByQuestion, withinQuestionR } from './within-question.ts';

export interface MeasureOptions {
  /** Number of levels of the scale: 5 for levels 0 to 4. */
  readonly levels: number;
  /** Null for values without intervals. */
  readonly bootstrap: Bootstrap | null;
}

export interface CalibrationMetrics extends MeasureOptions {
  readonly allRows: RowsMetrics;
  /** Blank answers are graded right by anybody, so they make every figure look better. */
  readonly nonBlankRows: RowsMetrics;
}

export interface RowsMetrics {
  readonly counts: RowCounts;
  readonly graded: MachineMetrics;
  /** With every gap filled (see `gapsFilled`); null when there is a gap and only one question. */
  readonly gapsFilled: MachineMetrics | null;
  /** On graded rows that at least two people rated. */
  readonly twiceRated: { readonly rows: number; readonly metrics: Estimates<TwoRaterMetric> };
}

export interface RowCounts {
  /** Answers that somebody rated, and their questions. */
  readonly rows: number;
  readonly questions: number;
  readonly graded: number;
  readonly declined: number;
  readonly missing: number;
  /** Answers that at least two people rated, and the number of them on the question that has fewest. */
  readonly doubleScored: number;
  readonly fewestDoubleScored: number;
  /** How many answers people put at each level, by their mean. */
  readonly byHumanLevel: readonly number[];
}

export interface MachineMetrics {
  readonly rows: number;
  readonly questions: number;
  readonly metrics: Estimates<ScoreMetric>;
  /** `[human level][machine level]`. */
  readonly confusion: readonly (readonly number[])[];
  /** The same rows by a grader that always says the mean, and by the log of the length alone: no figure means anything without them. */
  readonly meanPredictor: { readonly rmse: number | null; readonly weightedRmse: number | null };
  readonly lengthAlone: { readonly r: number | null; readonly withinQuestionR: number | null };
}

/** Everything that is known about a machine's scores from answers that people have rated. */
export function calibrationMetrics(rows: readonly CalibrationRow[], options: MeasureOptions): CalibrationMetrics {
  const blank = new Set(rows.filter((row) => row.blank).map(({ id }) => id));
  const rated = ratedRows(rows);
  const nonBlank = rated.filter(({ id }) => !blank.has(id));
  const allRows = metricsOf(rated, options);
  return { ...options, allRows, nonBlankRows: nonBlank.length === rated.length ? allRows : metricsOf(nonBlank, options) };
}

function metricsOf(rows: readonly RatedRow[], options: MeasureOptions): RowsMetrics {
  const graded = gradedRows(rows);
  const filled = gapsFilled(rows);
  const machine = machineMetrics(graded, options);
  const twice = graded.flatMap(({ questionId, ratings: [first, second, ...more], machine: given }): TwiceRatedRow[] =>
    first === undefined || second === undefined ? [] : [{ questionId, ratings: [first, second, ...more], machine: given }],
  );
  return {
    counts: countsOf(rows, options.levels),
    graded: machine,
    gapsFilled: graded.length === rows.length ? machine : filled && machineMetrics(filled, options),
    twiceRated: {
      rows: twice.length,
      metrics: estimates(twice, (questions) => twoRaterMetrics(questions, options.levels), options.bootstrap),
    },
  };
}

function countsOf(rows: readonly RatedRow[], levels: number): RowCounts {
  const questions = rowsByQuestion(rows.map(({ questionId }) => questionId));
  const double = rows.map(({ ratings }) => ratings.length > 1);
  const own = [...questions.values()].map((numbers) => numbers.filter((row) => double[row]).length);
  const given = rows.map(({ human }) => levelOf(human, levels));
  return {
    rows: rows.length,
    questions: questions.size,
    graded: rows.filter(({ machine }) => machine !== null).length,
    declined: rows.filter(({ machine, missing }) => machine === null && !missing).length,
    missing: rows.filter(({ missing }) => missing).length,
    doubleScored: double.filter(Boolean).length,
    fewestDoubleScored: own.length === 0 ? 0 : Math.min(...own),
    byHumanLevel: Array.from({ length: levels }, (_, level) => given.filter((each) => each === level).length),
  };
}

function machineMetrics(rows: readonly ScoredRow[], { levels, bootstrap }: MeasureOptions): MachineMetrics {
  const human = rows.map((row) => row.human);
  const length = rows.map((row) => row.logLength);
  const keys = rows.map(({ questionId }) => questionId);
  const inLevels = (column: readonly number[]) => column.map((score) => levelOf(score, levels));
  return {
    rows: rows.length,
    questions: rowsByQuestion(keys).size,
    metrics: estimates(rows, (questions) => scoreMetrics(questions, levels), bootstrap),
    confusion: confusionMatrix(inLevels(human), inLevels(rows.map((row) => row.machine)), levels),
    meanPredictor: meanPredictor(human),
    lengthAlone: { r: pearson(human, length), withinQuestionR: withinQuestionR(keys, human, length) },
  };
}
