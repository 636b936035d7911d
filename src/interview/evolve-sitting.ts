import type { EventOf } from '#app/protocol/index.ts';
import type { FinishedState, QuestionStanding, Sitting, SittingState, WrappingState } from './screen-state.ts';
import { type TurnEvent, turnOf } from './turns.ts';
import { unreachable } from './unreachable.ts';

export type SittingEvent =
  | TurnEvent
  | EventOf<
      | 'QuestionSkipped'
      | 'ProbeOmitted'
      | 'ProbeSkipped'
      | 'ScreenPaused'
      | 'ScreenResumed'
      | 'OutageCredited'
      | 'TimeExpired'
      | 'ReadOverOpened'
      | 'DeclarationGiven'
      | 'ScreenFinished'
    >;

/**
 * The state after an event that happens between start and finish; null when it cannot stand here. The event's type says which
 * phase it leads to.
 */
export function evolveSitting(state: SittingState, event: SittingEvent): SittingState | FinishedState | null {
  const { invitation, updatedAt, sitting } = state;
  const known = { invitation, updatedAt };
  switch (event.type) {
    case 'QuestionAsked':
      return {
        phase: 'asking',
        ...known,
        sitting: said(stood(charged(sitting, event.usedMs), event.questionId, 'asked'), event),
        open: { questionId: event.questionId, turnId: event.turnId, text: event.text },
      };
    case 'ClarificationAsked':
    case 'ClarificationGiven':
      return { ...state, sitting: said(sitting, event) };
    case 'AnswerGiven':
      if (state.phase !== 'asking') return null;
      return {
        phase: 'probing',
        ...known,
        sitting: said(stood(charged(sitting, event.usedMs), event.questionId, 'answered'), event),
        open: state.open,
        probe: null,
      };
    case 'QuestionSkipped':
      return nothingOpen(state, stood(charged(sitting, event.usedMs), event.questionId, 'skipped'));
    case 'ProbeAsked':
      if (state.phase !== 'probing') return null;
      return {
        ...state,
        sitting: said(sitting, event),
        probe: { probeId: event.probeId, turnId: event.turnId, text: event.text },
      };
    case 'ProbeOmitted':
      return nothingOpen(state, stood(sitting, event.questionId, 'settled'));
    case 'ProbeAnswered':
      return nothingOpen(state, said(stood(charged(sitting, event.usedMs), event.questionId, 'settled'), event));
    case 'ProbeSkipped':
      return nothingOpen(state, stood(charged(sitting, event.usedMs), event.questionId, 'settled'));
    case 'ScreenPaused':
      if (state.phase !== 'asking' && state.phase !== 'probing') return null;
      return {
        phase: 'paused',
        ...known,
        sitting: charged(sitting, event.usedMs),
        open: state.open,
        probe: state.phase === 'probing' ? state.probe : null,
      };
    case 'ScreenResumed': {
      if (state.phase !== 'paused') return null;
      const { open, probe } = state;
      return probe === null ? { phase: 'asking', ...known, sitting, open } : { phase: 'probing', ...known, sitting, open, probe };
    }
    case 'OutageCredited':
      return { ...state, sitting: { ...sitting, creditMs: sitting.creditMs + event.ms, credits: sitting.credits + 1 } };
    case 'TimeExpired':
      return { ...nothingOpen(state, charged(sitting, event.usedMs)), timeIsUp: true };
    case 'ReadOverOpened':
      return nothingOpen(state, charged(sitting, event.usedMs));
    case 'DeclarationGiven':
      return { ...state, sitting: { ...sitting, declaration: event.declaration } };
    case 'ScreenFinished':
      return {
        phase: 'finished',
        ...known,
        sitting: charged(sitting, event.usedMs),
        finish: { at: event.at, receipt: event.receipt },
      };
    default:
      return unreachable(event);
  }
}

function nothingOpen(state: SittingState, sitting: Sitting): WrappingState {
  const timeIsUp = state.phase === 'wrapping' && state.timeIsUp;
  return { phase: 'wrapping', invitation: state.invitation, updatedAt: state.updatedAt, sitting, timeIsUp };
}

function charged(sitting: Sitting, usedMs: number): Sitting {
  return { ...sitting, usedMs };
}

function stood(sitting: Sitting, questionId: string, standing: QuestionStanding): Sitting {
  return { ...sitting, standing: new Map(sitting.standing).set(questionId, standing) };
}

function said(sitting: Sitting, event: TurnEvent): Sitting {
  return { ...sitting, turns: [...sitting.turns, turnOf(event)] };
}
