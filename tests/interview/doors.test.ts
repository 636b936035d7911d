import { describe, expect, test } from 'vitest';
import { candidateFrame, evolve, fold, nothing, openDraftSlot, type ScreenState, summaryOf, viewFor } from '#app/interview/index.ts';
import { CandidateView, type Command, DraftSlot, ScreenSummary, Turn } from '#app/protocol/index.ts';
import { given, played, reached } from './given.ts';
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
  settle,
  skip,
  skipProbe,
  start,
  toFinished,
  toFirstQuestion,
  toGraded,
  toReadOver,
} from './sample-screen.ts';

const view = (state: ScreenState, usedMs = 0) => CandidateView.parse(viewFor({ viewer: 'candidate', usedMs }, state));
const answered = [...toFirstQuestion, answer('gap')];
const probed = [...answered, chooseProbe('gap')];

describe('drafts', () => {
  test('[IV55] there is one slot for what is open, also in a pause, and none when nothing is', () => {
    const slots: readonly (readonly [readonly Command[], string | null])[] = [
      [[invite()], null],
      [[invite(), acknowledge], 'practice'],
      [[invite(), acknowledge, practice], null],
      [toFirstQuestion, 'answer:gap'],
      [[...toFirstQuestion, pause], 'answer:gap'],
      [answered, null],
      [probed, 'probe:gap'],
      [[...probed, pause], 'probe:gap'],
      [toReadOver, null],
      [toFinished, null],
      [toGraded, null],
      [[...toGraded, decideOn('hold')], null],
      [[invite(), cancel], null],
    ];
    for (const [commands, slot] of slots) expect(openDraftSlot(reached(...commands))).toBe(slot);
    expect(openDraftSlot(nothing)).toBe(null);
    for (const [, slot] of slots) if (slot !== null) expect(DraftSlot.parse(slot)).toBe(slot);
  });
});

describe('the view of the candidate', () => {
  test('[IV56] follows the phase; what happens after the hand-in all looks finished', () => {
    const phases: readonly (readonly [readonly Command[], string])[] = [
      [[invite()], 'invited'],
      [[invite(), acknowledge], 'noticed'],
      [[invite(), acknowledge, practice], 'ready'],
      [toFirstQuestion, 'asking'],
      [answered, 'probing'],
      [probed, 'probing'],
      [[...probed, pause], 'paused'],
      [toReadOver, 'wrapping'],
      [toFinished, 'finished'],
      [toGraded, 'finished'],
      [[...toGraded, decideOn('decline')], 'finished'],
      [[invite(), cancel], 'closed'],
    ];
    expect(phases.map(([commands]) => view(reached(...commands)).phase)).toEqual(phases.map(([, phase]) => phase));
    expect(() => viewFor({ viewer: 'candidate', usedMs: 0 }, nothing)).toThrow('no screen');
    expect(view(reached(...toGraded, decideOn('decline')))).toEqual(view(reached(...toFinished)));
    expect(view(reached(...toFinished))).toMatchObject({ answered: 3, receipt: 'DEAD-BEEF', finishedAt: INVITED_AT });
  });

  test('[IV57] shows the open question and probe as asked, and no title of a question that was never asked', () => {
    const { id, title, kind, minutes, prompt } = sampleForm().questions[0] ?? { id: '' };
    const question = { questionId: id, number: 1, title, kind, minutes, text: prompt, turnId: 't1' };
    expect(view(reached(...toFirstQuestion))).toMatchObject({ phase: 'asking', question, answered: 0, skipped: [] });
    expect(view(reached(...answered))).toMatchObject({ phase: 'probing', question, probe: null, answered: 1 });
    const ask = sampleForm().questions[0]?.probes[0]?.ask;
    expect(view(reached(...probed))).toMatchObject({ probe: { probeId: 'first-day', text: ask, turnId: 't3' } });
    const skipped = [{ questionId: 'gap', number: 1, title }];
    expect(view(reached(...toFirstQuestion, skip('gap')))).toMatchObject({ phase: 'asking', skipped });
    expect(view(reached(...toFirstQuestion, readOver))).toMatchObject({
      skipped: [
        ...skipped,
        { questionId: 'drift', number: 2, title: 'Not opened yet' },
        { questionId: 'labels', number: 3, title: 'Not opened yet' },
      ],
      timeIsUp: false,
      declared: false,
    });
    expect(view(reached(...toReadOver, declare))).toMatchObject({ skipped: [], declared: true, answered: 3 });
    const again = reached(...toFirstQuestion, skip('gap'), returnTo('gap'));
    expect(view(again)).toMatchObject({ question: { turnId: 't3' }, skipped: [{ questionId: 'drift', number: 2 }] });
  });

  test('[IV58] shows the clock with what remains, never below nothing, and whether it is to be shown', () => {
    const clock = (state: ScreenState, usedMs: number) => view(state, usedMs).clock;
    const running = { budgetMs: 10 * MINUTE, remainingMs: 9 * MINUTE, running: true, shown: true };
    expect(clock(reached(...toFirstQuestion), MINUTE)).toEqual(running);
    expect(clock(reached(...toFirstQuestion), 11 * MINUTE).remainingMs).toBe(0);
    expect(clock(reached(...toFirstQuestion, pause), MINUTE)).toEqual({ ...running, remainingMs: 10 * MINUTE, running: false });
    expect(clock(reached(...toFirstQuestion, credit(MINUTE)), MINUTE).remainingMs).toBe(10 * MINUTE);
    const slow = invite({ accommodations: { timeMultiplier: 2, clock: 'hidden' } });
    const state = reached(slow, acknowledge, practice, start);
    expect(clock(state, MINUTE)).toEqual({ budgetMs: 20 * MINUTE, remainingMs: 19 * MINUTE, running: true, shown: false });
    expect(view(state).minutes).toBe(20);
  });
});

