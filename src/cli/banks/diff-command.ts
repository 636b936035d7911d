import type { Command } from 'commander';
import { type Content, diffBanks, diffRubrics } from '#app/banks/index.ts';
import { CommandFailed, type Terminal } from '../terminal.ts';
import { findBank } from './find-bank.ts';

export function addDiffCommand(banks: Command, terminal: Terminal, load: () => Content): void {
  banks
    .command('diff <from> <to>')
    .description('Say what changed between two versions of a bank or a rubric, and whether scores stay comparable.')
    .option('--json', 'print as JSON')
    .action((from: string, to: string, options: { json?: boolean }) => {
      const content = load();
      const [before, after] = [content.rubrics.get(from), content.rubrics.get(to)];
      if (before && after) {
        const diff = diffRubrics(before, after);
        if (options.json) return terminal.out(JSON.stringify(diff, null, 2));
        for (const change of diff.changes) terminal.out(change);
        return terminal.out(
          diff.comparable ? 'Levels stay comparable.' : 'Levels are not comparable: what they are computed from changed.',
        );
      }
      if (before || after) throw new CommandFailed('Give two bank versions or two rubric versions.');
      const [one, other] = [findBank(content, from), findBank(content, to)];
      const diff = diffBanks(one, other, content.rubrics);
      if (options.json) return terminal.out(JSON.stringify(diff, null, 2));
      terminal.out(`${one.ref} → ${other.ref}`);
      for (const change of diff.bank) terminal.out(`  ${change}`);
      for (const { id, kind, changes, comparable } of diff.questions.filter((question) => question.kind !== 'same')) {
        const verdict = kind === 'changed' ? (comparable ? ' (levels stay comparable)' : ' (levels are not comparable)') : '';
        terminal.out(`  ${id} ${kind}${verdict}`);
        for (const change of changes) terminal.out(`    ${change}`);
      }
      const same = diff.questions.filter((question) => question.kind === 'same').length;
      terminal.out(`${same} questions are the same.`);
      terminal.out(
        diff.comparable
          ? 'Overall scores stay comparable: both versions have the same structure.'
          : 'Overall scores are not comparable: forms can hold other questions, points or levels.',
      );
    });
}
