import type { Criterion, Level } from '#app/protocol/index.ts';
import { forbiddenInChecks } from './forbidden-words.ts';
import type { LoadedRubric } from './load-content.ts';
import type { Problem } from './parse-yaml.ts';
import { problemsOf } from './problems-of.ts';
import { reachableLevels } from './reachable-levels.ts';
import { wordsOf } from './reading-grade.ts';
import { twice } from './twice.ts';

const LEVELS: readonly Level[] = [1, 2, 3, 4];
/** The highest level that one check may give by itself: whoever reaches more has shown at least two things. */
const MOST_BY_ONE_CHECK = 2;
const LEAST_EXEMPLARS = 4;
/** A statement longer than this holds more than one demand, and two people stop agreeing on it. */
const MAX_WORDS_OF_CHECK = 45;

/** Whether a rubric's parts fit one another: ids, points against levels, needs, exemplars. */
export function checkRubric(source: LoadedRubric): Problem[] {
  const { criteria } = source.rubric;
  const problem = problemsOf(source);
  return [
    ...twice(criteria.map((criterion) => criterion.id)).map((id) =>
      problem(['criteria'], `criterion ${id} stands twice`, 'Give each criterion an id of its own.'),
    ),
    ...criteria.flatMap((criterion, index) =>
      criterionFaults(criterion).map((fault) =>
        problem(['criteria', index, fault.part], `${criterion.id}: ${fault.message}`, fault.remedy),
      ),
    ),
    ...(criteria.every((criterion) => criterion.misconceptions.length === 0)
      ? [problem(['criteria'], 'no criterion has a misconception', 'Add at least one wrong claim that people make, with its cap.')]
      : []),
    ...source.rubric.exemplars.flatMap(({ levels }, index) => {
      const known = criteria.map((criterion) => criterion.id);
      const missing = known.filter((id) => !(id in levels));
      const unknown = Object.keys(levels).filter((id) => !known.includes(id));
      if (missing.length + unknown.length === 0) return [];
      const what = missing.length > 0 ? `has no level for ${missing.join(', ')}` : `names unknown criteria ${unknown.join(', ')}`;
      const remedy = 'Give a level for each criterion of this rubric, and for no other.';
      return [problem(['exemplars', index, 'levels'], `exemplar ${index + 1} ${what}`, remedy)];
    }),
  ];
}

/** Whether a rubric that is still a draft is written so that people can judge by it. Published wording stays as it is. */
export function checkRubricWording(source: LoadedRubric): Problem[] {
  const problem = problemsOf(source);
  const { criteria, exemplars } = source.rubric;
  return [
    ...criteria.flatMap((criterion, index) =>
      criterion.checks.flatMap((check, position) => {
        const at = ['criteria', index, 'checks', position, 'says'];
        const name = `${criterion.id}/${check.id}`;
        const count = wordsOf(check.says).length;
        const long =
          count > MAX_WORDS_OF_CHECK
            ? [problem(at, `${name} has ${count} words`, `Use ${MAX_WORDS_OF_CHECK} at most, or make two checks of it.`)]
            : [];
        const rules = forbiddenInChecks.flatMap((rule) => {
          const found = rule.pattern.exec(check.says);
          return found ? [problem(at, `${name} says “${found[0]}”, which ${rule.why}`, rule.remedy)] : [];
        });
        return [...long, ...rules];
      }),
    ),
    ...criteria.flatMap((criterion, index) => {
      const given = exemplars.flatMap(({ levels }) => levels[criterion.id] ?? []);
      if (given.some((level) => level <= 1) && given.some((level) => level >= 3)) return [];
      const remedy = 'Add exemplars until each criterion has one at level 0 or 1 and one at level 3 or 4.';
      return [problem(['criteria', index], `${criterion.id}: the exemplars do not span the levels`, remedy)];
    }),
    ...(exemplars.length < LEAST_EXEMPLARS
      ? [problem(['exemplars'], `there are ${exemplars.length} exemplars`, `Write ${LEAST_EXEMPLARS} or more, spread over the levels.`)]
      : []),
    ...(['fluent-wrong', 'terse-right'] as const)
      .filter((style) => !exemplars.some((exemplar) => exemplar.style === style))
      .map((style) => problem(['exemplars'], `there is no ${style} exemplar`, 'Add one: it keeps graders from judging style.')),
  ];
}

interface CriterionFault {
  readonly part: 'levels' | 'checks' | 'needs';
  readonly message: string;
  readonly remedy: string;
}

function criterionFaults(criterion: Criterion): CriterionFault[] {
  const total = criterion.checks.reduce((sum, check) => sum + check.points, 0);
  const { levels } = criterion;
  const ids = criterion.checks.map((check) => check.id);
  const structural: CriterionFault[] = [
    ...twice([...ids, ...criterion.misconceptions.map((claim) => claim.id)]).map(
      (id): CriterionFault => ({
        part: 'checks',
        message: `${id} stands twice`,
        remedy: 'Give each check and misconception an id of its own.',
      }),
    ),
    ...Object.values(criterion.needs)
      .flatMap((needed) => needed ?? [])
      .filter((id) => !ids.includes(id))
      .map(
        (id): CriterionFault => ({
          part: 'needs',
          message: `needs names unknown check ${id}`,
          remedy: `Name one of ${ids.join(', ')}.`,
        }),
      ),
  ];
  if (!(levels[1] <= levels[2] && levels[2] <= levels[3] && levels[3] <= levels[4])) {
    structural.push({ part: 'levels', message: 'levels do not rise', remedy: 'Let each level need more points than the one below.' });
  }
  if (levels[4] > total) {
    const remedy = 'Lower the threshold or add a check.';
    structural.push({ part: 'levels', message: `level 4 needs ${levels[4]} points of ${total}`, remedy });
  }
  return structural.length > 0 ? structural : levelFaults(criterion);
}

function levelFaults(criterion: Criterion): CriterionFault[] {
  const reachable = reachableLevels(criterion);
  const faults: CriterionFault[] = LEVELS.filter((level) => !reachable.levels.has(level)).map((level) => ({
    part: 'levels',
    message: `no answer gets level ${level}`,
    remedy: 'Move the thresholds or the needs so that some set of checks ends at this level.',
  }));
  if (reachable.byOneCheck > MOST_BY_ONE_CHECK) {
    faults.push({
      part: 'levels',
      message: `one check alone reaches level ${reachable.byOneCheck}`,
      remedy: 'Raise the threshold of level 3 or lower the points of the check.',
    });
  }
  return faults;
}
