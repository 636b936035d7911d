import { describe, expect, test } from 'vitest';
import { aimedProbe } from '#app/interview/index.ts';
import type { FormQuestion } from '#app/protocol/index.ts';
import { given, played, reached } from './given.ts';
import {
  answer,
  answerProbe,
  chooseProbe,
  clarify,
  MINUTE,
  omitProbe,
  pause,
  readOver,
  resume,
  returnTo,
  sampleForm,
  skip,
  skipProbe,
  toFirstQuestion,
  typesOf,
} from './sample-screen.ts';

const answered = [...toFirstQuestion, answer('gap')];
const probed = [...answered, chooseProbe('gap')];
const question = sampleForm().questions[0] as FormQuestion;

describe('choosing a probe', () => {
  test('[IV22] the chosen probe is asked verbatim, once; who chose it and why is recorded', () => {
    given(...played(...answered))
      .when(chooseProbe('gap', 'skew-detail'))
      .then({
        type: 'ProbeAsked',
        questionId: 'gap',
        probeId: 'skew-detail',
        turnId: 't3',
        text: question.probes[1]?.ask ?? '',
        aims: 'xsuspects/skew',
        chosenBy: 'offline',
        why: 'SECRET why',
      });
    given(...played(...answered))
      .when(chooseProbe('gap', 'none-such'))
      .thenRejected('bad_request');
    given(...played(...probed))
      .when(chooseProbe('gap'))
      .thenNothing();
    given(...played(...probed))
      .when(chooseProbe('gap', 'skew-detail'))
      .thenNothing();
    given(...played(...probed))
      .when(omitProbe('gap'))
      .thenNothing();
  });

  test('[IV23] a choice for a question that has moved on appends nothing', () => {
    given(...played(...toFirstQuestion))
      .when(chooseProbe('gap'))
      .thenNothing();
    given(...played(...answered, omitProbe('gap')))
      .when(chooseProbe('gap'))
      .thenNothing();
    given(...played(...answered, omitProbe('gap'), answer('drift')))
      .when(chooseProbe('gap'))
      .thenNothing();
    expect(
      typesOf(
        given(...played(...answered, omitProbe('gap'), answer('drift')))
          .when(chooseProbe('drift'))
          .events(),
      ),
    ).toEqual(['ProbeAsked']);
  });

  test('[IV24] without a probe the next question follows in the same decision', () => {
    const omitted = given(...played(...answered)).when(omitProbe('gap'));
    expect(typesOf(omitted.events())).toEqual(['ProbeOmitted', 'QuestionAsked']);
    expect(omitted.state()).toMatchObject({ phase: 'asking', open: { questionId: 'drift' } });
  });

  test('[IV25] while a probe is being chosen the candidate waits: nothing else can be opened, paused or left', () => {
    const waiting = given(...played(...answered));
    for (const command of [pause, readOver, returnTo('gap'), clarify('gap', 'Why?')]) waiting.when(command).thenRejected('wrong_phase');
    for (const command of [answer('gap'), skip('gap'), answerProbe('gap'), skipProbe('gap')])
      waiting.when(command).thenRejected('not_current');
    waiting.when(resume).thenNothing();
    const asked = given(...played(...probed));
    expect(typesOf(asked.when(pause).events())).toEqual(['ScreenPaused']);
    expect(typesOf(asked.when(readOver).events())).toEqual(['ProbeSkipped', 'ReadOverOpened']);
  });
});

describe('an asked probe', () => {
  test('[IV26] its answer settles the question and the next one follows', () => {
    const screen = given(...played(...probed));
    const done = screen.when(answerProbe('gap'), { usedMs: MINUTE });
    expect(done.events()).toMatchObject([
      { type: 'ProbeAnswered', questionId: 'gap', probeId: 'first-day', turnId: 't4', usedMs: MINUTE, autoSubmitted: false },
      { type: 'QuestionAsked', questionId: 'drift', turnId: 't5' },
    ]);
    screen.when(answerProbe('gap', 'first-day', ' ')).thenRejected('empty_answer');
    screen.when(answerProbe('gap', 'skew-detail')).thenRejected('not_current');
    screen.when(answerProbe('drift')).thenRejected('not_current');
    screen.when(returnTo('gap')).thenRejected('wrong_phase');
    given(...played(...probed, answerProbe('gap')))
      .when(answerProbe('gap'))
      .thenRejected('not_current');
    given(...played(...probed, pause))
      .when(answerProbe('gap'))
      .thenRejected('wrong_phase');
  });

  test('[IV27] it can be skipped, and then does not come back', () => {
    const skipped = given(...played(...probed)).when(skipProbe('gap'));
    expect(typesOf(skipped.events())).toEqual(['ProbeSkipped', 'QuestionAsked']);
    given(...played(...probed))
      .when(skipProbe('gap', 'skew-detail'))
      .thenRejected('not_current');
    given(...played(...probed, skipProbe('gap')))
      .when(returnTo('gap'))
      .thenRejected('not_current');
    expect(reached(...probed, skipProbe('gap'))).toMatchObject({ phase: 'asking', open: { questionId: 'drift' } });
  });
});

describe('aiming', () => {
  test('[IV28] the probe aims at the most valuable open check that has one', () => {
    const orders = { check: 'xisolates/orders', value: 2 };
    const skew = { check: 'xsuspects/skew', value: 3 };
    expect(aimedProbe(question, [orders, skew])).toEqual({ probeId: 'skew-detail', why: expect.stringContaining('xsuspects/skew') });
    expect(aimedProbe(question, [skew, { ...orders, value: 4 }])?.probeId).toBe('first-day');
    expect(aimedProbe(question, [{ check: 'xsuspects/none', value: 9 }, orders])?.probeId).toBe('first-day');
    expect(aimedProbe(question, [orders, { ...skew, value: 2 }])?.probeId).toBe('first-day');
    expect(aimedProbe(question, [{ check: 'xsuspects/none', value: 9 }])).toBe(null);
    expect(aimedProbe(question, [{ ...skew, value: 0 }])).toBe(null);
    expect(aimedProbe(question, [])).toBe(null);
  });
});
