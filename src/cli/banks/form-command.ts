import type { Command } from 'commander';
import { type Content, planInterview } from '#app/banks/index.ts';
import type { Config } from '#app/config.ts';
import { formCostLine } from '../cost-line.ts';
import { CommandFailed, type Terminal } from '../terminal.ts';
import { findBank } from './find-bank.ts';

const MAX_SEED = 0xffff_ffff;

export function addFormCommand(banks: Command, terminal: Terminal, config: () => Config, load: () => Content): void {
  banks
    .command('form <bank>')
    .description('Print the form that a candidate gets for a seed: the questions in their order, as they are asked.')
    .requiredOption('--seed <number>', 'seed of the form, as recorded with each screen')
    .option('--json', 'print as JSON')
    .action((name: string, options: { seed: string; json?: boolean }) => {
      const seed = Number(options.seed);
      if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED)
        throw new CommandFailed(`--seed takes a whole number from 0 to ${MAX_SEED}.`);
      const content = load();
      const source = findBank(content, name);
      const form = planInterview(source, content.rubrics, seed);
      if (options.json) return terminal.out(JSON.stringify(form, null, 2));
      const total = form.questions.reduce((sum, question) => sum + question.minutes, 0);
      terminal.out(`${source.ref}, seed ${seed}: ${form.questions.length} questions, about ${total} of ${form.minutes} minutes\n`);
      form.questions.forEach((question, index) => {
        terminal.out(
          `${index + 1}. ${question.title}  (${question.id}; ${question.section}; ${question.kind}, ${question.minutes} minutes)`,
        );
        terminal.out(`\n${question.prompt.trim().replace(/^(?=.)/gm, '   ')}\n`);
      });
      terminal.out(formCostLine(form, content, config()));
    });
}
