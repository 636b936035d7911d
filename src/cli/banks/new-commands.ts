import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Command, Option } from 'commander';
import { isPublished, loadContent } from '#app/banks/index.ts';
import type { Config } from '#app/config.ts';
import { QuestionKind, Slug, Track } from '#app/protocol/index.ts';
import { CommandFailed, type Terminal } from '../terminal.ts';
import { findBank } from './find-bank.ts';
import { bankScaffold, questionScaffold, rubricScaffold } from './scaffolds.ts';

const FIRST_VERSION = '1.0.0';

/** `new bank` and `new question`: files to fill in, with comments that say how. */
export function addNewCommands(banks: Command, terminal: Terminal, config: () => Config): void {
  const make = banks.command('new').description('Write the scaffold of a bank or of a question with its rubric.');

  make
    .command('bank <id>')
    .description('Write question-banks/<id>/1.0.0.yaml with its sections and comments, without questions.')
    .addOption(new Option('--track <track>', 'what kind of roles it is for').choices(Track.options).makeOptionMandatory())
    .action((id: string, options: { track: Track }) => {
      const file = join(config().banks, slug(id), `${FIRST_VERSION}.yaml`);
      writeNew(file, bankScaffold(id, options.track));
      terminal.out(`${relative(process.cwd(), file)} is written. Add a question with: assay banks new question ${id} QUESTION-ID`);
    });

  make
    .command('question <bank> <id>')
    .description('Add a question to a draft bank and write rubrics/<id>/1.0.0.yaml, both with comments.')
    .addOption(new Option('--kind <kind>', 'what is asked for').choices(QuestionKind.options).default('scenario'))
    .option('--section <section>', 'section of the bank it belongs to')
    .action((bankId: string, id: string, options: { kind: QuestionKind; section?: string }) => {
      const { banks: banksDir, rubrics: rubricsDir } = config();
      const file = draftFile(bankId, banksDir, rubricsDir);
      const text = readFileSync(file, 'utf8');
      if (new RegExp(`^ {2}- id: ${slug(id)}$`, 'm').test(text)) throw new CommandFailed(`${file} has a question ${id} already.`);
      const section = options.section ?? /^ {2}- id: (\S+)/m.exec(text)?.[1] ?? 'diagnosis';
      const rubric = join(rubricsDir, id, `${FIRST_VERSION}.yaml`);
      writeNew(rubric, rubricScaffold(id));
      writeFileSync(
        file,
        `${text.trimEnd().replace(/^questions: \[\]$/m, 'questions:')}\n${questionScaffold(id, slug(section), options.kind)}`,
      );
      terminal.out(
        `${relative(process.cwd(), file)} has a new question, ${relative(process.cwd(), rubric)} its rubric. Fill in both, then: assay banks check`,
      );
    });
}

/** The file of a bank's newest version. A bank without questions does not load yet, so its first version is looked for by name. */
function draftFile(bankId: string, banksDir: string, rubricsDir: string): string {
  const first = join(banksDir, slug(bankId), `${FIRST_VERSION}.yaml`);
  const content = loadContent({ banksDir, rubricsDir });
  if (![...content.banks.values()].some(({ bank }) => bank.bank === bankId) && existsSync(first)) return first;
  const { file, ref } = findBank(content, bankId);
  if (isPublished(content, ref))
    throw new CommandFailed(
      `${ref} is published and cannot change. Copy ${file} to a new version number, change its version, and add to that.`,
    );
  return file;
}

function slug(id: string): string {
  if (!Slug.safeParse(id).success) throw new CommandFailed(`${id} is no id: use small letters, digits and hyphens, such as late-labels.`);
  return id;
}

function writeNew(file: string, text: string): void {
  if (existsSync(file)) throw new CommandFailed(`${file} is there already.`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
