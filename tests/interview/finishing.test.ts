import { describe, expect, test } from 'vitest';
import { fold } from '#app/interview/index.ts';
import type { Command } from '#app/protocol/index.ts';
import { given, played } from './given.ts';
import {
  AFTER_DEADLINE,
  acknowledge,
  answer,
  answerProbe,
  clarify,
  declare,
  finish,
  grade,
  invite,
  pause,
  practice,
  readOver,
  resume,
  returnTo,
  settle,
  skip,
  skipProbe,
  start,
  toFinished,
  toFirstQuestion,
  toGraded,
  toReadOver,
} from './sample-screen.ts';

const declaration = { usedAi: false, delegated: '', rejected: '', checked: '' };

describe('handing in', () => {
  test('[IV40] a declaration is needed unless AI is closed; it belongs to the read-over and may be changed there', () => {
    given(...played(...toReadOver))
      .when(finish)
      .thenRejected('wrong_phase');
    for (const aiPolicy of ['open-with-declaration', 'ai-required', 'closed'] as const) {
      const commands: readonly Command[] = [invite({ aiPolicy }), acknowledge, practice, start, readOver];
      expect(given(...played(...commands)).when(finish).decision.kind).toBe(aiPolicy === 'closed' ? 'accepted' : 'rejected');
      expect(given(...played(...commands, declare)).when(finish).decision.kind).toBe('accepted');
    }
    given(...played(...toFirstQuestion))
      .when(declare)
      .thenRejected('wrong_phase');
    given(...played(...toReadOver))
      .when({ type: 'declaration.give', declaration })
      .then({ type: 'DeclarationGiven', declaration });
    given(...played(...toReadOver, declare))
      .when(declare)
      .thenNothing();
    given(...played(...toReadOver, declare))
      .when({ type: 'declaration.give', declaration })
      .then({ type: 'DeclarationGiven', declaration });
  });

  test('[IV41] the finish says what was answered and gives a receipt; it happens from the read-over only', () => {
    given(...played(...toReadOver, declare))
      .when(finish)
      .then({ type: 'ScreenFinished', receipt: 'DEAD-BEEF', answered: 3, unanswered: [], usedMs: 0 });
    given(...played(...toFirstQuestion, skip('gap'), ...settle('drift'), readOver, declare))
      .when(finish)
      .then({ type: 'ScreenFinished', receipt: 'DEAD-BEEF', answered: 1, unanswered: ['gap', 'labels'], usedMs: 0 });
    for (const commands of [toFirstQuestion, [...toFirstQuestion, answer('gap')], [...toFirstQuestion, pause]]) {
      given(...played(...commands))
        .when(finish)
        .thenRejected('wrong_phase');
    }
  });

  test('[IV42] afterwards every command of the candidate is refused: the screen is over, or the invite expired', () => {
    const commands: readonly Command[] = [
      acknowledge,
      practice,
      start,
      answer('gap'),
      skip('gap'),
      returnTo('gap'),
      clarify('gap', 'Why?'),
      answerProbe('gap'),
      skipProbe('gap'),
      pause,
      resume,
      readOver,
      declare,
      finish,
    ];
    const expired = given(...played(invite()))
      .when({ type: 'invite.expire' }, { at: AFTER_DEADLINE })
      .events();
    for (const command of commands) {
      for (const stream of [toFinished, toGraded])
        given(...played(...stream))
          .when(command)
          .thenRejected('screen_over');
      given(...played(invite(), { type: 'screen.cancel', reason: 'Filled.' }))
        .when(command)
        .thenRejected('screen_over');
      given(...played(invite()), ...expired)
        .when(command)
        .thenRejected('invite_expired');
    }
    expect(given(...played(...toFinished)).when(grade('gap')).decision.kind).toBe('accepted');
    expect(fold(played(...toFinished)).phase).toBe('finished');
  });
});
