import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import cliProgress from 'cli-progress';
import type { Command } from 'commander';
import type { Product } from '#app/compose/index.ts';
import type { Config } from '#app/config.ts';
import type { RegradeRequest, RegradeResult } from '#app/engine/index.ts';
import { ERRORS, Slug } from '#app/protocol/index.ts';
import { ECONOMY_HELP, economy } from '../economy.ts';
import { CommandFailed, type Terminal } from '../terminal.ts';
import { comparisonOf, type RegradeComparison } from './comparison.ts';
import { comparisonPage } from './comparison-page.ts';
import { runName } from './run-name.ts';

interface Options {
  screen?: string;
  bank?: string;
  all?: boolean;
  rubric: string[];
  run?: string;
  record?: boolean;
  economy?: boolean;
  out?: string;
  json?: boolean;
}

const HELP = `
Takes every answered question of screens whose grading is complete, grades it with the grader in force (--grader, --model-grader) and
compares the result with the grade shown before. Without --record nothing is written to the log. With it each new grade stands in the
log beside the older ones, the reports are rendered again, and levels that a person gave go on counting.

The same run started again goes on where it stopped: an answer is graded once in a run, and a model's stored replies are used again.
With --economy a batch that an interruption cut off is taken up again.
It works while a server runs on the same data folder: each grade is decided on the newest state of its screen, and reports that this
command has not rendered by its end are rendered by the server. Install a new rubric version before that server starts: it reads rubrics
once, and shows a grade by one that it does not know without its texts.`;

/** Grades stored answers again: with a newer rubric, another grader or another model. */
export function addRegradeCommand(program: Command, terminal: Terminal, config: () => Config): void {
  program
    .command('regrade')
    .description('Grade answers of finished screens again, and say what changed and what may be compared.')
    .option('--screen <id>', 'one screen')
    .option('--bank <bank>', 'every screen drawn from this bank: applied-ml, or applied-ml@1.0.0')
    .option('--all', 'every screen')
    .option(
      '--rubric <reference>',
      "judge by this version in place of a screen's own; may be repeated",
      (ref, refs: string[]) => [...refs, ref],
      [],
    )
    .option('--run <name>', 'name of the run: lower-case words and hyphens; by default made of the day, the grader and the rubrics')
    .option('--record', 'write the new grades to the log')
    .option('--economy', ECONOMY_HELP)
    .option('--out <folder>', 'where comparison.html and comparison.json go; default regrade-RUN in the folder of reports')
    .option('--json', 'print the comparison as JSON')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const select = selection(options);
      const settings = config();
      const { composeProduct } = await import('#app/compose/index.ts');
      const { asking, lanes } = economy(options.economy, settings);
      const product = await composeProduct(settings, { asking });
      try {
        const madeAt = new Date().toISOString();
        const { name: grader, model } = product.regrader.stamp();
        const run = options.run ?? runName({ at: madeAt, grader, model, rubrics: options.rubric });
        if (!Slug.safeParse(run).success) throw new CommandFailed(`--run ${run}: use lower-case letters, digits and hyphens, at most 64.`);
        const record = options.record === true;
        const request = { run, select, rubrics: options.rubric, record, lanes };
        const result = await gradeAgain(product, request, terminal);
        if (record) await product.regrader.renderReports();
        const comparison = comparisonOf(result, { madeAt, recorded: record });
        const out = options.out ?? join(settings.reports, `regrade-${run}`);
        mkdirSync(out, { recursive: true });
        writeFileSync(join(out, 'comparison.json'), `${JSON.stringify(comparison, null, 2)}\n`);
        writeFileSync(join(out, 'comparison.html'), comparisonPage(comparison));
        terminal.out(options.json ? JSON.stringify(comparison, null, 2) : inWords(comparison, join(out, 'comparison.html')));
        const failed = result.leftOut.filter(({ reason }) => reason === 'model-failed');
        if (failed.length > 0)
          throw new CommandFailed(
            `The model did not answer for ${failed.length} of them (${failed[0]?.detail}) What was graded is kept; go on with the same command and --run ${run}`,
          );
      } finally {
        await product.close();
      }
    });
}

function selection({ screen, bank, all }: Options): RegradeRequest['select'] {
  const given = [screen, bank, all].filter((option) => option !== undefined);
  if (given.length !== 1) throw new CommandFailed('Say which screens: one of --screen, --bank and --all.');
  if (screen !== undefined) return { screenId: screen };
  return bank === undefined ? 'all' : { bank };
}

async function gradeAgain(product: Product, request: RegradeRequest, terminal: Terminal): Promise<RegradeResult> {
  const bar = new cliProgress.SingleBar({ format: '{value} answers', noTTYOutput: false, stream: process.stderr });
  if (terminal.interactive) bar.start(0, 0);
  const outcome = await product.regrader.regrade(request, () => bar.increment()).finally(() => bar.stop());
  if (!outcome.ok) throw new CommandFailed(outcome.details?.join(' ') ?? ERRORS[outcome.code].sentence);
  if (outcome.value.selected === 0) throw new CommandFailed('There is no such screen.');
  return outcome.value;
}

function inWords(comparison: RegradeComparison, file: string): string {
  const { run, answers, screens, comparable, notComparable, leftOut, firstGrades, recorded, cost } = comparison;
  const look = answers.filter(({ needsLook }) => needsLook).length;
  const bands = screens.filter(({ bandChanged }) => bandChanged).length;
  const shift = comparable.meanShift === null ? 'no level to compare' : `mean shift ${comparable.meanShift.toFixed(2)} levels`;
  return [
    `Run ${run}: ${answers.length + firstGrades.length} answers of ${screens.length} screens graded again${recorded ? ' and recorded' : '; nothing was recorded'}.`,
    `Levels that may be compared: ${comparable.unchanged} of ${comparable.pairs} unchanged, ${shift}.`,
    ...(notComparable.answers > 0 ? [`${notComparable.answers} answers were judged on another scale and may not be compared.`] : []),
    `A person must look at ${look} answers; the band changes on ${bands} screens.`,
    ...(leftOut.length > 0 ? [`Left out: ${counted(leftOut.map(({ reason }) => reason))}.`] : []),
    ...(cost.paidMicroUsd ? [`Paid for calls: US$ ${(cost.paidMicroUsd / 1_000_000).toFixed(4)}.`] : []),
    `Written: ${file}, comparison.json`,
  ].join('\n');
}

function counted(reasons: readonly string[]): string {
  return [...new Set(reasons)].map((reason) => `${reason} ${reasons.filter((each) => each === reason).length}`).join(', ');
}
