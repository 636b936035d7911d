import type { Command } from 'commander';
import { type Content, dimensionsOf, isPublished, type LoadedBank } from '#app/banks/index.ts';
import type { Config } from '#app/config.ts';
import { bankCostLine } from '../cost-line.ts';
import type { Terminal } from '../terminal.ts';
import { findBank } from './find-bank.ts';

export function addShowCommand(banks: Command, terminal: Terminal, config: () => Config, load: () => Content): void {
  banks
    .command('show [bank]')
    .description('List the banks, or show the questions of one: applied-ml or applied-ml@1.0.0.')
    .option('--json', 'print as JSON')
    .action((name: string | undefined, options: { json?: boolean }) => {
      const content = load();
      if (name === undefined) return showList(content, terminal, options.json === true);
      const source = findBank(content, name);
      if (options.json) return terminal.out(JSON.stringify(source.bank, null, 2));
      showBank(source, content, terminal);
      terminal.out(`\n${bankCostLine(source, content, config())}`);
    });
}

function showList(content: Content, terminal: Terminal, json: boolean): void {
  const rows = [...content.banks.values()].map(({ ref, bank, contentHash, structureHash }) => ({
    ref,
    title: bank.title,
    minutes: bank.minutes,
    questions: bank.questions.length,
    published: isPublished(content, ref),
    contentHash,
    structureHash,
  }));
  if (json) return terminal.out(JSON.stringify({ banks: rows }, null, 2));
  for (const row of rows)
    terminal.out(
      `${row.ref}  ${row.title}  (${row.questions} questions, ${row.minutes} minutes${row.published ? ', published' : ', draft'})`,
    );
}

function showBank({ ref, bank }: LoadedBank, content: Content, terminal: Terminal): void {
  terminal.out(`${ref}: ${bank.title}\n${bank.about}\n`);
  for (const section of bank.sections) {
    terminal.out(`${section.title} (asks ${section.ask})`);
    for (const question of bank.questions.filter((candidate) => candidate.section === section.id)) {
      const dimensions = dimensionsOf(question, content.rubrics).join(', ');
      terminal.out(`  ${question.id}  ${question.kind}, ${question.minutes} minutes: ${dimensions}`);
    }
  }
}
