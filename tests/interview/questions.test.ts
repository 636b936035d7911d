import { describe, expect, test } from 'vitest';
import { fold, matchClarification, turnsOf, turnsOfQuestion } from '#app/interview/index.ts';
import { given, played, reached } from './given.ts';
import {
  answer,
  answerProbe,
  chooseProbe,
  clarify,
  expireTime,
  invite,
  MINUTE,
  omitProbe,
  pause,
  readOver,
  resume,
  returnTo,
  sampleForm,
  settle,
  skip,
  toFirstQuestion,
  toReadOver,
  typesOf,
} from './sample-screen.ts';

const promptOf = (index: number) => sampleForm().questions[index]?.prompt ?? '';
const asked = (questionId: string, number: number, more: { turnId: string; again?: boolean; usedMs?: number }) =>
  ({ type: 'QuestionAsked', questionId, number, text: promptOf(number - 1), again: false, usedMs: 0, ...more }) as const;

describe('asking', () => {
  test('[IV11] questions are asked verbatim, in the order of the form, in numbered turns', () => {
    const events = played(...toReadOver);
    expect(
      events.filter((event) => event.type === 'QuestionAsked').map(({ questionId, number, text }) => [questionId, number, text]),
    ).toEqual(sampleForm().questions.map(({ id, prompt }, index) => [id, index + 1, prompt]));
    expect(turnsOf(fold(events)).map(({ id }) => id)).toEqual(['t1', 't2', 't3', 't4', 't5', 't6']);
  });

  test('[IV12] an answer counts only for the question that is open, and is taken as typed', () => {
    const screen = given(...played(...toFirstQuestion));
    screen.when(answer('drift')).thenRejected('not_current');
    screen.when(answer('constructor')).thenRejected('not_current');
    screen
      .when(answer('gap', '  two\n lines '), { usedMs: 2 * MINUTE })
      .then({ type: 'AnswerGiven', questionId: 'gap', turnId: 't2', text: '  two\n lines ', usedMs: 2 * MINUTE, autoSubmitted: false });
    given(...played(...toFirstQuestion, answer('gap')))
      .when(answer('gap'))
      .thenRejected('not_current');
    given(...played(...toFirstQuestion, ...settle('gap')))
      .when(answer('gap'))
      .thenRejected('not_current');
    given(...played(...toReadOver))
      .when(answer('gap'))
      .thenRejected('not_current');
    given(...played(...toFirstQuestion, pause))
      .when(answer('gap'))
      .thenRejected('wrong_phase');
  });

  test('[IV13] an empty answer is refused, one character is enough', () => {
    const screen = given(...played(...toFirstQuestion));
    screen.when(answer('gap', ' \n\t ')).thenRejected('empty_answer');
    expect(typesOf(screen.when(answer('gap', '?')).events())).toEqual(['AnswerGiven']);
  });

  test('[IV14] a skipped question makes room for the next; one that is not open cannot be skipped', () => {
    const screen = given(...played(...toFirstQuestion));
    screen
      .when(skip('gap'), { usedMs: MINUTE })
      .then({ type: 'QuestionSkipped', questionId: 'gap', usedMs: MINUTE }, asked('drift', 2, { turnId: 't2', usedMs: MINUTE }));
    screen.when(skip('drift')).thenRejected('not_current');
    given(...played(...toFirstQuestion, answer('gap')))
      .when(skip('gap'))
      .thenRejected('not_current');
  });

  test('[IV15] a skipped question can be opened again; leaving an open question skips it', () => {
    const screen = given(...played(...toFirstQuestion, skip('gap')));
    screen
      .when(returnTo('gap'), { usedMs: MINUTE })
      .then(
        { type: 'QuestionSkipped', questionId: 'drift', usedMs: MINUTE },
        asked('gap', 1, { turnId: 't3', again: true, usedMs: MINUTE }),
      );
    screen.when(returnTo('drift')).thenNothing();
    screen.when(returnTo('labels')).thenRejected('not_current');
    screen.when(returnTo('constructor')).thenRejected('not_current');
    given(...played(...toFirstQuestion, ...settle('gap')))
      .when(returnTo('gap'))
      .thenRejected('not_current');
    given(...played(...toFirstQuestion, skip('gap'), answer('drift')))
      .when(returnTo('gap'))
      .thenRejected('wrong_phase');
    const back = reached(...toFirstQuestion, skip('gap'), returnTo('gap'), ...settle('gap'));
    expect(back).toMatchObject({ phase: 'asking', open: { questionId: 'labels' } });
  });

  test('[IV16] the read-over opens by itself when no question is left that was never asked', () => {
    given(...played(...toFirstQuestion, ...settle('gap'), skip('drift'), answer('labels')))
      .when(omitProbe('labels'))
      .then({ type: 'ProbeOmitted', questionId: 'labels', reason: 'nothing-open' }, { type: 'ReadOverOpened', usedMs: 0 });
    given(...played(...toFirstQuestion, ...settle('gap'), answer('drift')))
      .when(omitProbe('drift'))
      .then({ type: 'ProbeOmitted', questionId: 'drift', reason: 'nothing-open' }, asked('labels', 3, { turnId: 't5' }));
  });

  test('[IV17] the candidate may open the read-over early: it skips what is open and leaves the rest to be opened from there', () => {
    const early = given(...played(...toFirstQuestion));
    early
      .when(readOver, { usedMs: MINUTE })
      .then({ type: 'QuestionSkipped', questionId: 'gap', usedMs: MINUTE }, { type: 'ReadOverOpened', usedMs: MINUTE });
    given(...played(...toFirstQuestion, answer('gap'), chooseProbe('gap')))
      .when(readOver)
      .then({ type: 'ProbeSkipped', questionId: 'gap', probeId: 'first-day', usedMs: 0 }, { type: 'ReadOverOpened', usedMs: 0 });
    given(...played(...toFirstQuestion, readOver))
      .when(readOver)
      .thenNothing();
    given(...played(...toFirstQuestion, pause))
      .when(readOver)
      .thenRejected('wrong_phase');

    const wrapped = given(...played(...toFirstQuestion, readOver));
    wrapped.when(returnTo('labels')).then(asked('labels', 3, { turnId: 't2' }));
    wrapped.when(returnTo('gap')).then(asked('gap', 1, { turnId: 't2', again: true }));
    wrapped.when(returnTo('none-such')).thenRejected('not_current');
    given(...played(...toReadOver))
      .when(returnTo('gap'))
      .thenRejected('not_current');
    const onward = reached(...toFirstQuestion, readOver, returnTo('labels'), ...settle('labels'));
    expect(onward).toMatchObject({ phase: 'asking', open: { questionId: 'drift' } });
  });
});

