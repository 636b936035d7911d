import type { ScreenEvent } from '#app/protocol/index.ts';
import { chargedMs, isGraceOver, isTimeOver } from '../clock.ts';
import { accepted, alreadySo, type CommandOf, type DecideContext, type Decision, rejected, stamp } from '../decision.ts';
import { andThen, moveOn } from '../move-on.ts';
import type { OpenProbe, ProbingState, SittingState } from '../screen-state.ts';
import { questionOf } from '../sitting.ts';
import { nextTurnId } from '../turns.ts';
import { refuseHandIn } from './refusals.ts';

/** A choice that comes late, for a question that has moved on, changes nothing. */
export function chooseProbe(command: CommandOf<'probe.choose'>, state: SittingState, context: DecideContext): Decision {
  if (state.phase !== 'probing' || state.probe !== null || command.questionId !== state.open.questionId) return alreadySo;
  const { questionId, choice } = command;
  if (choice.kind === 'omit') {
    const omitted = { type: 'ProbeOmitted', ...stamp(context), questionId, reason: choice.reason } as const;
    return accepted(...andThen(state, [omitted], (after) => moveOn(after, context)));
  }
  const { question } = questionOf(state.invitation.form, questionId);
  const probe = question.probes.find(({ id }) => id === choice.probeId);
  if (probe === undefined) return rejected('bad_request', `${questionId} has no probe ${choice.probeId}`);
  return accepted({
    type: 'ProbeAsked',
    ...stamp(context),
    questionId,
    probeId: probe.id,
    turnId: nextTurnId(state.sitting),
    text: probe.ask,
    aims: probe.aims,
    chosenBy: choice.chosenBy,
    why: choice.why,
  });
}

export function answerProbe(command: CommandOf<'probe.answer'>, state: SittingState, context: DecideContext): Decision {
  if (state.phase !== 'probing') return refuseHandIn(state);
  if (!isOpen(command, state)) return rejected('not_current');
  const usedMs = chargedMs(state, context.usedMs);
  if (isGraceOver(state, usedMs, context.roundTripMs)) return rejected('out_of_time');
  if (command.text.trim() === '') return rejected('empty_answer');
  const { questionId, probeId, text } = command;
  const turnId = nextTurnId(state.sitting);
  const answered = { type: 'ProbeAnswered', ...stamp(context), questionId, probeId, turnId, text, usedMs, autoSubmitted: false } as const;
  return accepted(...andThen(state, [answered], (after) => moveOn(after, context)));
}

export function skipProbe(command: CommandOf<'probe.skip'>, state: SittingState, context: DecideContext): Decision {
  if (state.phase !== 'probing') return refuseHandIn(state);
  if (!isOpen(command, state)) return rejected('not_current');
  const usedMs = chargedMs(state, context.usedMs);
  if (isTimeOver(state, usedMs)) return rejected('out_of_time');
  return accepted(...andThen(state, [probeSkipped(state, command, { usedMs, context })], (after) => moveOn(after, context)));
}

export function probeSkipped(
  { open }: ProbingState,
  { probeId }: Pick<OpenProbe, 'probeId'>,
  { usedMs, context }: { usedMs: number; context: DecideContext },
): ScreenEvent {
  return { type: 'ProbeSkipped', ...stamp(context), questionId: open.questionId, probeId, usedMs };
}

function isOpen({ questionId, probeId }: CommandOf<'probe.answer' | 'probe.skip'>, { open, probe }: ProbingState): boolean {
  return open.questionId === questionId && probe?.probeId === probeId;
}
