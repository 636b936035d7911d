import type { Command } from 'commander';
import { type Content, newestOfEach } from '#app/banks/index.ts';
import type { Terminal } from '../terminal.ts';
import { coveragePage } from './coverage-page.ts';

export function addCoverageCommand(banks: Command, terminal: Terminal, load: () => Content): void {
  banks
    .command('coverage')
    .description('Print what the newest version of each bank covers, and how its checks were judged blind, as Markdown.')
    .action(() => {
      const content = load();
      terminal.out(coveragePage(newestOfEach(content.banks.values()), content).trimEnd());
    });
}
