import { describe, expect, test } from 'vitest';
import { isClockRunning, nothing, remainingMs, usedMsOf } from '#app/interview/index.ts';
import { type Command, MAX_OUTAGE_CREDIT_MS } from '#app/protocol/index.ts';
import { given, played, reached } from './given.ts';
import {
  acknowledge,
  answer,
  answerProbe,
  chooseProbe,
  clarify,
  credit,
  expireTime,
  finish,
  invite,
  MINUTE,
  omitProbe,
  pause,
  practice,
  readOver,
  resume,
  returnTo,
  settle,
  skip,
  skipProbe,
  toFinished,
  toFirstQuestion,
  toReadOver,
} from './sample-screen.ts';

const BUDGET = 10 * MINUTE;
const answered = [...toFirstQuestion, answer('gap')];
const probed = [...answered, chooseProbe('gap')];

describe('the clock', () => {
  test('[IV29] runs only while a question or an asked probe is open', () => {
    const running = [toFirstQuestion, probed, [...toFirstQuestion, pause, resume], [...probed, pause, resume]];
    const standing = [
      [invite()],
      [invite(), acknowledge, practice],
      answered,
      [...toFirstQuestion, pause],
      [...probed, pause],
      toReadOver,
      toFinished,
    ];
    expect(running.map((commands) => isClockRunning(reached(...commands)))).toEqual(running.map(() => true));
    expect(standing.map((commands) => isClockRunning(reached(...commands)))).toEqual(standing.map(() => false));
    expect(isClockRunning(nothing)).toBe(false);
  });

  test('[IV30] time is charged in whole milliseconds, never back, and not while the clock stands', () => {
    const screen = given(...played(...toFirstQuestion));
    expect(usedMsOf(screen.when(answer('gap'), { usedMs: 1_234.9 }).state())).toBe(1_234);
    const first = screen.when(skip('gap'), { usedMs: MINUTE }).events();
    const later = given(...played(...toFirstQuestion), ...first);
    expect(usedMsOf(later.when(skip('drift'), { usedMs: 10 }).state())).toBe(MINUTE);
    const wrapped = given(...played(...toFirstQuestion, readOver));
    expect(usedMsOf(wrapped.when(returnTo('gap'), { usedMs: 5 * MINUTE }).state())).toBe(0);
    expect(
      usedMsOf(
        given(...played(...answered))
          .when(omitProbe('gap'), { usedMs: 5 * MINUTE })
          .state(),
      ),
    ).toBe(0);
  });

  test('[IV31] what remains is budget plus credits minus use', () => {
    const state = reached(...toFirstQuestion);
    expect(remainingMs(state, 60_000)).toBe(540_000);
    const credited = given(...played(...toFirstQuestion))
      .when(credit(120_000))
      .state();
    expect(remainingMs(credited, 300_000)).toBe(420_000);
    expect(remainingMs(state, BUDGET + 5)).toBe(-5);
    expect(remainingMs(nothing, 0)).toBe(0);
  });
});

describe('a pause', () => {
  test('[IV32] stops the clock and comes back to the same place', () => {
    const screen = given(...played(...toFirstQuestion));
    screen.when(pause, { usedMs: MINUTE }).then({ type: 'ScreenPaused', usedMs: MINUTE });
    given(...played(...toFirstQuestion, pause))
      .when(pause)
      .thenNothing();
    given(...played(...toFirstQuestion, pause))
      .when(resume, { usedMs: 9 * MINUTE })
      .then({ type: 'ScreenResumed' });
    screen.when(resume).thenNothing();
    given(...played(...toReadOver))
      .when(pause)
      .thenRejected('wrong_phase');
    expect(reached(...toFirstQuestion, skip('gap'), pause, resume)).toMatchObject({
      phase: 'asking',
      open: { questionId: 'drift', turnId: 't2' },
    });
    expect(reached(...probed, pause, resume)).toMatchObject({
      phase: 'probing',
      open: { questionId: 'gap' },
      probe: { probeId: 'first-day', turnId: 't3' },
    });
    for (const command of [skip('gap'), clarify('gap', 'Why?'), returnTo('gap'), finish]) {
      given(...played(...toFirstQuestion, pause))
        .when(command)
        .thenRejected('wrong_phase');
    }
  });
});

