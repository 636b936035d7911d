import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import cliProgress from 'cli-progress';
import type { Command } from 'commander';
import type { Config } from '#app/config.ts';
import { ECONOMY_HELP, economy } from '../economy.ts';
import { BadInput, type Terminal } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';
import { countGradings, gradeGold } from './grade-gold.ts';
import { addListCommand } from './list-command.ts';
import { measureGold } from './measure-gold.ts';
import { addPacketCommand } from './packet/packet-command.ts';
import { readGold } from './read-gold.ts';
import { readScoredAnswers } from './read-scored-answers.ts';
import { verdictTable } from './verdict-table.ts';
import { recordsOf, writeCalibration } from './write-calibration.ts';

interface Options {
  gold?: string;
  rubric?: string;
  bank?: string;
  questions?: string;
  repeats: string;
  sample: string;
  seed: string;
  round: string;
  draws: string;
  out?: string;
  economy?: boolean;
  json?: boolean;
}

/** Compares the grader in force with people, on answers that people have rated. */
export function addCalibrateCommand(program: Command, terminal: Terminal, config: () => Config): void {
  const calibrate = program
    .command('calibrate')
    .description('Compare a grader with people, and say whether it may be trusted: with figures, gates and a report.');
  calibrate
    .command('run', { isDefault: true })
    .description('Grade rated answers and judge the grader by the gates; what calibrate does when no command is named.')
    .option('--gold <file>', 'JSON lines: answers with the levels that people gave (docs/calibration.md)')
    .option('--rubric <reference>', 'only answers judged by this rubric version')
    .option('--bank <bank>', 'all answers to questions of this bank')
    .option('--questions <file>', 'for a public set of scored answers: its questions with their key points')
    .option('--repeats <number>', 'gradings of each sampled answer, the first included', '3')
    .option('--sample <number>', 'answers that are graded again, and changed where nothing should change', '30')
    .option('--seed <number>', 'seed of the sample and of the intervals', '1')
    .option('--round <number>', 'the next number asks a model for everything anew', '1')
    .option('--draws <number>', 'draws for each interval; 2000 for a release', '1000')
    .option('--economy', ECONOMY_HELP)
    .option('--out <folder>', 'where the page, the PDF and the JSON go; default: calibrations in the reports folder')
    .option('--json', 'print the whole result as JSON')
    .action((options: Options) => run(options, terminal, config()));
  addPacketCommand(calibrate, terminal, config);
  addListCommand(calibrate, terminal, config);
}

async function run(options: Options, terminal: Terminal, config: Config): Promise<void> {
  const { gold: path, rubric, bank, questions } = options;
  if (path === undefined) throw new BadInput('Name the answers that people have rated: --gold FILE. See docs/calibration.md.');
  if ([rubric, bank, questions].filter((given) => given !== undefined).length !== 1)
    throw new BadInput('Name one of --rubric REFERENCE, --bank BANK, or --questions FILE.');
  const plan = {
    repeats: wholeNumber('--repeats', options.repeats, 1, 10),
    sample: wholeNumber('--sample', options.sample, 0, 1_000),
    seed: wholeNumber('--seed', options.seed, 0, 0xffff_ffff),
    round: wholeNumber('--round', options.round, 1, 1_000_000),
  };
  const { asking, lanes } = economy(options.economy, config);
  const draws = wholeNumber('--draws', options.draws, 0, 10_000);
  const { composeCalibration } = await import('#app/compose/index.ts');
  const parts = await composeCalibration(config, asking);
  try {
    const gold =
      questions === undefined
        ? readGold(path, parts.content, rubric === undefined ? { kind: 'bank', name: bank ?? '' } : { kind: 'rubric', ref: rubric })
        : readScoredAnswers(path, questions);
    const bar = new cliProgress.SingleBar({
      format: 'graded {value} of {total} [{bar}] {eta_formatted} left',
      noTTYOutput: false,
      stream: process.stderr,
    });
    if (terminal.interactive) bar.start(countGradings(gold, plan), 0);
    const { grader, clock } = parts;
    const graded = await gradeGold(gold, plan, {
      grader,
      clock,
      lanes,
      onGraded: () => bar.increment(),
    }).finally(() => bar.stop());
    if (terminal.interactive) terminal.err('Working out figures and intervals …');
    const document = measureGold(gold, graded, {
      id: randomUUID(),
      at: new Date(clock.wallMs()).toISOString(),
      program: parts.program,
      ...plan,
      draws,
    });
    const folder = options.out ?? join(config.reports, 'calibrations');
    const files = await writeCalibration(document, folder);
    for (const record of recordsOf(document, () => parts.ids.uuid())) await parts.stores.calibrations.record(record);
    terminal.out(options.json ? JSON.stringify(document, null, 2) : verdictTable(document, files));
  } finally {
    await parts.close();
  }
}
