// Logistic regression with fractional labels and a ridge, by Newton's method. Deterministic, and small enough to be read.

/** Ridge on standardised figures: little beside ten thousand rows. */
const RIDGE = 3;
const STEPS = 40;

/** @returns { intercept, weights } in the units of the figures. */
export function fitLogistic(rows, labels) {
  const width = rows[0].length;
  const mean = Array.from({ length: width }, (_, at) => rows.reduce((sum, row) => sum + row[at], 0) / rows.length);
  const spread = mean.map((m, at) => Math.sqrt(rows.reduce((sum, row) => sum + (row[at] - m) ** 2, 0) / rows.length) || 1);
  const standard = rows.map((row) => [1, ...row.map((value, at) => (value - mean[at]) / spread[at])]);
  const found = new Array(width + 1).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = found.map((value, at) => (at === 0 ? 0 : -RIDGE * value));
    const hessian = found.map((_, i) => found.map((__, j) => (i === j && i > 0 ? RIDGE : 0)));
    for (const [index, row] of standard.entries()) {
      const p = sigmoid(row.reduce((sum, value, at) => sum + value * found[at], 0));
      for (let i = 0; i <= width; i++) {
        gradient[i] += row[i] * (labels[index] - p);
        for (let j = 0; j <= width; j++) hessian[i][j] += p * (1 - p) * row[i] * row[j];
      }
    }
    const change = solve(hessian, gradient);
    for (const [at, value] of change.entries()) found[at] += value;
    if (Math.max(...change.map(Math.abs)) < 1e-10) break;
  }
  const weights = found.slice(1).map((value, at) => value / spread[at]);
  return { intercept: found[0] - weights.reduce((sum, value, at) => sum + value * mean[at], 0), weights };
}

export function predict({ intercept, weights }, row) {
  return sigmoid(row.reduce((sum, value, at) => sum + value * weights[at], intercept));
}

function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}

/** Gaussian elimination with partial pivoting. */
function solve(matrix, right) {
  const rows = matrix.map((row, at) => [...row, right[at]]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows.reduce(
      (best, row, at) => (at >= column && Math.abs(row[column]) > Math.abs(rows[best][column]) ? at : best),
      column,
    );
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (let below = column + 1; below < size; below++) {
      const factor = rows[below][column] / rows[column][column];
      for (let at = column; at <= size; at++) rows[below][at] -= factor * rows[column][at];
    }
  }
  const solution = new Array(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let value = rows[row][size];
    for (let at = row + 1; at < size; at++) value -= rows[row][at] * solution[at];
    solution[row] = value / rows[row][row];
  }
  return solution;
}
