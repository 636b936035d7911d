import {
  type Bootstrap,
  type CalibrationMetrics,
  type CalibrationRow,
  calibrationMetrics,
  clusteredBootstrap,
  type Estimate,
  type Estimates,
  type MachineMetrics,
  type RowsMetrics,
  type Statistics,
} from '#app/measurement/index.ts';

/** A row and the answer it belongs to. */
export interface AnswerRow extends CalibrationRow {
  readonly answer: string;
}

/**
 * Everything about the rows, with intervals. Where there are several questions whole questions are drawn; with one question there is
 * nothing else to draw than answers, which makes the intervals say less: they hold for that question alone.
 */
export function figuresWithIntervals(
  rows: readonly AnswerRow[],
  levels: number,
  bootstrap: Bootstrap,
  of: 'questions' | 'answers',
): CalibrationMetrics {
  if (of === 'questions') return calibrationMetrics(rows, { levels, bootstrap });
  const answers = [...new Set(rows.map(({ answer }) => answer))].map((id) => rows.filter(({ answer }) => answer === id));
  const intervals = clusteredBootstrap(
    answers,
    (sample) => {
      // A row drawn twice counts as two, under a name of its own.
      const drawn = sample.flatMap((own, number) => own.map((row) => ({ ...row, id: `${number} ${row.id}` })));
      return valuesOf(calibrationMetrics(drawn, { levels, bootstrap: null }));
    },
    bootstrap,
  );
  const found = calibrationMetrics(rows, { levels, bootstrap: null });
  const part = (name: 'allRows' | 'nonBlankRows', metrics: RowsMetrics): RowsMetrics => ({
    ...metrics,
    graded: machine(metrics.graded, `${name} graded`),
    gapsFilled: metrics.gapsFilled && machine(metrics.gapsFilled, `${name} gapsFilled`),
    twiceRated: { ...metrics.twiceRated, metrics: estimates(metrics.twiceRated.metrics, `${name} twiceRated`) },
  });
  const machine = (metrics: MachineMetrics, name: string): MachineMetrics => ({ ...metrics, metrics: estimates(metrics.metrics, name) });
  const estimates = <Name extends string>(all: Estimates<Name>, name: string): Estimates<Name> =>
    Object.fromEntries(
      Object.entries<Estimate>(all).map(([metric, estimate]) => [
        metric,
        { ...estimate, interval: intervals?.[`${name} ${metric}`] ?? null },
      ]),
    ) as Estimates<Name>;
  return {
    ...found,
    bootstrap,
    allRows: part('allRows', found.allRows),
    nonBlankRows: part('nonBlankRows', found.nonBlankRows),
  };
}

/** Every estimate by a name that says where it stands; what a sample does not have is undefined, so null. */
function valuesOf({ allRows, nonBlankRows }: CalibrationMetrics): Statistics<string> {
  const all: Record<string, number | null> = {};
  const put = (name: string, metrics: Estimates<string>) => {
    for (const [metric, { value }] of Object.entries<Estimate>(metrics)) all[`${name} ${metric}`] = value;
  };
  for (const [name, { graded, gapsFilled, twiceRated }] of Object.entries({ allRows, nonBlankRows })) {
    put(`${name} graded`, graded.metrics);
    put(`${name} gapsFilled`, gapsFilled?.metrics ?? nulled(graded.metrics));
    put(`${name} twiceRated`, twiceRated.metrics);
  }
  return all;
}

function nulled<Name extends string>(metrics: Estimates<Name>): Estimates<Name> {
  return Object.fromEntries(Object.keys(metrics).map((name) => [name, { value: null, interval: null }])) as Estimates<Name>;
}