describe('the end of the time', () => {
  test('[IV33] a hand-in is taken up to ten seconds plus the round trip after the end, and not later', () => {
    for (const [commands, handIn] of [
      [toFirstQuestion, answer('gap')],
      [probed, answerProbe('gap')],
    ] as const) {
      const screen = given(...played(...commands));
      const over = (ms: number, roundTripMs: number) => screen.when(handIn, { usedMs: BUDGET + ms, roundTripMs });
      expect(over(9_000, 200).decision.kind).toBe('accepted');
      over(10_500, 200).thenRejected('out_of_time');
      expect(over(10_200, 200).decision.kind).toBe('accepted');
      over(10_201, 200).thenRejected('out_of_time');
      expect(over(15_000, 60_000).decision.kind).toBe('accepted');
      over(15_001, 60_000).thenRejected('out_of_time');
      over(10_001, -5_000).thenRejected('out_of_time');
    }
  });

  test('[IV34] a hand-in within the grace ends the time: no probe and no further question; before the end both follow', () => {
    const late = given(...played(...toFirstQuestion)).when(answer('gap'), { usedMs: BUDGET });
    late.then(
      { type: 'AnswerGiven', questionId: 'gap', turnId: 't2', text: 'My answer to gap.', usedMs: BUDGET, autoSubmitted: false },
      { type: 'ProbeOmitted', questionId: 'gap', reason: 'out-of-time' },
      { type: 'TimeExpired', usedMs: BUDGET },
      { type: 'ReadOverOpened', usedMs: BUDGET },
    );
    expect(late.state()).toMatchObject({ phase: 'wrapping', timeIsUp: true });
    const lateProbe = given(...played(...probed)).when(answerProbe('gap'), { usedMs: BUDGET + 1 });
    expect(lateProbe.events().map(({ type }) => type)).toEqual(['ProbeAnswered', 'TimeExpired', 'ReadOverOpened']);
    const inTime = given(...played(...toFirstQuestion)).when(answer('gap'), { usedMs: BUDGET - 1 });
    expect(inTime.state()).toMatchObject({ phase: 'probing', probe: null });
  });

  test('[IV35] with the time over only hand-ins are taken; a moment before, everything is', () => {
    const cases: readonly (readonly [readonly Command[], Command])[] = [
      [toFirstQuestion, skip('gap')],
      [toFirstQuestion, pause],
      [toFirstQuestion, readOver],
      [toFirstQuestion, clarify('gap', 'Why?')],
      [[...toFirstQuestion, skip('gap')], returnTo('gap')],
      [probed, skipProbe('gap')],
      [probed, pause],
      [probed, readOver],
    ];
    for (const [commands, command] of cases) {
      const screen = given(...played(...commands));
      screen.when(command, { usedMs: BUDGET }).thenRejected('out_of_time');
      expect(screen.when(command, { usedMs: BUDGET - 1 }).decision.kind).toBe('accepted');
    }
    const over = given(
      ...played(...toFirstQuestion),
      ...given(...played(...toFirstQuestion))
        .when(expireTime(), { usedMs: BUDGET })
        .events(),
    );
    for (const command of [answer('gap'), skip('gap'), returnTo('gap'), returnTo('drift'), clarify('gap', 'Why?'), pause]) {
      over.when(command).thenRejected('out_of_time');
    }
  });

  test('[IV36] the end of the time hands in the draft of what is open and opens the read-over; before the end it appends nothing', () => {
    const screen = given(...played(...toFirstQuestion));
    screen.when(expireTime('half a thought'), { usedMs: BUDGET - 1 }).thenNothing();
    screen
      .when(expireTime('half a thought'), { usedMs: BUDGET + 10_000 })
      .then(
        { type: 'AnswerGiven', questionId: 'gap', turnId: 't2', text: 'half a thought', usedMs: BUDGET + 10_000, autoSubmitted: true },
        { type: 'ProbeOmitted', questionId: 'gap', reason: 'out-of-time' },
        { type: 'TimeExpired', usedMs: BUDGET + 10_000 },
        { type: 'ReadOverOpened', usedMs: BUDGET + 10_000 },
      );
    given(...played(...probed))
      .when(expireTime('half a reply'), { usedMs: BUDGET })
      .then(
        {
          type: 'ProbeAnswered',
          questionId: 'gap',
          probeId: 'first-day',
          turnId: 't4',
          text: 'half a reply',
          usedMs: BUDGET,
          autoSubmitted: true,
        },
        { type: 'TimeExpired', usedMs: BUDGET },
        { type: 'ReadOverOpened', usedMs: BUDGET },
      );
  });

  test('[IV37] a blank draft is skipped, not handed in', () => {
    const tail = [
      { type: 'TimeExpired', usedMs: BUDGET },
      { type: 'ReadOverOpened', usedMs: BUDGET },
    ] as const;
    given(...played(...toFirstQuestion))
      .when(expireTime(' \n'), { usedMs: BUDGET })
      .then({ type: 'QuestionSkipped', questionId: 'gap', usedMs: BUDGET }, ...tail);
    given(...played(...probed))
      .when(expireTime(''), { usedMs: BUDGET })
      .then({ type: 'ProbeSkipped', questionId: 'gap', probeId: 'first-day', usedMs: BUDGET }, ...tail);
    expect(
      given(...played(...toFirstQuestion))
        .when(expireTime('.'), { usedMs: BUDGET })
        .events(),
    ).toHaveLength(4);
  });

  test('[IV38] the time ends once, and only while the clock runs', () => {
    const usedMs = BUDGET + MINUTE;
    for (const commands of [[invite()], answered, [...toFirstQuestion, pause], toReadOver, toFinished]) {
      given(...played(...commands))
        .when(expireTime('late'), { usedMs })
        .thenNothing();
    }
    const before = played(...toFirstQuestion);
    const events = given(...before)
      .when(expireTime('late'), { usedMs })
      .events();
    expect(events).toHaveLength(4);
    given(...before, ...events)
      .when(expireTime('late'), { usedMs })
      .thenNothing();
  });
});

