import { z } from 'zod';
import type { RegradedAnswer, RegradeResult } from '#app/engine/index.ts';
import { type LevelChange, levelShift } from '#app/grading/index.ts';
import { quadraticWeightedKappa } from '#app/measurement/index.ts';
import {
  BandOutcome,
  CheckRef,
  GraderStamp,
  IsoTime,
  Level,
  ScoreOutcome,
  Slug,
  Uuid,
  Verdict,
  VersionedRef,
} from '#app/protocol/index.ts';

const LEVELS = 5;
const count = z.number().int().min(0);
const microUsd = z.number().int().min(0).nullable();

const LevelShift = z.strictObject({ pairs: count, unchanged: count, gained: count, lost: count, meanShift: z.number().nullable() });

/** Old grades against new ones over many criteria. */
const Agreement = LevelShift.extend({
  answers: count,
  /** Answers of which no level changed, gained or got lost. */
  answersUnchanged: count,
  /** Share of criteria with equal levels, 0 to 1; null without pairs. */
  exactAgreement: z.number().nullable(),
  /** Null where it is not defined: without pairs, and when all levels are one and the same. */
  quadraticWeightedKappa: z.number().nullable(),
});

const RubricChange = z.enum(['same', 'equal-structure', 'different-structure']);
const GraderChange = z.enum(['grader', 'program', 'prompt', 'model', 'blind-reader']);
const FindingSide = z.strictObject({ verdict: Verdict, quotes: z.array(z.string()) }).nullable();
const Scores = z.strictObject({ overall: ScoreOutcome, band: BandOutcome });

const ComparedAnswer = z.strictObject({
  screenId: Uuid,
  questionId: Slug,
  recorded: z.enum(['now', 'earlier', 'no']),
  rubric: z.strictObject({ before: VersionedRef, after: VersionedRef, change: RubricChange }),
  graderChanged: z.array(GraderChange),
  mayCompare: z.boolean(),
  /** Why not, in a sentence; null where they may. */
  whyNot: z.string().nullable(),
  levels: z.array(
    z.strictObject({
      criterion: Slug,
      before: Level.nullable(),
      after: Level.nullable(),
      shift: z.number().int().nullable(),
      /** A person gave this criterion its level, and that one counts before and after. */
      overridden: z.boolean(),
    }),
  ),
  findings: z.array(
    z.strictObject({
      check: CheckRef,
      kind: z.enum(['check', 'misconception']),
      says: z.string().nullable(),
      before: FindingSide,
      after: FindingSide,
    }),
  ),
  /** Some level moved by two or more. */
  needsLook: z.boolean(),
  /** Of the new grade, also where its replies had been paid for before; null when no model was asked or a price is not known. */
  costMicroUsd: microUsd,
});
export type ComparedAnswer = z.infer<typeof ComparedAnswer>;

/** `comparison.json`: what grading again changed. Holds screen ids and candidates' words, and nobody's name or address. */
export const RegradeComparison = z.strictObject({
  format: z.literal('assay-regrade/1'),
  run: Slug,
  madeAt: IsoTime,
  recorded: z.boolean(),
  selectedScreens: count,
  gradersBefore: z.array(GraderStamp),
  gradersAfter: z.array(GraderStamp),
  /** Pairs on one scale. */
  comparable: Agreement,
  /** Pairs on two scales: how the numbers moved, and no agreement. */
  notComparable: Agreement,
  rubrics: z.array(
    z.strictObject({ before: VersionedRef, after: VersionedRef, change: RubricChange, changes: z.array(z.string()), answers: count }),
  ),
  criteria: z.array(LevelShift.extend({ questionId: Slug, criterion: Slug, mayCompare: z.boolean() })),
  screens: z.array(
    z.strictObject({
      screenId: Uuid,
      bank: VersionedRef,
      before: Scores,
      after: Scores,
      bandChanged: z.boolean(),
      mayCompare: z.boolean(),
    }),
  ),
  answers: z.array(ComparedAnswer),
  /** Answers that had no grade before. */
  firstGrades: z.array(
    z.strictObject({ screenId: Uuid, questionId: Slug, levels: z.array(z.strictObject({ criterion: Slug, level: Level.nullable() })) }),
  ),
  leftOut: z.array(z.strictObject({ screenId: Uuid, questionId: Slug.nullable(), reason: z.string(), detail: z.string() })),
  unusedRubrics: z.array(VersionedRef),
  cost: z.strictObject({
    /** Of all new grades; null when a price is not known. 0 offline. */
    gradesMicroUsd: microUsd,
    /** For calls made by this run. */
    paidMicroUsd: microUsd,
  }),
});
export type RegradeComparison = z.infer<typeof RegradeComparison>;

