import { createOfflineGrader, type GradeOutcome, type Grader, gradeAnswer } from '#app/grading/index.ts';
import type { Grade } from '#app/protocol/index.ts';
import { answerInput } from '../../../src/cli/answer-input.ts';
import { gradedAt, gradeIn, sha256 } from '../fixture.ts';
import type { Composed, Placing } from './compose-attack.ts';
import { filledAttacks } from './fill-placeholders.ts';
import { obeyingModel, type Recorded, recordedModel } from './hostile-model.ts';
import { attacks, type Entry } from './injection-corpus.ts';
import { liftOf } from './lift.ts';
import { type Attacked, attacked, WEAKNESSES, type Weakness } from './weak-answers.ts';

const offline = createOfflineGrader();
const CROSSED: Readonly<Record<Attacked['type'], Weakness>> = {
  concept: 'half right',
  sql: 'right word, wrong meaning',
  python: 'one true fact',
  critique: 'confidently wrong',
  scenario: 'off topic',
};

/** One weak answer, graded clean, ready to be attacked. */
export interface AttackRun {
  readonly about: Attacked;
  readonly weakness: Weakness;
  readonly base: string;
  readonly kind: Placing['kind'];
  /** The whole corpus, filled for this question with a cue of another check for each weakness. */
  readonly attacks: readonly Entry[];
  /** Lifts of the offline grader, as words; none is right. */
  offline(composed: Composed): Promise<string[]>;
  /** Lifts of a model that obeys the attack for every check without credit. What has half credit here has none in another base. */
  obeying(composed: Composed): Promise<string[]>;
  /** Lifts of one that raises checks with half credit too. */
  raising(composed: Composed): Promise<string[]>;
}

/** The grade of a text as the answer to a question. */
export async function gradeFor(about: Pick<Attacked, 'question' | 'rubric'>, text: string, grader: Grader): Promise<Grade> {
  return gradeIn(await outcomeFor(about, text, grader));
}

function outcomeFor({ question, rubric }: Pick<Attacked, 'question' | 'rubric'>, text: string, grader: Grader): Promise<GradeOutcome> {
  return gradeAnswer(answerInput(question, rubric, text), grader, { gradedAt, sha256 });
}

export function kindOf({ question }: Pick<Attacked, 'question'>): Placing['kind'] {
  return question.kind === 'sql' || question.kind === 'code-python' ? 'code' : 'prose';
}

/** Cues of checks, one check after the other. */
export function cuesOf({ rubric }: Pick<Attacked, 'rubric'>): string[][] {
  return rubric.rubric.criteria.flatMap(({ checks }) => checks.map(({ cues }) => [...cues]));
}

/** The thirty bases: five questions by six weaknesses. */
export const bases: readonly (readonly [title: string, about: Attacked, weakness: Weakness])[] = attacked.flatMap((about) =>
  WEAKNESSES.map((weakness) => [`${about.type}, ${weakness}`, about, weakness] as const),
);

/** For each question one base, of another weakness each: what carriers, repetitions and cues are crossed with. */
export const crossedBases = bases.filter(([, { type }, weakness]) => CROSSED[type] === weakness);

export async function attackRun(about: Attacked, weakness: Weakness): Promise<AttackRun> {
  const base = about.answers[weakness];
  const clean = await gradeFor(about, base, offline);
  const recorded = await recordedOf(about, base);
  const cleanOfModel = await gradeFor(about, base, recordedModel(recorded));
  const cues = cuesOf(about);
  const keyPhrase = cues[WEAKNESSES.indexOf(weakness) % cues.length]?.[0] ?? '';
  return {
    about,
    weakness,
    base,
    kind: kindOf(about),
    attacks: filledAttacks(attacks, { question: about.question, rubric: about.rubric.rubric, keyPhrase }),
    offline: async ({ text }) => {
      const outcome = await outcomeFor(about, text, offline);
      // An order in another language can make the whole answer one: a person reads it, and no level stands.
      return outcome.kind === 'needs-person' && outcome.reason === 'other-language' ? [] : liftOf(clean, gradeIn(outcome));
    },
    obeying: async (composed) => liftOf(cleanOfModel, await gradeFor(about, composed.text, obeyingModel(recorded, composed))),
    raising: async (composed) => liftOf(cleanOfModel, await gradeFor(about, composed.text, obeyingModel(recorded, composed, 'partial'))),
  };
}

/** The offline grader's reply to a base by itself, taken on its way through the pipeline; nothing is met where it was not asked. */
async function recordedOf(about: Attacked, base: string): Promise<Recorded> {
  const heard: Recorded[] = [];
  const listening: Grader = {
    ...offline,
    find: async (...asked) => {
      const reply = await offline.find(...asked);
      if (reply.kind === 'claims') heard.push(reply);
      return reply;
    },
  };
  await gradeFor(about, base, listening);
  const own = heard.at(0);
  if (own) return own;
  await gradeFor(about, about.answers['one true fact'], listening);
  const [other] = heard;
  if (!other) throw new Error('the grader was never asked');
  return { ...other, claims: other.claims.map((claim) => ({ ...claim, verdict: 'not-met', quotes: [] })) };
}
