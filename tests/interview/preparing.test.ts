import { describe, expect, test } from 'vitest';
import { mayIssue, nothing } from '#app/interview/index.ts';
import { CandidateCommand, type CommandType, StaffCommand, SystemCommand } from '#app/protocol/index.ts';
import { actor, actorFor, given, played, reached } from './given.ts';
import {
  AFTER_DEADLINE,
  acknowledge,
  answer,
  cancel,
  clarify,
  DEADLINE,
  finish,
  HASH,
  invite,
  MINUTE,
  NOTICE_STAMP,
  omitProbe,
  practice,
  readOver,
  SCREEN,
  sampleForm,
  start,
  toFinished,
  toFirstQuestion,
  toReadOver,
} from './sample-screen.ts';

const commandTypes = [CandidateCommand, SystemCommand, StaffCommand].flatMap((union) =>
  union.options.map((option): CommandType => option.shape.type.value),
);

describe('the invite', () => {
  test('[IV1] an invite fixes the form and the budget, once', () => {
    const { type: _type, ...fixed } = invite({ accommodations: { timeMultiplier: 1.5, clock: 'hidden' } });
    given()
      .when({ type: 'screen.invite', ...fixed })
      .then({ type: 'ScreenInvited', ...fixed, budgetMs: 15 * MINUTE });
    given()
      .when(invite())
      .then({ ...invite(), type: 'ScreenInvited', budgetMs: 10 * MINUTE });
    expect(
      given()
        .when(invite({ accommodations: { timeMultiplier: 1.333_333_3, clock: 'shown' } }))
        .events(),
    ).toMatchObject([{ budgetMs: 800_000 }]);
    given(...played(invite()))
      .when(invite())
      .thenNothing();
    given(...played(invite()))
      .when(invite({ candidateId: SCREEN }))
      .thenRejected('command_id_reused');
  });

  test('[IV2] the role table stands before every other rule, and leaves no command without a role', () => {
    expect(commandTypes).toHaveLength(28);
    for (const type of commandTypes) expect(() => actorFor(type)).not.toThrow();
    const roles = ['candidate', 'recruiter', 'engineer', 'job', 'timer'] as const;
    for (const role of roles) {
      const forbidden = commandTypes.filter((type) => !(mayIssue[role] as readonly CommandType[]).includes(type));
      expect(forbidden.length).toBeGreaterThan(10);
    }
    given()
      .when(start, { by: actor('recruiter') })
      .thenRejected('forbidden');
    given(...played(invite()))
      .when(cancel, { by: actor('candidate') })
      .thenRejected('forbidden');
    given(...played(...toFinished))
      .when(finish, { by: actor('job') })
      .thenRejected('forbidden');
    given().when(start).thenRejected('not_found');
  });

  test('[IV3] a candidate acts in their own screen only', () => {
    given(...played(invite()))
      .when(acknowledge, { by: actor('candidate', SCREEN) })
      .thenRejected('forbidden');
    given(...played(invite()))
      .when(acknowledge)
      .then({ type: 'NoticeAcknowledged', notice: NOTICE_STAMP });
  });

  test('[IV4] the opening of the link is recorded once, before the notice', () => {
    const open = { type: 'invite.open' } as const;
    given(...played(invite()))
      .when(open)
      .then({ type: 'InviteOpened' });
    given(...played(invite(), open))
      .when(open)
      .thenNothing();
    for (const later of [[invite(), acknowledge], toFirstQuestion, toFinished])
      given(...played(...later))
        .when(open)
        .thenNothing();
  });
});