describe('frames', () => {
  test('[IV59] tell what was said, or that something changed, or nothing at all', () => {
    const stream = played(
      ...[invite(), { type: 'invite.open' } as const, acknowledge, practice, start],
      ...[clarify('gap', 'Why?'), answer('gap'), chooseProbe('gap'), credit(5), pause, resume, answerProbe('gap')],
      ...[skip('drift'), answer('labels'), chooseProbe('labels'), skipProbe('labels'), returnTo('drift'), ...settle('drift')],
      ...[declare, { type: 'screen.finish' } as const, grade('gap'), postpone('drift'), needsPerson('drift'), grade('labels')],
      ...[gradeAgain('gap'), attach(), override('gap', 4), decideOn('hold')],
    );
    const kinds = new Map<string, string>();
    const cleared: string[] = [];
    let state = nothing;
    for (const event of stream) {
      state = evolve(state, event);
      const frame = candidateFrame(event, state);
      kinds.set(event.type, frame.kind);
      if (frame.clearsDraft !== undefined) cleared.push(`${event.type} ${frame.clearsDraft}`);
      expect(frame.turns).toEqual(frame.kind === 'turn' && 'turnId' in event ? [expect.objectContaining({ id: event.turnId })] : []);
      for (const turn of frame.turns) Turn.parse(turn);
    }
    const ofKind = (kind: string) => [...kinds].filter(([, one]) => one === kind).map(([type]) => type);
    expect(ofKind('turn')).toEqual([
      'QuestionAsked',
      'ClarificationAsked',
      'ClarificationGiven',
      'AnswerGiven',
      'ProbeAsked',
      'ProbeAnswered',
    ]);
    expect(ofKind('quiet')).toEqual([
      'AnswerGraded',
      'GradingPostponed',
      'GradingNeedsPerson',
      'GradingCompleted',
      'AnswerRegraded',
      'ReportAttached',
      'LevelOverridden',
      'DecisionMade',
    ]);
    expect(ofKind('view')).toHaveLength(14);
    expect(cleared).toEqual([
      'PracticeFinished practice',
      'AnswerGiven answer:gap',
      'ProbeAnswered probe:gap',
      'AnswerGiven answer:labels',
      'ProbeSkipped probe:labels',
      'AnswerGiven answer:drift',
    ]);
    const [closed] = given(...played(invite()))
      .when(cancel)
      .events();
    const [expired] = given(...played(...toFirstQuestion))
      .when(expireTime(), { usedMs: 10 * MINUTE })
      .events()
      .slice(1);
    for (const event of [closed, expired]) if (event) expect(candidateFrame(event, fold(stream))).toEqual({ kind: 'view', turns: [] });
  });
});

