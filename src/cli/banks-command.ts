import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { type Content, checkContent, LOCK_FILE, loadContent, lockWith, type Problem, writeLock } from '#app/banks/index.ts';
import type { Config } from '#app/config.ts';
import { CommandFailed, type Terminal } from './terminal.ts';

export function addBanksCommand(program: Command, terminal: Terminal, config: () => Config): void {
  const banks = program.command('banks').description('Check, show and publish question banks and rubrics.');
  const load = () => loadContent({ banksDir: config().banks, rubricsDir: config().rubrics });

  banks
    .command('check')
    .description('Check every bank and rubric: format, references, arithmetic, coverage of forms, changed publications.')
    .option('--json', 'print the problems as JSON')
    .action((options: { json?: boolean }) => {
      const content = load();
      const problems = checkContent(content);
      if (options.json) terminal.out(JSON.stringify({ problems }, null, 2));
      else for (const problem of problems) terminal.out(sentence(problem));
      if (problems.length > 0)
        throw new CommandFailed(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in the content.`);
      if (!options.json) terminal.out(`${content.banks.size} banks and ${content.rubrics.size} rubrics are in order.`);
    });

  banks
    .command('show [bank]')
    .description('List the banks, or show the questions of one: applied-ml or applied-ml@1.0.0.')
    .option('--json', 'print as JSON')
    .action((name: string | undefined, options: { json?: boolean }) => {
      const content = load();
      if (name === undefined) return showList(content, terminal, options.json === true);
      showBank(content, name, terminal, options.json === true);
    });

  banks
    .command('publish <reference>')
    .description('Lock a bank version and its rubrics: from then on a change to them is an error.')
    .action((reference: string) => {
      const content = load();
      const problems = checkContent(content);
      for (const problem of problems) terminal.err(sentence(problem));
      if (problems.length > 0) throw new CommandFailed('Nothing was published: the content has problems.');
      const bank = findBank(content, reference);
      writeFileSync(join(config().banks, LOCK_FILE), writeLock(lockWith(content, bank.ref)));
      terminal.out(`${bank.ref} and its ${bank.bank.questions.length} rubrics are published.`);
    });
}

/** The named bank; without a version, its newest. Throws CommandFailed with the names that exist. */
export function findBank(content: Content, name: string) {
  const matching = [...content.banks.values()].filter(({ ref, bank }) => ref === name || bank.bank === name);
  const newest = matching.sort((a, b) => compareVersions(b.bank.version, a.bank.version))[0];
  if (!newest) throw new CommandFailed(`There is no bank ${name}. Installed: ${[...content.banks.keys()].join(', ') || 'none'}.`);
  return newest;
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  const index = left.findIndex((part, position) => part !== right[position]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

function showList(content: Content, terminal: Terminal, json: boolean): void {
  const rows = [...content.banks.values()].map(({ ref, bank, contentHash, structureHash }) => ({
    ref,
    title: bank.title,
    minutes: bank.minutes,
    questions: bank.questions.length,
    published: ref in content.lock.banks,
    contentHash,
    structureHash,
  }));
  if (json) return terminal.out(JSON.stringify({ banks: rows }, null, 2));
  for (const row of rows)
    terminal.out(
      `${row.ref}  ${row.title}  (${row.questions} questions, ${row.minutes} minutes${row.published ? ', published' : ', draft'})`,
    );
}

function showBank(content: Content, name: string, terminal: Terminal, json: boolean): void {
  const { ref, bank } = findBank(content, name);
  if (json) return terminal.out(JSON.stringify(bank, null, 2));
  terminal.out(`${ref}: ${bank.title}\n${bank.about}\n`);
  for (const section of bank.sections) {
    terminal.out(`${section.title} (asks ${section.ask})`);
    for (const question of bank.questions.filter((candidate) => candidate.section === section.id)) {
      const dimensions = content.rubrics
        .get(question.rubric)
        ?.rubric.criteria.map((criterion) => criterion.dimension)
        .join(', ');
      terminal.out(`  ${question.id}  ${question.kind}, ${question.minutes} minutes: ${dimensions}`);
    }
  }
}

function sentence({ file, line, message, remedy }: Problem): string {
  return `${relative(process.cwd(), file) || file}${line === null ? '' : `:${line}`}: ${message}. ${remedy}`;
}