export function comparisonOf(result: RegradeResult, given: { readonly madeAt: string; readonly recorded: boolean }): RegradeComparison {
  const answers = result.answers.flatMap((answer) => comparedAnswer(answer) ?? []);
  const comparisons = result.answers.flatMap(({ comparison }) => comparison ?? []);
  return RegradeComparison.parse({
    format: 'assay-regrade/1',
    run: result.run,
    ...given,
    selectedScreens: result.selected,
    gradersBefore: distinct(comparisons.map(({ grader }) => grader.before)),
    gradersAfter: distinct(result.answers.map(({ grade }) => grade.grader)),
    comparable: agreementOf(answers.filter(({ mayCompare }) => mayCompare)),
    notComparable: agreementOf(answers.filter(({ mayCompare }) => !mayCompare)),
    rubrics: rubricsOf(result.answers),
    criteria: criteriaOf(answers),
    screens: result.screens.map((screen) => ({ ...screen, bandChanged: nameOf(screen.before.band) !== nameOf(screen.after.band) })),
    answers,
    firstGrades: result.answers.filter(({ comparison }) => comparison === null).map(firstGrade),
    leftOut: result.leftOut,
    unusedRubrics: result.unusedRubrics,
    cost: { gradesMicroUsd: costOf(result.answers), paidMicroUsd: result.paidMicroUsd },
  });
}

function comparedAnswer({ screenId, questionId, recorded, grade, comparison, overridden }: RegradedAnswer): ComparedAnswer | null {
  if (!comparison) return null;
  const { rubric, grader, sameAnswer, mayCompare, levels, findings, needsLook } = comparison;
  const whyNot = sameAnswer
    ? 'The rubrics differ in what levels are computed from.'
    : 'The two grades are of different texts: the answer grew, or its turns changed.';
  return ComparedAnswer.parse({
    screenId,
    questionId,
    recorded,
    rubric,
    graderChanged: grader.changed,
    mayCompare,
    whyNot: mayCompare ? null : whyNot,
    levels: levels.map((change) => ({ ...change, overridden: overridden.includes(change.criterion) })),
    findings,
    needsLook,
    costMicroUsd: grade.costMicroUsd,
  });
}

function firstGrade({ screenId, questionId, grade }: RegradedAnswer) {
  const levels = grade.criteria.map(({ criterion, outcome }) => ({ criterion, level: outcome.kind === 'level' ? outcome.level : null }));
  return { screenId, questionId, levels };
}

function agreementOf(answers: readonly ComparedAnswer[]) {
  const levels = answers.flatMap((answer) => answer.levels);
  const both = levels.flatMap(({ before, after }) => (before === null || after === null ? [] : [{ before, after }]));
  const shift = levelShift(levels);
  return {
    ...shift,
    answers: answers.length,
    answersUnchanged: answers.filter((answer) => answer.levels.every(({ before, after }) => before === after)).length,
    exactAgreement: shift.pairs === 0 ? null : shift.unchanged / shift.pairs,
    quadraticWeightedKappa: quadraticWeightedKappa(
      both.map(({ before }) => before),
      both.map(({ after }) => after),
      LEVELS,
    ),
  };
}

function criteriaOf(answers: readonly ComparedAnswer[]) {
  const groups = new Map<string, { questionId: string; criterion: string; mayCompare: boolean; levels: LevelChange[] }>();
  for (const { questionId, mayCompare, levels } of answers) {
    for (const level of levels) {
      const key = `${questionId}/${level.criterion}/${mayCompare}`;
      const group = groups.get(key) ?? { questionId, criterion: level.criterion, mayCompare, levels: [] };
      group.levels.push(level);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ levels, ...group }) => ({ ...group, ...levelShift(levels) }));
}

function rubricsOf(answers: readonly RegradedAnswer[]) {
  const pairs = new Map<string, { before: string; after: string; change: string; changes: readonly string[]; answers: number }>();
  for (const { comparison, rubricChanges } of answers) {
    if (!comparison) continue;
    const { before, after, change } = comparison.rubric;
    const key = `${before} ${after} ${change}`;
    const pair = pairs.get(key) ?? { before, after, change, changes: rubricChanges, answers: 0 };
    pairs.set(key, { ...pair, answers: pair.answers + 1 });
  }
  return [...pairs.values()];
}

/** Without the reason for a band that is withheld: another reason is no other band. */
function nameOf(band: BandOutcome): string {
  switch (band.kind) {
    case 'band':
      return band.band;
    case 'between':
      return `${band.lower} ${band.upper}`;
    case 'withheld':
      return 'withheld';
  }
}

function costOf(answers: readonly RegradedAnswer[]): number | null {
  const known = answers.flatMap(({ grade }) => (grade.usage === null ? [] : [grade.costMicroUsd]));
  return known.reduce((sum: number | null, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}

function distinct<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
