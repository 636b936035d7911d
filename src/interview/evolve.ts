import type { EventOf, ScreenEvent } from '#app/protocol/index.ts';
import { evolveReview } from './evolve-review.ts';
import { evolveSitting } from './evolve-sitting.ts';
import { freshSitting, type InvitedState, isSeated, isSitting, isWaiting, nothing, type ScreenState } from './screen-state.ts';
import { unreachable } from './unreachable.ts';

/** The state after a committed event. Throws only for an event that cannot stand at this place of a stream: the log is damaged. */
export function evolve(state: ScreenState, event: ScreenEvent): ScreenState {
  const after = event.type === 'ScreenInvited' ? invited(event) : next(state, event);
  if (after === null) throw new Error(`${event.type} cannot follow in phase ${state.phase}`);
  return after;
}

/** The state after a whole stream. */
export function fold(events: Iterable<ScreenEvent>): ScreenState {
  let state = nothing;
  for (const event of events) state = evolve(state, event);
  return state;
}

function next(before: ScreenState, event: Exclude<ScreenEvent, { type: 'ScreenInvited' }>): ScreenState | null {
  if (before.phase === 'none') return null;
  const state = { ...before, updatedAt: event.at };
  const { invitation, updatedAt } = state;
  switch (event.type) {
    case 'InviteOpened':
      return state.phase === 'invited' ? { ...state, opened: true } : null;
    case 'NoticeAcknowledged':
      return isWaiting(state) ? { phase: 'noticed', invitation, updatedAt } : null;
    case 'PracticeFinished':
      return isWaiting(state) ? { phase: 'ready', invitation, updatedAt } : null;
    case 'ScreenStarted':
      return isWaiting(state) ? { phase: 'wrapping', invitation, updatedAt, sitting: freshSitting, timeIsUp: false } : null;
    case 'QuestionAsked':
    case 'ClarificationAsked':
    case 'ClarificationGiven':
    case 'AnswerGiven':
    case 'QuestionSkipped':
    case 'ProbeAsked':
    case 'ProbeOmitted':
    case 'ProbeAnswered':
    case 'ProbeSkipped':
    case 'ScreenPaused':
    case 'ScreenResumed':
    case 'OutageCredited':
    case 'TimeExpired':
    case 'ReadOverOpened':
    case 'DeclarationGiven':
    case 'ScreenFinished':
      return isSitting(state) ? evolveSitting(state, event) : null;
    case 'AnswerGraded':
    case 'AnswerRegraded':
    case 'GradingPostponed':
    case 'GradingNeedsPerson':
    case 'GradingCompleted':
    case 'ReportAttached':
    case 'LevelOverridden':
    case 'DecisionMade':
      return isSeated(state) ? evolveReview(state, event) : null;
    case 'ScreenClosed':
      return {
        phase: 'closed',
        invitation,
        updatedAt,
        sitting: 'sitting' in state ? state.sitting : null,
        outcome: event.outcome,
      };
    default:
      return unreachable(event);
  }
}

function invited({ type: _type, at, by: _by, ...invitation }: EventOf<'ScreenInvited'>): InvitedState {
  return { phase: 'invited', invitation: { ...invitation, invitedAt: at }, updatedAt: at, opened: false };
}
