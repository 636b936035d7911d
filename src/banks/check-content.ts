import type { Criterion, Question } from '#app/protocol/index.ts';
import { Dimension } from '#app/protocol/index.ts';
import type { Content, LoadedBank, LoadedRubric } from './load-content.ts';
import type { Problem } from './parse-yaml.ts';
import { planInterview } from './plan-interview.ts';

const MIN_DIMENSIONS_PER_FORM = 5;
const MIN_QUESTIONS_PER_FORM = 6;
const MAX_QUESTIONS_PER_FORM = 8;
/** Forms drawn to see that every seed covers enough dimensions. */
const SEEDS_TRIED = 200;

/** Everything that can be wrong with authored content beyond its format: references, arithmetic, coverage, changed publications. */
export function checkContent(content: Content): readonly Problem[] {
  return [
    ...content.problems,
    ...[...content.rubrics.values()].flatMap(checkRubric),
    ...[...content.banks.values()].flatMap((bank) => checkBank(bank, content)),
    ...checkLock(content),
  ];
}

function checkRubric(source: LoadedRubric): Problem[] {
  const problem = (path: PropertyKey[], message: string, remedy: string): Problem => ({
    file: source.file,
    line: source.lineOf(path),
    message,
    remedy,
  });
  const problems: Problem[] = [];
  const { criteria } = source.rubric;
  for (const id of twice(criteria.map((criterion) => criterion.id))) {
    problems.push(problem(['criteria'], `criterion ${id} stands twice`, 'Give each criterion an id of its own.'));
  }
  criteria.forEach((criterion, index) => {
    const at = ['criteria', index];
    for (const fault of criterionFaults(criterion))
      problems.push(problem([...at, fault.part], `${criterion.id}: ${fault.message}`, fault.remedy));
  });
  if (criteria.every((criterion) => criterion.misconceptions.length === 0)) {
    problems.push(
      problem(['criteria'], 'no criterion has a misconception', 'Add at least one wrong claim that people make, with its cap.'),
    );
  }
  source.rubric.exemplars.forEach((exemplar, index) => {
    const known = new Set(criteria.map((criterion) => criterion.id));
    const named = Object.keys(exemplar.levels);
    const missing = [...known].filter((id) => !named.includes(id));
    const unknown = named.filter((id) => !known.has(id));
    if (missing.length + unknown.length > 0) {
      problems.push(
        problem(
          ['exemplars', index, 'levels'],
          `exemplar ${index + 1} ${missing.length > 0 ? `has no level for ${missing.join(', ')}` : `names unknown criteria ${unknown.join(', ')}`}`,
          'Give a level for each criterion of this rubric, and for no other.',
        ),
      );
    }
  });
  return problems;
}

interface CriterionFault {
  readonly part: 'levels' | 'checks' | 'needs' | 'misconceptions';
  readonly message: string;
  readonly remedy: string;
}

function criterionFaults(criterion: Criterion): CriterionFault[] {
  const faults: CriterionFault[] = [];
  const points = criterion.checks.map((check) => check.points);
  const total = points.reduce((sum, value) => sum + value, 0);
  const { levels } = criterion;
  if (!(levels[1] <= levels[2] && levels[2] < levels[3] && levels[3] < levels[4])) {
    faults.push({ part: 'levels', message: 'levels do not rise', remedy: 'Let each level need more points than the one below.' });
  }
  if (levels[4] > total) {
    faults.push({
      part: 'levels',
      message: `level 4 needs ${levels[4]} points of ${total}`,
      remedy: 'Lower the threshold or add a check.',
    });
  }
  if (Math.max(...points) >= levels[3]) {
    faults.push({
      part: 'levels',
      message: 'one check alone reaches level 3',
      remedy: 'Raise the threshold of level 3 or lower the points of the check.',
    });
  }
  const ids = criterion.checks.map((check) => check.id);
  const claims = criterion.misconceptions.map((claim) => claim.id);
  for (const id of twice([...ids, ...claims])) {
    faults.push({ part: 'checks', message: `${id} stands twice`, remedy: 'Give each check and misconception an id of its own.' });
  }
  for (const id of Object.values(criterion.needs).flatMap((needed) => needed ?? [])) {
    if (!ids.includes(id))
      faults.push({ part: 'needs', message: `needs names unknown check ${id}`, remedy: `Name one of ${ids.join(', ')}.` });
  }
  return faults;
}