describe('clarifications', () => {
  test('[IV18] a request is answered with the authored fact it asks for, otherwise with the advice to state an assumption', () => {
    const screen = given(...played(...toFirstQuestion));
    const says = sampleForm().questions[0]?.clarifications[1]?.says ?? '';
    screen
      .when(clarify('gap', 'How large is your traffic?'))
      .then(
        { type: 'ClarificationAsked', questionId: 'gap', turnId: 't2', text: 'How large is your traffic?' },
        { type: 'ClarificationGiven', questionId: 'gap', turnId: 't3', text: says, clarification: 1 },
      );
    const [, given_] = screen.when(clarify('gap', 'Which colour is the logo?')).events();
    expect(given_).toMatchObject({ clarification: null, text: expect.stringContaining('state the assumption') });
    screen.when(clarify('drift', 'How large is your traffic?')).thenRejected('not_current');
    given(...played(...toFirstQuestion, answer('gap')))
      .when(clarify('gap', 'Why?'))
      .thenRejected('wrong_phase');
  });

  test('[IV19] three requests for each question, the fourth is refused', () => {
    const three = [clarify('gap', 'One?'), clarify('gap', 'Two?'), clarify('gap', 'Three?')];
    given(...played(...toFirstQuestion, ...three))
      .when(clarify('gap', 'Four?'))
      .thenRejected('wrong_phase');
    given(...played(...toFirstQuestion, ...three, skip('gap'), returnTo('gap')))
      .when(clarify('gap', 'Four?'))
      .thenRejected('wrong_phase');
    expect(
      given(...played(...toFirstQuestion, ...three, skip('gap')))
        .when(clarify('drift', 'One?'))
        .events(),
    ).toHaveLength(2);
  });

  test('[IV20] a match needs enough shared word stems; stop words, case and endings do not matter', () => {
    const clarifications = [
      { asks: 'whether the experiment itself is valid', says: 'Assignment is random by user and the drop is far outside noise.' },
      { asks: 'how many labelled examples there are', says: 'Four thousand, labelled by two annotators who agree on 81 percent.' },
      { asks: 'what latency the service must hold', says: 'The 99th percentile must stay under 120 milliseconds.' },
    ];
    const match = (text: string) => matchClarification(text, clarifications);
    expect(match('Is the A/B EXPERIMENT a valid one?')).toBe(0);
    expect(match('can I trust the validity of this test')).toBe(0);
    expect(match('was assignment random by user, and is the drop more than noise?')).toBe(0);
    expect(match('do we have labels? how many examples?')).toBe(1);
    expect(match('any latency limits for the service')).toBe(2);
    expect(match('what is it that you want from me and how')).toBe(null);
    expect(match('which programming language')).toBe(null);
    expect(matchClarification('is the experiment valid', [...clarifications.slice(0, 1), ...clarifications])).toBe(0);
    expect(match('')).toBe(null);
    expect(matchClarification('is the experiment valid', [])).toBe(null);
    expect(match(`${'a'.repeat(50_000)} ${'- '.repeat(25_000)}`)).toBe(null);
  });
});

describe('the transcript', () => {
  test('[IV21] holds every turn in order, with who spoke, as shown or typed, and nothing that was not said', () => {
    const state = reached(
      ...toFirstQuestion,
      clarify('gap', 'How large is the traffic?'),
      answer('gap'),
      chooseProbe('gap'),
      pause,
      resume,
      answerProbe('gap'),
      skip('drift'),
      answer('labels'),
      omitProbe('labels'),
    );
    expect(turnsOf(state).map(({ kind, by, questionId }) => `${kind} ${by} ${questionId}`)).toEqual([
      'question assay gap',
      'clarification-request candidate gap',
      'clarification assay gap',
      'answer candidate gap',
      'probe assay gap',
      'probe-answer candidate gap',
      'question assay drift',
      'question assay labels',
      'answer candidate labels',
    ]);
    expect(turnsOfQuestion(state, 'gap').map(({ id }) => id)).toEqual(['t1', 't2', 't3', 't4', 't5', 't6']);
    expect(turnsOfQuestion(state, 'none-such')).toEqual([]);
    expect(turnsOf(reached(invite()))).toEqual([]);
    const expired = given(...played(...toFirstQuestion))
      .when(expireTime('half a thought'), { usedMs: 10 * MINUTE })
      .state();
    expect(turnsOf(expired).map(({ text, autoSubmitted }) => [text, autoSubmitted])).toEqual([
      [promptOf(0), false],
      ['half a thought', true],
    ]);
  });
});
