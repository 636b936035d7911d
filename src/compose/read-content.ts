import { type Content, loadContent, lockWith } from '#app/banks/index.ts';
import { CannotStart, type Config } from '#app/config.ts';

/** Throws CannotStart with the first problems when a bank or rubric cannot be read. */
export function readContent(config: Config): Content {
  const content = loadContent({ banksDir: config.banks, rubricsDir: config.rubrics });
  if (content.problems.length === 0) return content;
  const shown = content.problems
    .slice(0, 5)
    .map((problem) => `${problem.file}${problem.line === null ? '' : `:${problem.line}`}: ${problem.message}. ${problem.remedy}`);
  throw new CannotStart([...shown, 'See all with: assay banks check']);
}

/** For trying things out: drafts count as published. */
export function withDrafts(content: Content): Content {
  const complete = [...content.banks.values()].filter(({ bank }) => bank.questions.every(({ rubric }) => content.rubrics.has(rubric)));
  return { ...content, lock: complete.reduce((lock, { ref }) => lockWith({ ...content, lock }, ref), content.lock) };
}