function checkBank(source: LoadedBank, content: Content): Problem[] {
  const { bank } = source;
  const problem = (path: PropertyKey[], message: string, remedy: string): Problem => ({
    file: source.file,
    line: source.lineOf(path),
    message,
    remedy,
  });
  const problems: Problem[] = [];
  for (const id of twice(bank.questions.map((question) => question.id))) {
    problems.push(problem(['questions'], `question ${id} stands twice`, 'Give each question an id of its own.'));
  }
  bank.sections.forEach((section, index) => {
    const available = bank.questions.filter((question) => question.section === section.id).length;
    if (available < section.ask) {
      problems.push(
        problem(['sections', index], `${section.id} asks ${section.ask} of ${available} questions`, 'Add questions or ask fewer.'),
      );
    }
  });
  let complete = problems.length === 0;
  bank.questions.forEach((question, index) => {
    const at = ['questions', index];
    if (!bank.sections.some((section) => section.id === question.section)) {
      problems.push(
        problem([...at, 'section'], `${question.id}: unknown section ${question.section}`, 'Use the id of a section of this bank.'),
      );
      complete = false;
    }
    const rubric = content.rubrics.get(question.rubric);
    if (!rubric) {
      problems.push(
        problem(
          [...at, 'rubric'],
          `${question.id}: rubric ${question.rubric} is not there`,
          'Write the rubric file or correct the reference.',
        ),
      );
      complete = false;
      return;
    }
    for (const fault of probeFaults(question, rubric)) problems.push(problem([...at, 'probes'], fault.message, fault.remedy));
  });
  if (complete) problems.push(...formFaults(source, content).map((fault) => problem(['sections'], fault.message, fault.remedy)));
  return problems;
}

function probeFaults(question: Question, { rubric }: LoadedRubric): { message: string; remedy: string }[] {
  const known = new Set(rubric.criteria.flatMap((criterion) => criterion.checks.map((check) => `${criterion.id}/${check.id}`)));
  return question.probes
    .filter((probe) => !known.has(probe.aims))
    .map((probe) => ({
      message: `${question.id}: probe ${probe.id} aims at ${probe.aims}, which ${rubric.rubric} does not have`,
      remedy: `Aim it at a check of the rubric, such as ${[...known][0]}.`,
    }));
}

function formFaults(source: LoadedBank, content: Content): { message: string; remedy: string }[] {
  for (let seed = 0; seed < SEEDS_TRIED; seed++) {
    const form = planInterview(source, content.rubrics, seed);
    const dimensions = new Set(
      form.questions.flatMap(
        (question) => content.rubrics.get(question.rubric.ref)?.rubric.criteria.map((criterion) => criterion.dimension) ?? [],
      ),
    );
    const count = form.questions.length;
    if (count < MIN_QUESTIONS_PER_FORM || count > MAX_QUESTIONS_PER_FORM) {
      return [
        {
          message: `a form has ${count} questions`,
          remedy: `Let the sections ask ${MIN_QUESTIONS_PER_FORM} to ${MAX_QUESTIONS_PER_FORM} in all.`,
        },
      ];
    }
    if (dimensions.size < MIN_DIMENSIONS_PER_FORM) {
      return [
        {
          message: `the form of seed ${seed} covers only ${[...dimensions].join(', ')}`,
          remedy: `Let every form reach ${MIN_DIMENSIONS_PER_FORM} of: ${Dimension.options.join(', ')}.`,
        },
      ];
    }
  }
  return [];
}

function checkLock(content: Content): Problem[] {
  const changed = (
    kind: 'bank' | 'rubric',
    current: { ref: string; file: string; contentHash: string },
    locked: string | undefined,
  ): Problem[] =>
    locked === undefined || locked === current.contentHash
      ? []
      : [
          {
            file: current.file,
            line: 1,
            message: `the published ${kind} ${current.ref} was changed`,
            remedy: 'Undo the change, or copy the file to a new version number and change that one.',
          },
        ];
  return [
    ...[...content.banks.values()].flatMap((bank) => changed('bank', bank, content.lock.banks[bank.ref]?.contentHash)),
    ...[...content.rubrics.values()].flatMap((rubric) => changed('rubric', rubric, content.lock.rubrics[rubric.ref]?.contentHash)),
    ...Object.keys(content.lock.banks)
      .filter((ref) => !content.banks.has(ref))
      .map((ref) => gone('bank', ref)),
    ...Object.keys(content.lock.rubrics)
      .filter((ref) => !content.rubrics.has(ref))
      .map((ref) => gone('rubric', ref)),
  ];
}

function gone(kind: string, ref: string): Problem {
  return { file: ref, line: null, message: `the published ${kind} ${ref} is missing`, remedy: 'Bring the file back: old screens need it.' };
}

function twice(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
