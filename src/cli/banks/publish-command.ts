import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Content, checkContent, isPublished, LOCK_FILE, lockWith, writeLock } from '#app/banks/index.ts';
import type { Config } from '#app/config.ts';
import { CommandFailed, type Terminal } from '../terminal.ts';
import { findBank } from './find-bank.ts';
import { problemSentence } from './problem-sentence.ts';

export function addPublishCommand(banks: Command, terminal: Terminal, config: () => Config, load: () => Content): void {
  banks
    .command('publish <reference>')
    .description('Lock a bank version and its rubrics: from then on candidates can be invited to it, and a change to it is an error.')
    .action((reference: string) => {
      const content = load();
      const problems = checkContent(content);
      for (const problem of problems) terminal.err(problemSentence(problem));
      if (problems.length > 0) throw new CommandFailed('Nothing was published: the content has problems.');
      const bank = findBank(content, reference);
      if (isPublished(content, bank.ref)) return terminal.out(`${bank.ref} was published before and has not changed.`);
      writeFileSync(join(config().banks, LOCK_FILE), writeLock(lockWith(content, bank.ref)));
      terminal.out(`${bank.ref} and its ${bank.bank.questions.length} rubrics are published.`);
    });
}
