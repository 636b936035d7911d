import { type Content, isPublished, type LoadedBank, newestFirst } from '#app/banks/index.ts';
import type { Question } from '#app/protocol/index.ts';
import { CommandFailed } from '../terminal.ts';

/** The named bank; without a version, its newest. Throws CommandFailed with the names that exist. */
export function findBank(content: Content, name: string): LoadedBank {
  const newest = newestFirst([...content.banks.values()].filter(({ ref, bank }) => ref === name || bank.bank === name))[0];
  if (!newest) throw new CommandFailed(`There is no bank ${name}. Installed: ${[...content.banks.keys()].join(', ') || 'none'}.`);
  return newest;
}

/** The bank that a candidate would be invited to by this name: without a version, its newest published one. */
export function findPublishedBank(content: Content, name: string): LoadedBank {
  const published = [...content.banks.values()].filter(({ ref, bank }) => bank.bank === name && isPublished(content, ref));
  return newestFirst(published)[0] ?? findBank(content, name);
}

/** A question by id, or by `bank/id`; in the newest bank version that has it. */
export function findQuestion(content: Content, name: string): { readonly source: LoadedBank; readonly question: Question } {
  const [id = '', bank] = name.split('/').reverse();
  const sources = bank === undefined ? newestFirst(content.banks.values()) : [findBank(content, bank)];
  for (const source of sources) {
    const question = source.bank.questions.find((candidate) => candidate.id === id);
    if (question) return { source, question };
  }
  throw new CommandFailed(`There is no question ${name}. List them with: assay banks show BANK`);
}
