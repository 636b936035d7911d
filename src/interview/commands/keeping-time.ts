import { MAX_OUTAGE_CREDIT_MS, MAX_OUTAGE_CREDITS, type ScreenEvent } from '#app/protocol/index.ts';
import { chargedMs, isClockRunning, isTimeOver } from '../clock.ts';
import { accepted, alreadySo, type CommandOf, type DecideContext, type Decision, rejected, stamp } from '../decision.ts';
import { andThen, openReadOver } from '../move-on.ts';
import type { AskingState, ProbingState, SittingState } from '../screen-state.ts';
import { nextTurnId } from '../turns.ts';
import { probeSkipped } from './probing.ts';
import { refuseElsewhere } from './refusals.ts';

export function pause(state: SittingState, context: DecideContext): Decision {
  if (state.phase === 'paused') return alreadySo;
  if (!isClockRunning(state)) return refuseElsewhere(state);
  const usedMs = chargedMs(state, context.usedMs);
  if (isTimeOver(state, usedMs)) return rejected('out_of_time');
  return accepted({ type: 'ScreenPaused', ...stamp(context), usedMs });
}

export function resume(state: SittingState, context: DecideContext): Decision {
  if (state.phase !== 'paused') return alreadySo;
  return accepted({ type: 'ScreenResumed', ...stamp(context) });
}

/** Given only while the clock runs, since otherwise the outage cost nothing. */
export function creditOutage(command: CommandOf<'outage.credit'>, state: SittingState, context: DecideContext): Decision {
  if (!isClockRunning(state) || state.sitting.credits >= MAX_OUTAGE_CREDITS) return alreadySo;
  return accepted({ type: 'OutageCredited', ...stamp(context), ms: Math.min(command.ms, MAX_OUTAGE_CREDIT_MS) });
}

/** Hands in the draft of what is open, or skips it when the draft is blank, and opens the read-over. */
export function expireTime(command: CommandOf<'time.expire'>, state: SittingState, context: DecideContext): Decision {
  if (state.phase !== 'asking' && state.phase !== 'probing') return alreadySo;
  if (!isClockRunning(state)) return alreadySo;
  const usedMs = chargedMs(state, context.usedMs);
  if (!isTimeOver(state, usedMs)) return alreadySo;
  const handedIn = handIn(command.draft, state, { usedMs, context });
  return accepted(...andThen(state, handedIn, (after) => openReadOver(after, context)));
}

type Moment = { readonly usedMs: number; readonly context: DecideContext };

function handIn(draft: string, state: AskingState | ProbingState, moment: Moment): readonly ScreenEvent[] {
  return state.phase === 'asking' ? handInAnswer(draft, state, moment) : handInProbe(draft, state, moment);
}

function handInAnswer(draft: string, { open: { questionId }, sitting }: AskingState, { usedMs, context }: Moment): readonly ScreenEvent[] {
  if (draft.trim() === '') return [{ type: 'QuestionSkipped', ...stamp(context), questionId, usedMs }];
  const turnId = nextTurnId(sitting);
  return [
    { type: 'AnswerGiven', ...stamp(context), questionId, turnId, text: draft, usedMs, autoSubmitted: true },
    { type: 'ProbeOmitted', ...stamp(context), questionId, reason: 'out-of-time' },
  ];
}

function handInProbe(draft: string, state: ProbingState, { usedMs, context }: Moment): readonly ScreenEvent[] {
  const { open, probe, sitting } = state;
  if (probe === null) return [];
  if (draft.trim() === '') return [probeSkipped(state, probe, { usedMs, context })];
  const { questionId } = open;
  const { probeId } = probe;
  const turnId = nextTurnId(sitting);
  return [{ type: 'ProbeAnswered', ...stamp(context), questionId, probeId, turnId, text: draft, usedMs, autoSubmitted: true }];
}
