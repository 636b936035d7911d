// Monotone maps from a grader's score to the human scale, fitted on the other questions only: five folds by question.
const FOLDS = 5;

/** `rows` have question, human and machine (null for a gap). `mapFrom` makes a map out of rows; the result is one score for each row. */
export function calibrated(rows, mapFrom) {
  const questions = [...new Set(rows.map((row) => row.question))];
  const foldOf = new Map(questions.map((question, at) => [question, at % FOLDS]));
  const maps = Array.from({ length: FOLDS }, (_, fold) =>
    mapFrom(rows.filter((row) => foldOf.get(row.question) !== fold && row.machine !== null)),
  );
  return rows.map((row) => (row.machine === null ? null : Math.min(1, Math.max(0, maps[foldOf.get(row.question)](row.machine)))));
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

/** Least squares. */
export function linear(rows) {
  return line(rows, () => 1);
}

/** Least squares in which every human score has the same total weight, as in the weighted RMSE. */
export function balanced(rows) {
  const counts = new Map();
  for (const { human } of rows) counts.set(human, (counts.get(human) ?? 0) + 1);
  return line(rows, ({ human }) => 1 / counts.get(human));
}

/** Mean and standard deviation of the human scores. */
export function sameSpread(rows) {
  const [machine, human] = [rows.map((row) => row.machine), rows.map((row) => row.human)];
  return (score) => mean(human) + ((score - mean(machine)) * spread(human)) / spread(machine);
}

function line(rows, weightOf) {
  const total = rows.reduce((sum, row) => sum + weightOf(row), 0);
  const average = (take) => rows.reduce((sum, row) => sum + weightOf(row) * take(row), 0) / total;
  const [x, y] = [average((row) => row.machine), average((row) => row.human)];
  const slope = average((row) => (row.machine - x) * (row.human - y)) / average((row) => (row.machine - x) ** 2);
  return (score) => y + slope * (score - x);
}
