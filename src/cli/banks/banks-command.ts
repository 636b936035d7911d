import type { Command } from 'commander';
import { loadContent } from '#app/banks/index.ts';
import type { Config } from '#app/config.ts';
import type { Terminal } from '../terminal.ts';
import { addCheckCommand } from './check-command.ts';
import { addCoverageCommand } from './coverage-command.ts';
import { addDiffCommand } from './diff-command.ts';
import { addFormCommand } from './form-command.ts';
import { addNewCommands } from './new-commands.ts';
import { addPublishCommand } from './publish-command.ts';
import { addShowCommand } from './show-command.ts';
import { addTryCommand } from './try-command.ts';

export function addBanksCommand(program: Command, terminal: Terminal, config: () => Config): void {
  const banks = program.command('banks').description('Write, check, try and publish question banks and rubrics.');
  const load = () => loadContent({ banksDir: config().banks, rubricsDir: config().rubrics });
  addCheckCommand(banks, terminal, load);
  addShowCommand(banks, terminal, config, load);
  addFormCommand(banks, terminal, config, load);
  addTryCommand(banks, terminal, config);
  addNewCommands(banks, terminal, config);
  addDiffCommand(banks, terminal, load);
  addPublishCommand(banks, terminal, config, load);
  addCoverageCommand(banks, terminal, load);
}
