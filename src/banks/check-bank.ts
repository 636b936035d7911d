import { type Bank, Dimension, type Question, type Section } from '#app/protocol/index.ts';
import { dimensionsOf } from './dimensions-of.ts';
import { forbiddenInQuestions } from './forbidden-words.ts';
import { coverageOfForms } from './form-coverage.ts';
import type { Content, LoadedBank, LoadedRubric } from './load-content.ts';
import type { Problem } from './parse-yaml.ts';
import { problemsOf } from './problems-of.ts';
import { proseOf, readingGrade, wordsOf } from './reading-grade.ts';
import { twice } from './twice.ts';

const MIN_DIMENSIONS_PER_FORM = 5;
const MIN_QUESTIONS_PER_FORM = 6;
const MAX_QUESTIONS_PER_FORM = 8;
/** Upper-intermediate English: about the tenth school year. */
const MAX_READING_GRADE = 10;
const MAX_WORDS_OF_PROMPT = 420;
const MAX_WORDS_OF_PROBE = 60;

/** Whether a bank's parts fit one another: sections, rubrics, probes, and what each of its forms judges. */
export function checkBank(source: LoadedBank, content: Content): Problem[] {
  const { bank } = source;
  const problem = problemsOf(source);
  const problems: Problem[] = [
    ...twice(bank.questions.map((question) => question.id)).map((id) =>
      problem(['questions'], `question ${id} stands twice`, 'Give each question an id of its own.'),
    ),
    ...bank.sections.flatMap((section, index) => {
      const available = bank.questions.filter((question) => question.section === section.id).length;
      if (available >= section.ask) return [];
      return [problem(['sections', index], `${section.id} asks ${section.ask} of ${available} questions`, 'Add questions or ask fewer.')];
    }),
    ...bank.questions.flatMap((question, index) => {
      const at = ['questions', index];
      const unknownSection = bank.sections.every((section) => section.id !== question.section)
        ? [problem([...at, 'section'], `${question.id}: unknown section ${question.section}`, 'Use the id of a section of this bank.')]
        : [];
      const rubric = content.rubrics.get(question.rubric);
      const ofRubric = rubric
        ? probeFaults(question, rubric).map((fault) => problem([...at, 'probes'], fault.message, fault.remedy))
        : [
            problem(
              [...at, 'rubric'],
              `${question.id}: rubric ${question.rubric} is not there`,
              'Write the rubric file or correct the reference.',
            ),
          ];
      return [...unknownSection, ...ofRubric];
    }),
  ];
  return problems.length > 0 ? problems : formFaults(source, content).map((fault) => problem(['sections'], fault.message, fault.remedy));
}

/** Whether the questions of a bank that is still a draft are written as a candidate can read them. Published wording stays as it is. */
export function checkBankWording(source: LoadedBank): Problem[] {
  const problem = problemsOf(source);
  const { bank } = source;
  const longest = bank.sections.reduce((sum, section) => sum + longestMinutes(bank, section), 0);
  const tooLong =
    longest > bank.minutes
      ? [problem(['minutes'], `a form can take ${longest} minutes of ${bank.minutes}`, 'Give the form more time, or its questions less.')]
      : [];
  const ofQuestions = bank.questions.flatMap((question, index) => {
    const at = ['questions', index];
    const prose = proseOf(question.prompt);
    const count = wordsOf(prose).length;
    const grade = readingGrade(prose);
    const faults: Problem[] = [];
    if (count > MAX_WORDS_OF_PROMPT) {
      const remedy = `Use ${MAX_WORDS_OF_PROMPT} at most: reading is part of the time.`;
      faults.push(problem([...at, 'prompt'], `${question.id}: the prompt has ${count} words beside its tables`, remedy));
    }
    if (grade > MAX_READING_GRADE) {
      const message = `${question.id}: the prompt reads at school year ${grade.toFixed(1)}`;
      faults.push(problem([...at, 'prompt'], message, `Shorten sentences and words until it is ${MAX_READING_GRADE} or less.`));
    }
    question.probes.forEach((probe, position) => {
      const length = wordsOf(probe.ask).length;
      if (length <= MAX_WORDS_OF_PROBE) return;
      const message = `${question.id}: probe ${probe.id} has ${length} words`;
      faults.push(problem([...at, 'probes', position], message, `Use ${MAX_WORDS_OF_PROBE} at most.`));
    });
    const repeated = twice(question.probes.map((probe) => probe.aims));
    for (const aims of repeated) {
      const message = `${question.id}: two probes aim at ${aims}`;
      faults.push(problem([...at, 'probes'], message, 'Aim each probe at a check of its own.'));
    }
    for (const rule of forbiddenInQuestions) {
      const found = rule.pattern.exec(spokenBy(question));
      if (!found) continue;
      faults.push(problem([...at, 'prompt'], `${question.id} says “${found[0]}”, which ${rule.why}`, rule.remedy));
    }
    return faults;
  });
  return [...tooLong, ...ofQuestions];
}

/** Minutes of the longest questions that a form can draw from a section. */
function longestMinutes(bank: Bank, { id, ask }: Section): number {
  const minutes = bank.questions.filter((question) => question.section === id).map((question) => question.minutes);
  return minutes
    .toSorted((one, other) => other - one)
    .slice(0, ask)
    .reduce((sum, each) => sum + each, 0);
}

/** Everything of a question that a candidate may read. */
function spokenBy({ title, prompt, clarifications, probes }: Question): string {
  return [title, prompt, ...clarifications.flatMap(({ asks, says }) => [asks, says]), ...probes.map(({ ask }) => ask)].join('\n');
}

interface Fault {
  readonly message: string;
  readonly remedy: string;
}

function probeFaults(question: Question, { rubric }: LoadedRubric): Fault[] {
  const known = new Set(rubric.criteria.flatMap((criterion) => criterion.checks.map((check) => `${criterion.id}/${check.id}`)));
  return question.probes
    .filter((probe) => !known.has(probe.aims))
    .map((probe) => ({
      message: `${question.id}: probe ${probe.id} aims at ${probe.aims}, which ${rubric.rubric} does not have`,
      remedy: `Aim it at a check of the rubric, such as ${[...known][0]}.`,
    }));
}

function formFaults({ bank }: LoadedBank, { rubrics }: Content): Fault[] {
  const count = bank.sections.reduce((sum, section) => sum + section.ask, 0);
  const faults: Fault[] = [];
  if (count < MIN_QUESTIONS_PER_FORM || count > MAX_QUESTIONS_PER_FORM) {
    const remedy = `Let the sections ask ${MIN_QUESTIONS_PER_FORM} to ${MAX_QUESTIONS_PER_FORM} in all.`;
    faults.push({ message: `a form has ${count} questions`, remedy });
  }
  const forms = coverageOfForms(bank, (question) => dimensionsOf(question, rubrics));
  const narrow = forms.find((form) => form.dimensions.size < MIN_DIMENSIONS_PER_FORM);
  if (narrow) {
    faults.push({
      message: `the form ${narrow.example.join(', ')} covers only ${[...narrow.dimensions].join(', ')}`,
      remedy: `Let every form reach ${MIN_DIMENSIONS_PER_FORM} of: ${Dimension.options.join(', ')}.`,
    });
  }
  const thin = forms.find((form) => form.thinlyFed.length > 0);
  if (thin) {
    faults.push({
      message: `the form ${thin.example.join(', ')} has fewer than two questions that judge ${thin.thinlyFed.join(' and ')}`,
      remedy: 'Let the questions of one more section all judge it, or name another key dimension.',
    });
  }
  return faults;
}
