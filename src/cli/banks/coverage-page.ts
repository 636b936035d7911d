import { type Content, dimensionsOf, type LoadedBank, type ReadAnswer, readBlindReading } from '#app/banks/index.ts';
import { levelsFrom } from '#app/grading/index.ts';
import { cohensKappa } from '#app/measurement/index.ts';
import { Dimension, QuestionKind, type Rubric } from '#app/protocol/index.ts';

const WRITERS: readonly ReadAnswer['writer'][] = ['weak', 'middling', 'strong', 'plain-model'];
/** An answer at this level of its question is one that an engineer would be glad to work with: anchor 3. */
const BAR = 3;

/** `docs/coverage.md`: what the banks cover and how two raters judged answers by their checks. */
export function coveragePage(banks: readonly LoadedBank[], content: Content): string {
  const names = banks.map(({ ref }) => ref);
  const count = (source: LoadedBank, has: (question: LoadedBank['bank']['questions'][number]) => boolean) =>
    source.bank.questions.filter(has).length;
  const tags = [...new Set(banks.flatMap(({ bank }) => bank.questions.flatMap((question) => question.tags)))].sort();
  return [
    '# Coverage of the banks',
    'Made by `npm run docs:coverage` from the newest version of each bank and the blind reading beside it; not written by hand.',
    '## Questions by section',
    'A form draws the number in brackets from each section.',
    ...banks.map((source) => {
      const rows = source.bank.sections.map(({ id, title, ask }) => `${title} ${count(source, (q) => q.section === id)} (${ask})`);
      return `- **${source.ref}**, ${source.bank.questions.length} questions, ${numberOfForms(source)} different forms: ${rows.join(', ')}`;
    }),
    '## Questions by kind',
    table(
      ['kind', ...names],
      QuestionKind.options.map((kind) => [kind, ...banks.map((source) => count(source, (q) => q.kind === kind))]),
    ),
    '## Questions that judge a dimension',
    'Bold: a key dimension of the track, judged by at least two questions of every form.',
    table(
      ['dimension', ...names],
      Dimension.options.map((dimension) => [
        dimension,
        ...banks.map((source) => {
          const questions = count(source, (q) => dimensionsOf(q, content.rubrics).includes(dimension));
          return source.bank.key_dimensions?.includes(dimension) ? `**${questions}**` : questions;
        }),
      ]),
    ),
    '## Specialities',
    tags.map((tag) => `${tag} ${banks.reduce((sum, source) => sum + count(source, (q) => q.tags.includes(tag)), 0)}`).join(', '),
    ...readings(banks, content),
  ].join('\n\n');
}

function numberOfForms({ bank }: LoadedBank): string {
  const ways = bank.sections.reduce((product, { id, ask }) => {
    const available = bank.questions.filter((question) => question.section === id).length;
    return product * Array.from({ length: ask }, (_, at) => (available - at) / (at + 1)).reduce((a, b) => a * b, 1);
  }, 1);
  return Math.round(ways).toLocaleString('en');
}

function readings(banks: readonly LoadedBank[], content: Content): string[] {
  const read = banks.flatMap((source) => {
    const reading = readBlindReading(source);
    return reading ? [{ source, reading }] : [];
  });
  if (read.length === 0) return [];
  const written = (answers: readonly ReadAnswer[]) => answers.filter(({ writer }) => writer !== 'exemplar');
  return [
    '## Blind readings',
    'Answers were written from the prompts alone at a weak, a middling and a strong level, and once as a language model answers when it is given the prompt and nothing else. Two raters, language models as well, judged each check of each answer as met, partly met or not met. They saw neither the intended level nor the other verdicts. The raters share habits that two people do not share: read the agreement as an upper bound. _Before_ is the first reading; checks on which the raters differed were then reworded and judged anew.',
    table(
      ['bank', 'answers', 'verdicts', 'equal before', 'kappa before', 'equal', 'kappa'],
      read.map(({ source, reading }) => {
        const { items, equal, kappa } = cohensKappa(reading.answers.flatMap(({ verdicts }) => Object.values(verdicts)));
        const { before } = reading;
        return [source.ref, reading.answers.length, items, share(before?.equal), share(before?.kappa), share(equal), share(kappa)];
      }),
    ),
    'Mean level of the written answers, 0 to 4, by who wrote them; the share of questions on which the strong answer scores above the middling one, and the middling one above the weak one; and the questions whose plain answer of a language model reaches level 3.',
    table(
      ['bank', ...WRITERS, 'strong > middling', 'middling > weak', 'model at the bar'],
      read.map(({ source, reading }) => {
        const scores = [...scoresByQuestion(written(reading.answers), source, content).values()];
        const mean = (writer: ReadAnswer['writer']) => average(scores.flatMap((by) => by.get(writer) ?? []));
        const above = (one: ReadAnswer['writer'], other: ReadAnswer['writer']) =>
          average(scores.map((by) => ((by.get(one) ?? 0) > (by.get(other) ?? 0) ? 1 : 0)));
        const atBar = scores.filter(isAtBar).length;
        return [
          source.ref,
          ...WRITERS.map((writer) => mean(writer).toFixed(2)),
          share(above('strong', 'middling')),
          share(above('middling', 'weak')),
          `${atBar} of ${scores.length}`,
        ];
      }),
    ),
    'Questions whose plain model answer reaches level 3. Their case would have to change; until then their follow-ups carry more weight in the conversation that comes after the screen.',
    ...read.flatMap(({ source, reading }) => {
      const scores = scoresByQuestion(written(reading.answers), source, content);
      const ids = [...scores].filter(([, by]) => isAtBar(by)).map(([id]) => id);
      return ids.length === 0 ? [] : [`- ${source.ref}: ${ids.join(', ')}`];
    }),
  ];
}

function isAtBar(by: ReadonlyMap<ReadAnswer['writer'], number>): boolean {
  return (by.get('plain-model') ?? 0) >= BAR;
}

/** For each question by id, the level of each writer's answer: criteria weighted, mean of both raters. */
function scoresByQuestion(answers: readonly ReadAnswer[], { bank }: LoadedBank, content: Content) {
  const entries = bank.questions.flatMap((question) => {
    const rubric = content.rubrics.get(question.rubric)?.rubric;
    const own = answers.filter((answer) => answer.question === question.id);
    if (!rubric || own.length === 0) return [];
    const levels = own.map((answer) => [answer.writer, average([0, 1].map((rater) => levelOf(answer, rater as 0 | 1, rubric)))] as const);
    return [[question.id, new Map(levels)] as const];
  });
  return new Map(entries);
}

function levelOf({ verdicts }: ReadAnswer, rater: 0 | 1, rubric: Rubric): number {
  const findings = Object.entries(verdicts).map(([check, pair]) => ({ check, verdict: pair[rater] }));
  const weighted = rubric.criteria.map((criterion) => {
    const outcome = levelsFrom(criterion, findings, []);
    return { weight: criterion.weight, level: outcome.kind === 'level' ? outcome.level : 0 };
  });
  const weights = weighted.reduce((sum, { weight }) => sum + weight, 0);
  return weighted.reduce((sum, { weight, level }) => sum + weight * level, 0) / weights;
}

function average(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

function share(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(2);
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
