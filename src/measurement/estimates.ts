import { type Bootstrap, clusteredBootstrap, type Interval, type Statistics } from './clustered-bootstrap.ts';
import { rowsByQuestion } from './within-question.ts';

/** A statistic with its interval. */
export interface Estimate {
  /** Null when the statistic is undefined on these rows. */
  readonly value: number | null;
  /** Null when no interval was asked for, and with fewer than two questions. */
  readonly interval: Interval | null;
}

export type Estimates<Name extends string> = Readonly<Record<Name, Estimate>>;

/** Every statistic of rows grouped by question, with its question-clustered interval where one is asked for. */
export function estimates<Row extends { readonly questionId: string }, Name extends string>(
  rows: readonly Row[],
  statisticsOf: (questions: readonly (readonly Row[])[]) => Statistics<Name>,
  bootstrap: Bootstrap | null,
): Estimates<Name> {
  const groups = rowsByQuestion(rows.map(({ questionId }) => questionId));
  const questions = [...groups.values()].map((own) => own.map((row) => rows[row] as Row));
  const intervals = bootstrap ? clusteredBootstrap(questions, statisticsOf, bootstrap) : null;
  const values = Object.entries<number | null>(statisticsOf(questions));
  return Object.fromEntries(
    values.map(([name, value]) => [name, { value, interval: intervals?.[name as Name] ?? null }]),
  ) as Estimates<Name>;
}
