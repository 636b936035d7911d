import { Command, CommanderError } from 'commander';
import { BadSettings, CannotStart, type Config, loadConfig } from '#app/config.ts';
import { addBanksCommand } from './banks/banks-command.ts';
import { addCalibrateCommand } from './calibrate/calibrate-command.ts';
import { addConfigCommand } from './config-command.ts';
import { addGradeCommand } from './grade-command.ts';
import { addInviteCommand } from './invite-command.ts';
import { addRegradeCommand } from './regrade/regrade-command.ts';
import { addReportCommand } from './report-command.ts';
import { addServeCommand } from './serve-command.ts';
import { addSignInLinkCommand } from './sign-in-link-command.ts';
import { addSimulateCommand } from './simulate-command.ts';
import { BadInput, CommandFailed, processTerminal, type Terminal } from './terminal.ts';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

/** Runs one command line. Gives the exit code: 0 done, 1 failed (one clear sentence was printed), 2 wrong usage. */
export async function runCommandLine(args: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  const program = new Command('assay');
  program
    .description('Structured technical screens for machine-learning roles, graded with evidence, decided by people.')
    .option('--port <port>', 'port of the server (PORT)')
    .option('--host <address>', 'address to listen on (HOST)')
    .option('--data <folder>', 'folder of the database and the outbox (ASSAY_DATA)')
    .option('--reports <folder>', 'folder of reports (ASSAY_REPORTS)')
    .option('--public-url <url>', 'where people reach the server (ASSAY_PUBLIC_URL)')
    .option('--banks-dir <folder>', 'folder of question banks (ASSAY_BANKS)')
    .option('--rubrics-dir <folder>', 'folder of rubrics (ASSAY_RUBRICS)')
    .option('--grader <grader>', 'offline or claude (ASSAY_GRADER)')
    .option('--model-grader <model>', 'model that grades (ASSAY_MODEL_GRADER)')
    .option('--model-interviewer <model>', 'model that looks for open checks (ASSAY_MODEL_INTERVIEWER)')
    .option('--smtp-url <url>', 'mail server (SMTP_URL)')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text.trimEnd()), writeErr: (text) => terminal.err(text.trimEnd()) })
    .showHelpAfterError('Add --help for how to use this command.');

  const load = () => {
    const { banksDir, rubricsDir, ...flags } = program.opts<Record<string, string | undefined>>();
    return loadConfig({ ...flags, banks: banksDir, rubrics: rubricsDir });
  };
  const config = (): Config => load().config;
  addServeCommand(program, terminal, config);
  addInviteCommand(program, terminal, config);
  addSignInLinkCommand(program, terminal, config);
  addBanksCommand(program, terminal, config);
  addSimulateCommand(program, terminal, config);
  addGradeCommand(program, terminal, config);
  addReportCommand(program, terminal, config);
  addRegradeCommand(program, terminal, config);
  addCalibrateCommand(program, terminal, config);
  addConfigCommand(program, terminal, () => load().inForce);
  for (const command of allCommands(program))
    command.exitOverride().configureOutput(program.configureOutput()).configureHelp(program.configureHelp());

  try {
    await program.parseAsync([...args], { from: 'user' });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : USAGE;
    if (error instanceof CommandFailed) terminal.err(error.message);
    else if (error instanceof BadSettings || error instanceof CannotStart) terminal.err(error.problems.join('\n'));
    else throw error;
    return error instanceof BadInput ? USAGE : FAILED;
  }
}

function allCommands(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)]);
}
