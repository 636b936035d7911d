import { contentTokens, type SubgroupRow } from '#app/measurement/index.ts';
import type { Grade } from '#app/protocol/index.ts';
import type { AnswerRow } from './figures-with-intervals.ts';
import { type GoldSet, isBlank, type RatedAnswer, scoresOf, wholeScore } from './gold-set.ts';
import { mean } from './mean.ts';

export type UnitRow = AnswerRow & { readonly criterion: string };

/** One row for each thing rated in an answer. An answer without a word earns nothing, and nobody has to be asked about it. */
export function unitRows({ form }: GoldSet, answer: RatedAnswer, grade: Grade | null): UnitRow[] {
  const scores = grade && scoresOf(form, grade);
  const blank = isBlank(answer);
  return answer.units.map(({ id }) => ({
    id: `${answer.id}/${id}`,
    answer: answer.id,
    criterion: id,
    questionId: answer.question.id,
    human: answer.ratings.flatMap((rating) => rating.scores.get(id) ?? []),
    machine: blank ? 0 : (scores?.get(id) ?? null),
    contentTokens: contentTokens(answer.text),
    blank,
  }));
}

export function wholeRow({ form }: GoldSet, answer: RatedAnswer, grade: Grade | null): AnswerRow[] {
  const human = answer.ratings.flatMap(({ scores }) => wholeScore(answer.units, scores) ?? []);
  if (human.length === 0) return [];
  const blank = isBlank(answer);
  const machine = blank ? 0 : grade && wholeScore(answer.units, scoresOf(form, grade));
  return [
    {
      id: answer.id,
      answer: answer.id,
      questionId: answer.question.id,
      human,
      machine,
      contentTokens: contentTokens(answer.text),
      blank,
    },
  ];
}

export function humanWhole({ units, ratings }: RatedAnswer): number | null {
  return mean(ratings.flatMap(({ scores }) => wholeScore(units, scores) ?? []));
}

export function subgroupRow({ form }: GoldSet, answer: RatedAnswer, grade: Grade | null): SubgroupRow[] {
  const human = humanWhole(answer);
  const machine = grade && wholeScore(answer.units, scoresOf(form, grade));
  return human === null || machine === null || isBlank(answer) ? [] : [{ groups: answer.groups, human, machine }];
}

/** At least two people for each thing rated. */
export function isDoubleRated({ units, ratings }: RatedAnswer): boolean {
  return units.every(({ id }) => ratings.filter(({ scores }) => scores.has(id)).length > 1);
}

/** Answers that two people rated, on the question that has fewest. Blank ones count for nothing: they show no agreement. */
export function fewestDoubleRated({ answers }: GoldSet): number {
  const counts = questionsOf(answers).map((own) => own.filter((answer) => isDoubleRated(answer) && !isBlank(answer)).length);
  return Math.min(...counts);
}

export function questionsOf(answers: readonly RatedAnswer[]): RatedAnswer[][] {
  return [...new Set(answers.map(({ question }) => question.id))].map((id) => answers.filter(({ question }) => question.id === id));
}
