import fc from 'fast-check';
import { decide, evolve, nothing, type ScreenState } from '#app/interview/index.ts';
import type { Command, ScreenEvent } from '#app/protocol/index.ts';
import { actorFor } from './given.ts';
import {
  AFTER_DEADLINE,
  acknowledge,
  answer,
  answerProbe,
  attach,
  cancel,
  chooseProbe,
  clarify,
  credit,
  decideOn,
  declare,
  expireTime,
  finish,
  grade,
  gradeAgain,
  INVITED_AT,
  invite,
  MINUTE,
  needsPerson,
  omitProbe,
  override,
  pause,
  postpone,
  practice,
  readOver,
  resume,
  returnTo,
  sampleForm,
  skip,
  skipProbe,
  start,
} from './sample-screen.ts';

/** Stands in every secret part of the form that is played here. */
export const MARK = 'zzz';

const questionId = fc.constantFrom('gap', 'drift', 'labels', 'none-such', 'constructor');
const probeId = fc.constantFrom('first-day', 'skew-detail', 'none-such');
const text = fc.constantFrom('', ' ', 'An answer.', 'How large is the traffic?', 'Is the experiment valid?');
const grader = fc.constantFrom('offline' as const, 'claude' as const);

/** Commands without regard for the state. */
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>({ type: 'invite.open' }, { type: 'invite.expire' }, invite(), acknowledge, practice, start),
  fc.constantFrom(pause, resume, readOver, declare, finish, cancel),
  fc.constantFrom(attach(), attach('c'.repeat(64), null), decideOn('hold')),
  fc.tuple(questionId, text).map(([id, typed]) => answer(id, typed)),
  fc.tuple(questionId, text).map(([id, typed]) => clarify(id, typed)),
  fc.tuple(questionId, probeId).map(([id, probe]) => chooseProbe(id, probe)),
  fc.tuple(questionId, probeId, text).map(([id, probe, typed]) => answerProbe(id, probe, typed)),
  fc.tuple(questionId, probeId).map(([id, probe]) => skipProbe(id, probe)),
  fc.tuple(questionId, grader).map(([id, by]) => grade(id, by)),
  fc.tuple(questionId, grader).map(([id, by]) => needsPerson(id, by)),
  fc.tuple(questionId, grader).map(([id, by]) => postpone(id, undefined, by)),
  fc.tuple(questionId, grader).map(([id, by]) => gradeAgain(id, undefined, by)),
  questionId.map(skip),
  questionId.map(returnTo),
  questionId.map(omitProbe),
  questionId.map((id) => override(id, 3)),
  fc.integer({ min: 1, max: 300_000 }).map(credit),
  text.map(expireTime),
);

const QUESTIONS = ['gap', 'drift', 'labels'];

/** Commands that usually lead somewhere from here. */
function likelyCommands(state: ScreenState): readonly Command[] {
  switch (state.phase) {
    case 'invited':
      return [acknowledge];
    case 'noticed':
      return [practice];
    case 'ready':
      return [start];
    case 'asking': {
      const { questionId: id } = state.open;
      const requests = ['How large is the traffic?', 'Is the experiment valid?', 'Which colour?'].map((one) => clarify(id, one));
      return [
        answer(id),
        answer(id),
        answer(id),
        skip(id),
        pause,
        credit(5_000),
        expireTime('A draft.'),
        ...requests,
        ...QUESTIONS.map(returnTo),
      ];
    }
    case 'probing': {
      const { questionId: id } = state.open;
      if (state.probe === null) return [chooseProbe(id), chooseProbe(id, 'skew-detail'), omitProbe(id)];
      return [answerProbe(id, state.probe.probeId), skipProbe(id, state.probe.probeId), pause, readOver, expireTime('')];
    }
    case 'paused':
      return [resume, resume, resume, resume, resume, resume, resume, cancel];
    case 'wrapping':
      return [declare, declare, declare, finish, finish, finish, ...QUESTIONS.map(returnTo), ...QUESTIONS.map((id) => grade(id))];
    case 'finished':
      return QUESTIONS.flatMap((id) => [grade(id), needsPerson(id), postpone(id)]);
    case 'graded':
    case 'reviewed':
      return [attach(), attach('c'.repeat(64), null), override('gap', 3), decideOn('advance'), grade('gap', 'claude'), gradeAgain('gap')];
    case 'none':
    case 'closed':
      return [];
  }
}

const step = fc.record({
  command: anyCommand,
  /** Index into the likely commands; null takes `command` instead. */
  likely: fc.option(fc.nat({ max: 999 }), { freq: 8 }),
  usedMs: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 8 * MINUTE }) },
    { weight: 1, arbitrary: fc.integer({ min: 9 * MINUTE, max: 12 * MINUTE }) },
    { weight: 1, arbitrary: fc.double({ min: 0, max: 8 * MINUTE, noNaN: true }) },
  ),
  roundTripMs: fc.integer({ min: -10, max: 20_000 }),
  late: fc.nat({ max: 19 }).map((n) => n === 0),
  impostor: fc.nat({ max: 19 }).map((n) => n === 0),
});

export const randomSteps = fc.array(step, { minLength: 1, maxLength: 80, size: 'max' });
export type Steps = typeof randomSteps extends fc.Arbitrary<infer S> ? S : never;

/** One event with the states around it. */
export interface Moment {
  readonly event: ScreenEvent;
  readonly before: ScreenState;
  readonly after: ScreenState;
}

/** Plays the steps from an invite on: now and then late, now and then from another candidate. */
export function play(steps: Steps): readonly Moment[] {
  const moments: Moment[] = [];
  let state = nothing;
  const carryOut = (command: Command, { usedMs, roundTripMs, late, impostor }: Omit<Steps[number], 'command' | 'likely'>) => {
    const by = impostor ? { role: 'candidate' as const, id: 'someone-else' } : actorFor(command.type);
    const decision = decide(command, state, { at: late ? AFTER_DEADLINE : INVITED_AT, by, usedMs, roundTripMs });
    for (const event of decision.kind === 'accepted' ? decision.events : []) {
      const before = state;
      state = evolve(state, event);
      moments.push({ event, before, after: state });
    }
  };
  carryOut(invite({ form: sampleForm(MARK) }), { usedMs: 0, roundTripMs: 0, late: false, impostor: false });
  for (const { command, likely, ...world } of steps) {
    const choices = likelyCommands(state);
    carryOut((likely === null ? undefined : choices[likely % choices.length]) ?? command, world);
  }
  return moments;
}
