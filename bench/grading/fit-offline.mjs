// node bench/grading/fit-offline.mjs: fits the weights of the offline grader on the blind readings of our banks, says how well they hold on
// questions left out, and writes src/grading/offline/weights.ts. Deterministic: the same content gives the same file.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitLogistic, predict } from './logistic.mjs';
import { trainingRows } from './training-rows.mjs';

const FIGURES = ['vocabulary', 'cues', 'ahead', 'missesNegation', 'length'];
const FOLDS = 6;
/** Near the least squared error of points on questions left out (printed below), and without bias on the exemplars of the banks. */
const MET = 0.65;
const PARTIAL = 0.3;

const rows = trainingRows();
const figuresOf = ({ features }) => FIGURES.map((name) => features[name]);
const questions = [...new Set(rows.map((row) => row.question))].toSorted();
const foldOf = new Map(questions.map((question, at) => [question, at % FOLDS]));

const held = [];
for (let fold = 0; fold < FOLDS; fold++) {
  const [inside, outside] = [
    rows.filter((row) => foldOf.get(row.question) !== fold),
    rows.filter((row) => foldOf.get(row.question) === fold),
  ];
  const model = fitLogistic(
    inside.map(figuresOf),
    inside.map((row) => row.worth),
  );
  held.push(...outside.map((row) => ({ ...row, p: predict(model, figuresOf(row)) })));
}
const say = (text) => process.stdout.write(`${text}\n`);
say(`${questions.length} questions, ${new Set(rows.map((row) => row.answer)).size} answers, ${rows.length} rows`);
for (const whole of [true, false]) {
  const of = held.filter((row) => row.whole === whole);
  say(
    `${whole ? 'whole answers' : 'pieces      '}  rows ${of.length}  log loss ${logLoss(of).toFixed(4)}  area under the curve ${area(of).toFixed(4)}`,
  );
}
if (process.argv.includes('--grid'))
  for (const m of [0.5, 0.55, 0.6, 0.65, 0.7])
    say(
      [0.25, 0.3, 0.35]
        .map(
          (q) =>
            `${m}/${q} ${(held.filter((row) => row.whole).reduce((sum, { p, worth }) => sum + ((p >= m ? 1 : p >= q ? 0.5 : 0) - worth) ** 2, 0) / held.filter((row) => row.whole).length).toFixed(4)}`,
        )
        .join('  '),
    );
const { met, partial, error } = thresholds(held.filter((row) => row.whole));
say(`least squared error of points ${error.toFixed(4)} with met from ${met}, partial from ${partial}`);

const { intercept, weights } = fitLogistic(
  rows.map(figuresOf),
  rows.map((row) => row.worth),
);
const lines = [['intercept', intercept], ...FIGURES.map((name, at) => [name, weights[at]])].map(
  ([name, value]) => `  ${name}: ${value.toFixed(3)},`,
);
say(lines.join('\n'));
if (process.argv.includes('--write')) {
  writeFileSync(
    join(import.meta.dirname, '../../src/grading/offline/weights.ts'),
    `// Written by bench/grading/fit-offline.mjs from the blind readings of our own banks (${questions.length} questions, ${new Set(rows.map((row) => row.answer)).size} answers, ${rows.length} judged checks of
// whole answers and of pieces of them). Nothing here was fitted on an exam. docs/offline-grader.md says how, and what it is worth.

/** Log-odds that a person finds a check met, per unit of each figure. */
export const WEIGHTS = {
${lines.join('\n')}
} as const;

/** Strengths from which a check counts as met and as partly met. */
export const MET = ${MET};
export const PARTIAL = ${PARTIAL};
`,
  );
}

function logLoss(of) {
  return of.reduce((sum, { p, worth }) => sum - worth * Math.log(p) - (1 - worth) * Math.log(1 - p), 0) / of.length;
}

/** Probability that a check worth something stands above one worth nothing. */
function area(of) {
  const sorted = of.toSorted((one, other) => one.p - other.p);
  let below = 0;
  let sum = 0;
  for (const { worth } of sorted) {
    if (worth === 0) below++;
    else sum += below;
  }
  return sum / (below * (of.length - below));
}

function thresholds(of) {
  let best = { met: 1, partial: 1, error: Number.POSITIVE_INFINITY };
  for (let met = 50; met <= 85; met += 5) {
    for (let partial = 15; partial < met; partial += 5) {
      const error =
        of.reduce((sum, { p, worth }) => sum + ((p >= met / 100 ? 1 : p >= partial / 100 ? 0.5 : 0) - worth) ** 2, 0) / of.length;
      if (error < best.error - 1e-12) best = { met: met / 100, partial: partial / 100, error };
    }
  }
  return best;
}
