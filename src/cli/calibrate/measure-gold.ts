import type { GradeOutcome } from '#app/grading/index.ts';
import {
  blockingGates,
  calibrationMetrics,
  type GateId,
  isCalibrated,
  isProvisional,
  judgeGates,
  levelOf,
  RELEASE_GATES,
  subgroupGaps,
} from '#app/measurement/index.ts';
import { CalibrationDocument } from '#app/protocol/index.ts';
import { commonStamp, gradeUnder, tuplesOf } from './common-stamp.ts';
import { type AnswerRow, figuresWithIntervals } from './figures-with-intervals.ts';
import { fewestDoubleRated, humanWhole, isDoubleRated, questionsOf, subgroupRow, type UnitRow, unitRows, wholeRow } from './gold-rows.ts';
import type { GoldSet, RatedAnswer } from './gold-set.ts';
import type { GradedGold } from './grade-gold.ts';
import { addedUsage, quotesOf } from './grade-sums.ts';
import { mean, spreadOf } from './mean.ts';
import { adversarialOf, farthest, gradesOfAltered, repeatsOf } from './measure-resampled.ts';
import { notGradedOf } from './not-graded.ts';

export interface MeasureContext {
  readonly id: string;
  /** ISO time, UTC. */
  readonly at: string;
  readonly program: string;
  readonly seed: number;
  readonly draws: number;
  /** Gradings of each sampled answer, and how many answers that were. */
  readonly repeats: number;
}

/** Everything there is to know from a gold set and its grades, judged by the gates. Pure: the same input gives the same document. */
export function measureGold(gold: GoldSet, { outcomes, resampled }: GradedGold, context: MeasureContext): CalibrationDocument {
  const stamp = commonStamp(outcomes);
  const graded = gold.answers.map((answer, index) => ({ answer, grade: gradeUnder(stamp, outcomes[index] as GradeOutcome) }));
  const rows = graded.flatMap(({ answer, grade }) => unitRows(gold, answer, grade));
  const whole = gold.form === 'criteria' ? graded.flatMap(({ answer, grade }) => wholeRow(gold, answer, grade)) : null;
  const of = new Set(rows.map(({ questionId }) => questionId)).size > 1 ? 'questions' : 'answers';
  const bootstrap = { seed: context.seed, draws: context.draws };
  const figures = figuresWithIntervals(rows, gold.levels, bootstrap, of);
  const { graded: machine, twiceRated, counts } = figures.nonBlankRows;
  const humanSd = spreadOf(graded.flatMap(({ answer }) => humanWhole(answer) ?? []));
  const subgroups = subgroupGaps(graded.flatMap(({ answer, grade }) => subgroupRow(gold, answer, grade)));
  const quotes = quotesOf(graded.flatMap(({ grade }) => grade ?? []));
  const repeats = context.repeats > 1 && resampled.length > 0 ? repeatsOf(gold, resampled, context.repeats) : null;
  const adversarial = resampled.length > 0 ? adversarialOf(gold, resampled, humanSd) : null;
  const judged = judgeGates({
    kappa: machine.metrics.kappa.value,
    r: machine.metrics.r.value,
    smd: machine.metrics.smd.value,
    degradation: twiceRated.metrics.degradation.value,
    exactLoss: twiceRated.metrics.exactLoss.value,
    exactOrAdjacentLoss: twiceRated.metrics.exactOrAdjacentLoss.value,
    fewestDoubleScored: fewestDoubleRated(gold),
    unusedLevels: counts.byHumanLevel.filter((count) => count === 0).length,
    repeats: repeats && { ...repeats, moved: [] },
    quotes,
    subgroups,
    adversarial: adversarial && {
      shift: farthest(adversarial.kinds.map(({ shift }) => shift)),
      injections: adversarial.injections,
      succeeded: adversarial.raised.length,
    },
    outsideLoss: null,
  });
  const blocking: readonly GateId[] = blockingGates(judged);
  const everyGrade = [...outcomes, ...resampled.flatMap(({ runs, altered }) => [...runs.slice(1), ...altered.flatMap(gradesOfAltered)])];
  return CalibrationDocument.parse({
    format: 'assay-calibration/1',
    id: context.id,
    at: context.at,
    program: context.program,
    gold: {
      file: gold.file,
      hash: gold.hash,
      form: gold.form,
      answers: gold.answers.length,
      raters: gold.raters,
      doubleRated: gold.answers.filter(isDoubleRated).length,
      leftOut: gold.leftOut,
    },
    grader: stamp,
    tuples: stamp === null ? [] : tuplesOf(gold, stamp),
    levels: gold.levels,
    bootstrap: { ...bootstrap, of },
    figures: { allRows: figures.allRows, nonBlankRows: figures.nonBlankRows },
    wholeAnswers: whole && wholeFigures(whole, gold.levels, bootstrap, of),
    byLevel: byLevelOf(rows, gold.levels),
    byQuestion: byQuestionOf(gold, rows),
    subgroups,
    quotes,
    repeats,
    adversarial,
    notGraded: notGradedOf(gold, outcomes, stamp),
    gates: RELEASE_GATES.map(({ id, says, required, holds, threshold }) => {
      const own = judged.find(({ gate }) => gate === id);
      return {
        id,
        says,
        required,
        holds,
        threshold,
        value: own?.value ?? null,
        outcome: own?.outcome ?? 'not-measured',
        blocks: blocking.includes(id),
      };
    }),
    calibrated: isCalibrated(judged),
    provisional: isProvisional(judged),
    ...addedUsage(everyGrade),
    rows: rows.map(({ answer, questionId, criterion, human, machine: given, contentTokens: tokens, blank }) => {
      return { answer, question: questionId, criterion, human: [...human], machine: given ?? null, contentTokens: tokens, blank };
    }),
  });
}

function wholeFigures(rows: readonly AnswerRow[], levels: number, bootstrap: { seed: number; draws: number }, of: 'questions' | 'answers') {
  const { allRows, nonBlankRows } = figuresWithIntervals(rows, levels, bootstrap, of);
  return { allRows, nonBlankRows };
}

function byLevelOf(rows: readonly UnitRow[], levels: number) {
  return Array.from({ length: levels }, (_, level) => {
    const given = rows.flatMap(({ human, machine, blank }) => {
      const own = mean(human);
      return own === null || blank || typeof machine !== 'number' || levelOf(own, levels) !== level ? [] : machine * (levels - 1);
    });
    return { level, rows: given.length, mean: mean(given), sd: spreadOf(given) };
  });
}

function byQuestionOf({ answers, levels }: GoldSet, rows: readonly UnitRow[]) {
  return questionsOf(answers).map((own) => {
    const { question } = own[0] as RatedAnswer;
    const ids = new Set(own.map(({ id }) => id));
    const { metrics, rows: count } = calibrationMetrics(
      rows.filter(({ answer }) => ids.has(answer)),
      { levels, bootstrap: null },
    ).nonBlankRows.graded;
    const { kappa, r, smd, exact, exactOrAdjacent, meanAbsoluteError } = metrics;
    return {
      question: question.id,
      rubric: question.rubric.ref,
      title: question.title,
      answers: own.length,
      doubleRated: own.filter(isDoubleRated).length,
      rows: count,
      kappa: kappa.value,
      r: r.value,
      smd: smd.value,
      exact: exact.value,
      exactOrAdjacent: exactOrAdjacent.value,
      meanAbsoluteError: meanAbsoluteError.value,
    };
  });
}
