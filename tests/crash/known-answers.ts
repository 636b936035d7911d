import { join } from 'node:path';
import { loadContent } from '#app/banks/index.ts';

const root = join(import.meta.dirname, '../..');

/** An exemplar answer for each question of the installed banks, by question id: text that graders find something in. */
export function knownAnswers(): ReadonlyMap<string, string> {
  const { banks, rubrics } = loadContent({ banksDir: join(root, 'question-banks'), rubricsDir: join(root, 'rubrics') });
  const questions = [...banks.values()].flatMap(({ bank }) => bank.questions);
  return new Map(questions.map(({ id, rubric }) => [id, rubrics.get(rubric)?.rubric.exemplars[0]?.answer ?? 'I do not know.']));
}
