import { type Content, type LoadedBank, newestFirst } from '#app/banks/index.ts';
import { GoldRow, type Turn } from '#app/protocol/index.ts';
import { findPublishedBank } from '../banks/find-bank.ts';
import { BadInput } from '../terminal.ts';
import type { GoldSet, RatedAnswer } from './gold-set.ts';
import { Problems, readRows } from './read-rows.ts';

const LEVELS = 5;
/** Nothing of a stored answer's time reaches a grader; a turn needs one all the same. */
const SOME_TIME = '2000-01-01T00:00:00.000Z';

/** What of the file is asked for: one rubric, or everything of one bank. */
export type Asked = { readonly kind: 'rubric'; readonly ref: string } | { readonly kind: 'bank'; readonly name: string };

/** Reads a gold file and finds the questions and rubrics it names. Throws BadInput with all problems at once. */
export function readGold(path: string, content: Content, asked: Asked): GoldSet {
  const { file, hash, rows } = readRows(path, GoldRow);
  const problems = new Problems(path);
  const bank = asked.kind === 'bank' ? findPublishedBank(content, asked.name) : null;
  if (asked.kind === 'rubric' && !content.rubrics.has(asked.ref)) throw new BadInput(`There is no rubric ${asked.ref}.`);
  const wanted = rows.filter(({ value }) =>
    bank === null ? asked.kind === 'rubric' && value.rubric === asked.ref : value.bank === undefined || value.bank === bank.ref,
  );
  if (wanted.length === 0) throw new BadInput(`${path} holds no answer for ${asked.kind === 'rubric' ? asked.ref : asked.name}.`);
  const raters = [...new Set(wanted.flatMap(({ value }) => value.ratings.map(({ rater }) => rater)))].toSorted();
  const answers = wanted.flatMap(({ line, value }): RatedAnswer[] => {
    const answer = ratedAnswer(value, bank, content, raters);
    if (!Array.isArray(answer)) return [answer];
    for (const sentence of answer) problems.add(line, sentence);
    return [];
  });
  problems.throwIfAny();
  return { file, hash, form: 'criteria', levels: LEVELS, answers, raters, leftOut: rows.length - wanted.length };
}

/** The answer, or what is wrong with its line. */
function ratedAnswer(row: GoldRow, asked: LoadedBank | null, content: Content, raters: readonly string[]): RatedAnswer | string[] {
  const loaded = content.rubrics.get(row.rubric);
  if (!loaded) return [`rubric: there is no rubric ${row.rubric}.`];
  const source = asked ?? bankOf(row, content);
  const question = source?.bank.questions.find(({ id }) => id === row.question);
  if (!source || !question) return [`question: ${source ? source.ref : 'no bank'} has no question ${row.question}.`];
  if (question.rubric !== row.rubric)
    return [`rubric: in ${source.ref} the question ${row.question} is judged by ${question.rubric}, not by ${row.rubric}.`];
  const criteria = loaded.rubric.criteria.map(({ id, weight }) => ({ id, weight }));
  const known = new Set(criteria.map(({ id }) => id));
  const wrong = row.ratings.flatMap(({ rater, levels }, at) => [
    ...Object.keys(levels)
      .filter((criterion) => !known.has(criterion))
      .map((criterion) => `ratings.${at}.levels: ${row.rubric} has no criterion ${criterion}; it has ${[...known].join(', ')}.`),
    ...(row.ratings.findIndex((other) => other.rater === rater) < at ? [`ratings.${at}: ${rater} rates this answer twice.`] : []),
  ]);
  if (wrong.length > 0) return wrong;
  const { ref, contentHash, structureHash, rubric } = loaded;
  return {
    id: row.id,
    bank: source.ref,
    question: { ...question, rubric: { ref, contentHash, structureHash } },
    rubric,
    turns: turnsOf(row),
    text: [row.answer, ...(row.followUps ?? []).map(({ answer }) => answer)].join('\n\n'),
    units: criteria,
    ratings: row.ratings
      .toSorted((one, other) => raters.indexOf(one.rater) - raters.indexOf(other.rater))
      .map(({ rater, levels }) => ({ rater, scores: new Map(Object.entries(levels).map(([id, level]) => [id, level / (LEVELS - 1)])) })),
    groups: Object.entries(row.groups ?? {}).map(([name, value]) => `${name}: ${value}`),
  };
}

/** The bank that a line names; without a name, the newest that asks this question by this rubric. */
function bankOf(row: GoldRow, content: Content): LoadedBank | undefined {
  if (row.bank !== undefined) return content.banks.get(row.bank);
  const asking = ({ bank }: LoadedBank, exactly: boolean) =>
    bank.questions.some(({ id, rubric }) => id === row.question && (!exactly || rubric === row.rubric));
  const all = newestFirst(content.banks.values());
  return all.find((source) => asking(source, true)) ?? all.find((source) => asking(source, false));
}

function turnsOf({ question, answer, followUps = [] }: GoldRow): Turn[] {
  const turn = (kind: Turn['kind'], text: string): Omit<Turn, 'id'> => ({
    kind,
    by: kind === 'probe' ? 'assay' : 'candidate',
    questionId: question,
    text: text.toWellFormed(),
    at: SOME_TIME,
    autoSubmitted: false,
  });
  return [
    turn('answer', answer),
    ...followUps.flatMap((followUp) => [turn('probe', followUp.asked), turn('probe-answer', followUp.answer)]),
  ].map((each, index) => ({ id: `t${index + 1}`, ...each }));
}
