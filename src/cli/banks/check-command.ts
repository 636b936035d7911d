import type { Command } from 'commander';
import { type Content, checkContent } from '#app/banks/index.ts';
import { CommandFailed, type Terminal } from '../terminal.ts';
import { problemSentence } from './problem-sentence.ts';

export function addCheckCommand(banks: Command, terminal: Terminal, load: () => Content): void {
  banks
    .command('check')
    .description('Check every bank and rubric: format, references, arithmetic, coverage of forms, wording, changed publications.')
    .option('--json', 'print the problems as JSON')
    .action((options: { json?: boolean }) => {
      const content = load();
      const problems = checkContent(content);
      if (options.json) terminal.out(JSON.stringify({ problems }, null, 2));
      else for (const problem of problems) terminal.out(problemSentence(problem));
      if (problems.length > 0)
        throw new CommandFailed(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in the content.`);
      if (!options.json) terminal.out(`${content.banks.size} banks and ${content.rubrics.size} rubrics are in order.`);
    });
}
