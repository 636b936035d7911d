import type { GradeOutcome, GradingInput } from '#app/grading/index.ts';
import { seededRandom } from '#app/measurement/index.ts';
import { ALTERATIONS, type Alteration } from './altered-answers.ts';
import { type GoldSet, isBlank, type RatedAnswer } from './gold-set.ts';
import { type GradingParts, gradePatiently } from './grade-patiently.ts';

export interface GradePlan {
  /** Gradings of each sampled answer, the first included. */
  readonly repeats: number;
  /** Answers that are graded again and altered. */
  readonly sample: number;
  readonly seed: number;
  /** Replies of another round do not answer for this one. */
  readonly round: number;
}

/** One sampled answer with everything that was made of it. */
export interface Resampled {
  readonly answer: RatedAnswer;
  /** The first grading included. */
  readonly runs: readonly GradeOutcome[];
  readonly altered: readonly { readonly kind: Alteration['kind']; readonly outcome: GradeOutcome; readonly again: GradeOutcome | null }[];
}

export interface GradedGold {
  /** In the order of the answers. */
  readonly outcomes: readonly GradeOutcome[];
  readonly resampled: readonly Resampled[];
}

interface Task {
  readonly answer: RatedAnswer;
  /** Names what this grading is for; part of its subject. */
  readonly run: string;
}

/** How many gradings a plan takes. */
export function countGradings({ answers }: GoldSet, plan: GradePlan): number {
  return tasksFor(answers, sampleOf(answers, plan), plan).length;
}

/**
 * Grades every answer once with the whole pipeline, and a sample again: as it stands, and altered in ways that should change nothing. Each
 * grading has a subject of its own, so that no stored reply of one run ever answers for another, and a deterministic grader really runs.
 */
export async function gradeGold(gold: GoldSet, plan: GradePlan, parts: GradingParts): Promise<GradedGold> {
  const sample = sampleOf(gold.answers, plan);
  const tasks = tasksFor(gold.answers, sample, plan);
  const graded = await gradePatiently(
    tasks.map(({ answer, run }) => inputFor(gold, answer, `round ${plan.round}, ${run}`)),
    parts,
  );
  const byTask = new Map(tasks.map(({ answer, run }, index) => [`${run} ${answer.id}`, graded[index] as GradeOutcome]));
  const outcomeOf = ({ id }: RatedAnswer, run: string) => byTask.get(`${run} ${id}`) as GradeOutcome;
  return {
    outcomes: gold.answers.map((answer) => outcomeOf(answer, nameOf(1))),
    resampled: sample.map((answer) => ({
      answer,
      runs: runsOf(plan).map((run) => outcomeOf(answer, run)),
      altered: ALTERATIONS.map(({ kind }) => ({
        kind,
        outcome: outcomeOf(answer, kind),
        again: kind === 'injection' ? outcomeOf(answer, AGAIN) : null,
      })),
    })),
  };
}

const AGAIN = 'injection again';

function tasksFor(answers: readonly RatedAnswer[], sample: readonly RatedAnswer[], plan: GradePlan): Task[] {
  const [first = '', ...repeats] = runsOf(plan);
  return [
    ...answers.map((answer) => ({ answer, run: first })),
    ...repeats.flatMap((run) => sample.map((answer) => ({ answer, run }))),
    ...ALTERATIONS.flatMap(({ kind, alter }) => {
      const altered = sample.map((answer, number) => alter(answer, number));
      const runs = kind === 'injection' ? [kind, AGAIN] : [kind];
      return runs.flatMap((run) => altered.map((answer) => ({ answer, run })));
    }),
  ];
}

function runsOf({ repeats }: GradePlan): string[] {
  return Array.from({ length: repeats }, (_, index) => nameOf(index + 1));
}

function nameOf(run: number): string {
  return `run ${run}`;
}

function inputFor({ hash }: GoldSet, { id, question, rubric, turns }: RatedAnswer, run: string): GradingInput {
  return { subject: `calibration ${hash.slice(0, 16)} ${id} ${run}`, question, rubric, turns };
}

/** Answers that are not blank, drawn by the seed. */
function sampleOf(answers: readonly RatedAnswer[], { sample, seed }: GradePlan): RatedAnswer[] {
  return shuffled(
    answers.filter((answer) => !isBlank(answer)),
    seed,
  ).slice(0, sample);
}

/** Fisher and Yates; the same seed gives the same order. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  const order = [...items];
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}