describe('outages', () => {
  test('[IV39] the first three are credited, up to two minutes each, while the clock runs', () => {
    const screen = given(...played(...toFirstQuestion));
    screen.when(credit(50_000)).then({ type: 'OutageCredited', ms: 50_000 });
    screen.when(credit(200_000)).then({ type: 'OutageCredited', ms: MAX_OUTAGE_CREDIT_MS });
    const two = [...toFirstQuestion, credit(1), credit(1)];
    given(...played(...two))
      .when(credit(1))
      .then({ type: 'OutageCredited', ms: 1 });
    given(...played(...two, credit(1)))
      .when(credit(1))
      .thenNothing();
    for (const commands of [[invite()], answered, [...toFirstQuestion, pause], toReadOver, toFinished]) {
      given(...played(...commands))
        .when(credit(1))
        .thenNothing();
    }
    const extended = given(...played(...toFirstQuestion, credit(MINUTE)));
    extended.when(expireTime('x'), { usedMs: BUDGET }).thenNothing();
    expect(extended.when(expireTime('x'), { usedMs: BUDGET + MINUTE }).events()).toHaveLength(4);
    expect(reached(...toFirstQuestion, credit(MINUTE), ...settle('gap'))).toMatchObject({ sitting: { creditMs: MINUTE, credits: 1 } });
  });
});