describe('before the start', () => {
  test('[IV5] only the notice of the invite can be acknowledged, once', () => {
    const other = { type: 'notice.acknowledge', noticeHash: HASH } as const;
    given(...played(invite()))
      .when(other)
      .thenRejected('notice_changed');
    given(...played(invite(), acknowledge))
      .when(other)
      .thenRejected('notice_changed');
    given(...played(...toFirstQuestion))
      .when(other)
      .thenRejected('notice_changed');
    given(...played(invite()))
      .when(acknowledge)
      .then({ type: 'NoticeAcknowledged', notice: NOTICE_STAMP });
    given(...played(invite(), acknowledge))
      .when(acknowledge)
      .thenNothing();
    given(...played(...toFirstQuestion))
      .when(acknowledge)
      .thenNothing();
  });

  test('[IV6] practice comes after the notice and may be blank', () => {
    given(...played(invite()))
      .when(practice)
      .thenRejected('wrong_phase');
    given(...played(invite(), acknowledge))
      .when({ type: 'practice.finish', text: '' })
      .then({ type: 'PracticeFinished', text: '' });
    given(...played(invite(), acknowledge, practice))
      .when(practice)
      .thenNothing();
    given(...played(...toFirstQuestion))
      .when(practice)
      .thenNothing();
  });

  test('[IV7] the start asks the first question; it needs notice and practice, and happens once', () => {
    given(...played(invite()))
      .when(start)
      .thenRejected('wrong_phase');
    given(...played(invite(), acknowledge))
      .when(start)
      .thenRejected('wrong_phase');
    given(...played(invite(), acknowledge, practice))
      .when(start)
      .then(
        { type: 'ScreenStarted' },
        {
          type: 'QuestionAsked',
          questionId: 'gap',
          turnId: 't1',
          number: 1,
          text: sampleForm().questions[0]?.prompt ?? '',
          again: false,
          usedMs: 0,
        },
      );
    given(...played(...toFirstQuestion))
      .when(start)
      .thenNothing();
    for (const early of [answer('gap'), clarify('gap', 'What?'), readOver, finish]) {
      given(...played(invite(), acknowledge))
        .when(early)
        .thenRejected('wrong_phase');
    }
  });
});

describe('the end without an answer', () => {
  const expire = { type: 'invite.expire' } as const;

  test('[IV8] a passed deadline closes a screen that was not started, and never one that was', () => {
    for (const unstarted of [[invite()], [invite(), acknowledge], [invite(), acknowledge, practice]]) {
      given(...played(...unstarted))
        .when(expire, { at: DEADLINE })
        .thenNothing();
      const closed = given(...played(...unstarted)).when(expire, { at: AFTER_DEADLINE });
      expect(closed.events()).toMatchObject([{ type: 'ScreenClosed', outcome: 'expired' }]);
      expect(closed.state().phase).toBe('closed');
    }
    given(...played(...toFirstQuestion))
      .when(expire, { at: AFTER_DEADLINE })
      .thenNothing();
    given(...played(...toFinished))
      .when(expire, { at: AFTER_DEADLINE })
      .thenNothing();
  });

  test('[IV9] after the deadline nothing can be begun, even before the timer has closed the invite; what was begun goes on', () => {
    const late = { at: AFTER_DEADLINE };
    given(...played(invite()))
      .when({ type: 'invite.open' }, late)
      .thenRejected('invite_expired');
    given(...played(invite()))
      .when(acknowledge, late)
      .thenRejected('invite_expired');
    given(...played(invite(), acknowledge))
      .when(practice, late)
      .thenRejected('invite_expired');
    given(...played(invite(), acknowledge, practice))
      .when(start, late)
      .thenRejected('invite_expired');
    expect(
      given(...played(...toFirstQuestion))
        .when(answer('gap'), late)
        .events(),
    ).toHaveLength(1);
    const sameMoment = '2026-03-16T09:00:00Z';
    given(...played(invite()))
      .when(acknowledge, { at: sameMoment })
      .then({ type: 'NoticeAcknowledged', notice: NOTICE_STAMP });
  });

  test('[IV10] a screen can be cancelled until it is handed in, once', () => {
    const closed = { type: 'ScreenClosed', outcome: 'cancelled', reason: 'The role was filled.' } as const;
    const open = [[invite()], [invite(), acknowledge, practice], toFirstQuestion, [...toFirstQuestion, answer('gap')], toReadOver];
    for (const commands of open)
      given(...played(...commands))
        .when(cancel)
        .then(closed);
    given(...played(invite(), cancel))
      .when(cancel)
      .thenNothing();
    given(...played(...toFinished))
      .when(cancel)
      .thenRejected('screen_over');
    given(...played(invite(), cancel))
      .when(acknowledge)
      .thenRejected('screen_over');
    given(...played(...toFirstQuestion, answer('gap'), cancel))
      .when(omitProbe('gap'))
      .thenNothing();
    expect(reached(invite(), cancel)).toMatchObject({ phase: 'closed', sitting: null });
    expect(nothing).toEqual({ phase: 'none' });
  });
});
