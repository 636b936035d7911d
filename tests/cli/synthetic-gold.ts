import type { GoldRow } from '#app/protocol/index.ts';
import { seededRandom } from '../seeded-random.ts';

/** The grader takes `a` for the article, so three things are left to name, and level 4 is left to people. */
const THINGS = ['b', 'c', 'd'] as const;
const ABOUT = ['the forecast and the bread', 'the lift and its trips', 'the nurses and the pictures', 'the train and its delays'];
const TAILS = [
  'so the plan of the shop changes with it',
  'since the forecast of the next day rests on it',
  'and the numbers in the table move when it moves',
  'because nobody could explain the error without it',
];
const OPENERS = ['I would begin by reading slowly what is there about', 'First I sit down for an hour and look closely at'];

export interface SyntheticPlan {
  readonly seed: number;
  readonly questions: readonly number[];
  /** Of each question. */
  readonly answers: number;
  readonly raters: number;
  /** Chance that a person's level is one off. */
  readonly slip: number;
  /** Added to every level that people give, within the scale. */
  readonly harsher?: number;
  readonly groups?: boolean;
}

/** Rated answers to the sample bank: an answer that names k of three things is worth level k, and people mostly see that. */
export function syntheticGold(plan: SyntheticPlan): GoldRow[] {
  const random = seededRandom(plan.seed);
  const levelNear = (level: number) => {
    const step = random() < plan.slip ? (random() < 0.5 ? -1 : 1) : 0;
    return Math.min(4, Math.max(0, level + step - (plan.harsher ?? 0))) as 0 | 1 | 2 | 3 | 4;
  };
  return plan.questions.flatMap((question) =>
    Array.from({ length: plan.answers }, (_, number): GoldRow => {
      const named = number % (THINGS.length + 1);
      const ratings = Array.from({ length: plan.raters }, (__, rater) => ({
        rater: `rater-${rater + 1}`,
        levels: { first: levelNear(named), second: levelNear(named) },
      }));
      return {
        id: `q${question}-${String(number + 1).padStart(3, '0')}`,
        bank: 'sample@1.0.0',
        question: `question-${question}`,
        rubric: `question-${question}@1.0.0`,
        answer: answerNaming(named, question, random),
        ratings,
        ...(plan.groups ? { groups: { 'first language': number % 2 === 0 ? 'English' : 'other' } } : {}),
      };
    }),
  );
}

export function answerNaming(count: number, question: number, random: () => number): string {
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
  const things = THINGS.slice(0, count).map((thing) => `Thing ${thing} is what I name here, and thing ${thing} matters ${pick(TAILS)}.`);
  const about = ABOUT[question - 1] ?? ABOUT[0];
  return [`${pick(OPENERS)} ${about}.`, ...things, `Then I would ask the people who know ${about} best what they saw on that day.`].join(
    ' ',
  );
}

export function jsonLines(rows: readonly object[]): string {
  return `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
}
