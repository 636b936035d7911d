import type { ScreenEvent, Turn } from '#app/protocol/index.ts';
import { answerSlot, probeSlot } from './draft-slot.ts';
import type { ScreenState } from './screen-state.ts';
import { turnsOf } from './turns.ts';
import { unreachable } from './unreachable.ts';

/** `turn`: something was said. `view`: only the view changed. `quiet`: nothing that a candidate may learn. */
export interface CandidateFrame {
  readonly kind: 'turn' | 'view' | 'quiet';
  readonly turns: Turn[];
  /** The draft that the event used up; a skipped question keeps its draft for the return. */
  readonly clearsDraft?: string;
}

/**
 * What a candidate may learn from one event. `stateAfter` is the state after it, or any later one. Built from the transcript and
 * never from the event's other fields, so that the form of an invite or the reason for a probe has no way out.
 */
export function candidateFrame(event: ScreenEvent, stateAfter: ScreenState): CandidateFrame {
  switch (event.type) {
    case 'QuestionAsked':
    case 'ClarificationAsked':
    case 'ClarificationGiven':
    case 'ProbeAsked':
      return { kind: 'turn', turns: turnsWithId(stateAfter, event.turnId) };
    case 'AnswerGiven':
      return { kind: 'turn', turns: turnsWithId(stateAfter, event.turnId), clearsDraft: answerSlot(event.questionId) };
    case 'ProbeAnswered':
      return { kind: 'turn', turns: turnsWithId(stateAfter, event.turnId), clearsDraft: probeSlot(event.questionId) };
    case 'ProbeSkipped':
      return { kind: 'view', turns: [], clearsDraft: probeSlot(event.questionId) };
    case 'PracticeFinished':
      return { kind: 'view', turns: [], clearsDraft: 'practice' };
    case 'ScreenInvited':
    case 'InviteOpened':
    case 'NoticeAcknowledged':
    case 'ScreenStarted':
    case 'QuestionSkipped':
    case 'ProbeOmitted':
    case 'ScreenPaused':
    case 'ScreenResumed':
    case 'OutageCredited':
    case 'TimeExpired':
    case 'ReadOverOpened':
    case 'DeclarationGiven':
    case 'ScreenFinished':
    case 'ScreenClosed':
      return { kind: 'view', turns: [] };
    case 'AnswerGraded':
    case 'AnswerRegraded':
    case 'GradingPostponed':
    case 'GradingNeedsPerson':
    case 'GradingCompleted':
    case 'ReportAttached':
    case 'LevelOverridden':
    case 'DecisionMade':
      return { kind: 'quiet', turns: [] };
    default:
      return unreachable(event);
  }
}

function turnsWithId(state: ScreenState, turnId: string): Turn[] {
  const turn = turnsOf(state).findLast(({ id }) => id === turnId);
  return turn === undefined ? [] : [turn];
}
