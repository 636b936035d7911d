import { describe, expect, test } from 'vitest';
import { effectsOf, evolve, nothing } from '#app/interview/index.ts';
import type { Command, ScreenEvent } from '#app/protocol/index.ts';
import { given, played } from './given.ts';
import {
  answer,
  answerProbe,
  attach,
  chooseProbe,
  decideOn,
  declare,
  expireTime,
  finish,
  grade,
  invite,
  MINUTE,
  override,
  readOver,
  SCREEN,
  settle,
  skipProbe,
  toFinished,
  toFirstQuestion,
  toGraded,
  toReadOver,
} from './sample-screen.ts';

/** Effects of each event of a stream, each with the state after it. */
function effectsOfStream(events: readonly ScreenEvent[], graders: readonly ('offline' | 'claude')[] = ['offline']) {
  let state = nothing;
  return events.flatMap((event) => {
    state = evolve(state, event);
    return effectsOf(event, state, { graders });
  });
}

/** Keys of the effects of one more command. */
function keysAfter(commands: readonly Command[], command: Command, usedMs = 0): readonly string[] {
  const before = played(...commands);
  const events = given(...before)
    .when(command, { usedMs })
    .events();
  const earlier = effectsOfStream(before).length;
  return effectsOfStream([...before, ...events])
    .slice(earlier)
    .map(({ dedupe }) => dedupe);
}

describe('effects', () => {
  test('[IV50] mail: the invite, the receipt, and the first report, each once', () => {
    expect(effectsOfStream(played(invite()))).toEqual([
      {
        dedupe: `mail:${SCREEN}:invite:1`,
        payload: { kind: 'send-mail', screenId: SCREEN, mail: 'invite', linkGeneration: 1 },
      },
    ]);
    expect(keysAfter([...toReadOver, declare], finish)).toContain(`mail:${SCREEN}:receipt`);
    expect(keysAfter(toGraded, attach())).toEqual([`mail:${SCREEN}:report-ready`]);
    expect(keysAfter([...toGraded, attach()], attach('c'.repeat(64)))).toEqual([]);
  });

  test('[IV51] an answer asks for a probe unless the clock handed it in or the time is over', () => {
    expect(keysAfter(toFirstQuestion, answer('gap'))).toEqual([`probe:${SCREEN}:gap`]);
    expect(keysAfter(toFirstQuestion, expireTime('draft'), 10 * MINUTE)).toEqual([`grade:${SCREEN}:gap:offline`]);
    const before = played(...toFirstQuestion);
    const events = given(...before)
      .when(answer('gap'), { usedMs: 10 * MINUTE })
      .events();
    const after = [...before, ...events].reduce(evolve, nothing);
    expect(events.flatMap((event) => effectsOf(event, after, { graders: ['offline'] }))).toEqual([
      { dedupe: `grade:${SCREEN}:gap:offline`, payload: { kind: 'grade-answer', screenId: SCREEN, questionId: 'gap', grader: 'offline' } },
    ]);
  });

  test('[IV52] a settled question is graded by every grader; one whose probe is open is not', () => {
    const asked = [...toFirstQuestion, answer('gap'), chooseProbe('gap')];
    expect(keysAfter([...toFirstQuestion, answer('gap')], chooseProbe('gap'))).toEqual([]);
    for (const command of [answerProbe('gap'), skipProbe('gap'), readOver]) {
      expect(keysAfter(asked, command)).toEqual([`grade:${SCREEN}:gap:offline`]);
    }
    const both = effectsOfStream(played(...toFirstQuestion, ...settle('gap')), ['offline', 'claude']).map(({ dedupe }) => dedupe);
    expect(both.slice(-2)).toEqual([`grade:${SCREEN}:gap:offline`, `grade:${SCREEN}:gap:claude`]);
  });

  test('[IV53] the finish asks again for the grades of what was answered, under the same keys', () => {
    const keys = effectsOfStream(played(...toFinished)).map(({ dedupe }) => dedupe);
    const grades = keys.filter((key) => key.startsWith('grade:'));
    expect(grades).toHaveLength(6);
    expect(new Set(grades).size).toBe(3);
    const partly = [...toFirstQuestion, ...settle('gap'), readOver, declare];
    expect(keysAfter(partly, finish)).toEqual([`mail:${SCREEN}:receipt`, `grade:${SCREEN}:gap:offline`]);
  });

  test('[IV54] every change of what a report shows renders it once more, and nothing else does', () => {
    const stream = [...toGraded, attach(), override('gap', 4), decideOn('hold'), decideOn('advance'), grade('gap', 'claude')];
    const keys = effectsOfStream(played(...stream)).map(({ dedupe }) => dedupe);
    expect(keys.filter((key) => key.startsWith('report:'))).toEqual([1, 2, 3, 4, 5].map((change) => `report:${SCREEN}:${change}`));
    expect(keysAfter(toFinished, grade('gap'))).toEqual([]);
    const before = played(...toFinished, grade('gap'), grade('drift'));
    const events = given(...before)
      .when(grade('labels'))
      .events();
    const after = [...before, ...events].reduce(evolve, nothing);
    const asBatch = events.flatMap((event) => effectsOf(event, after, { graders: ['offline'] }).map(({ dedupe }) => dedupe));
    expect(new Set(asBatch)).toEqual(new Set([`report:${SCREEN}:1`]));
  });
});