describe('the list', () => {
  test('[IV60] a row says where the screen stands', () => {
    const rows: readonly (readonly [readonly Command[], ScreenSummary['status']])[] = [
      [[invite()], 'invited'],
      [[invite(), { type: 'invite.open' }], 'opened'],
      [[invite(), acknowledge], 'opened'],
      [[invite(), acknowledge, practice], 'opened'],
      [toFirstQuestion, 'in-progress'],
      [answered, 'in-progress'],
      [toReadOver, 'in-progress'],
      [[...toFirstQuestion, pause], 'paused'],
      [toFinished, 'grading'],
      [[...toFinished, grade('gap'), postpone('drift')], 'waiting-for-budget'],
      [[...toFinished, postpone('drift'), grade('drift', 'claude')], 'grading'],
      [[...toFirstQuestion, ...settle('gap'), postpone('gap')], 'in-progress'],
      [toGraded, 'grading'],
      [[...toGraded, attach()], 'report-ready'],
      [[...toFinished, grade('gap'), needsPerson('drift'), grade('labels')], 'needs-person'],
      [[...toFinished, grade('gap'), needsPerson('drift'), grade('labels'), attach()], 'needs-person'],
      [[...toFinished, grade('gap'), needsPerson('drift'), grade('drift'), grade('labels'), attach()], 'report-ready'],
      [[...toGraded, attach(), decideOn('hold')], 'decided'],
      [[invite(), cancel], 'cancelled'],
    ];
    expect(rows.map(([commands]) => ScreenSummary.parse(summaryOf(reached(...commands), 1)).status)).toEqual(
      rows.map(([, status]) => status),
    );
    const expired = given(...played(invite()))
      .when({ type: 'invite.expire' }, { at: AFTER_DEADLINE })
      .state();
    expect(summaryOf(expired, 2)).toMatchObject({ status: 'expired', updatedAt: AFTER_DEADLINE, version: 2 });
    expect(summaryOf(reached(...toGraded, attach(), decideOn('hold')), 42)).toMatchObject({
      answered: 3,
      questionCount: 3,
      hasPdf: true,
      decision: 'hold',
      finishedAt: INVITED_AT,
      invitedAt: INVITED_AT,
      bank: 'applied-ml@1.0.0',
      version: 42,
    });
    expect(summaryOf(reached(...toGraded, attach('c'.repeat(64), null)), 1)).toMatchObject({ hasPdf: false, decision: null });
    expect(summaryOf(reached(...answered, omitProbe('gap')), 1)).toMatchObject({ answered: 1, finishedAt: null });
    expect(() => summaryOf(nothing, 0)).toThrow('no screen');
  });
});

describe('the log', () => {
  test('[IV61] an event that cannot stand at its place is a damaged log, and says so; in its place it is taken', () => {
    const [invited, acknowledged, practised, started, asked, given_] = played(...answered);
    const stream = [invited, acknowledged, practised, started, asked, given_].filter((event) => event !== undefined);
    expect(fold(stream).phase).toBe('probing');
    for (const event of stream.slice(1)) expect(() => evolve(nothing, event)).toThrow('cannot follow in phase none');
    for (const event of stream.slice(4)) expect(() => evolve(fold(stream.slice(0, 1)), event)).toThrow('cannot follow in phase invited');
    for (const event of stream.slice(1, 6)) expect(() => evolve(reached(...toFinished), event)).toThrow('cannot follow in phase finished');
    expect(fold([])).toEqual(nothing);
  });
});
