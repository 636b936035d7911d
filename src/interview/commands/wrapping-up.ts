import type { Declaration, ScreenEvent } from '#app/protocol/index.ts';
import { chargedMs, isTimeOver } from '../clock.ts';
import { accepted, alreadySo, type CommandOf, type DecideContext, type Decision, rejected, stamp } from '../decision.ts';
import { andThen, openReadOver } from '../move-on.ts';
import type { SittingState } from '../screen-state.ts';
import { answeredCount, isAnswered, isGraded } from '../sitting.ts';
import { probeSkipped } from './probing.ts';
import { refuseElsewhere } from './refusals.ts';

/** Always possible from an open question or an asked probe: it skips what is open. Questions never asked stay so and can be opened. */
export function readOver(state: SittingState, context: DecideContext): Decision {
  if (state.phase === 'wrapping') return alreadySo;
  if (state.phase === 'paused' || (state.phase === 'probing' && state.probe === null)) return refuseElsewhere(state);
  const usedMs = chargedMs(state, context.usedMs);
  if (isTimeOver(state, usedMs)) return rejected('out_of_time');
  const { questionId } = state.open;
  const left: ScreenEvent =
    state.phase === 'probing' && state.probe !== null
      ? probeSkipped(state, state.probe, { usedMs, context })
      : { type: 'QuestionSkipped', ...stamp(context), questionId, usedMs };
  return accepted(...andThen(state, [left], (after) => openReadOver(after, context)));
}

/** May be changed until the screen is handed in. */
export function declare({ declaration }: CommandOf<'declaration.give'>, state: SittingState, context: DecideContext): Decision {
  if (state.phase !== 'wrapping') return rejected('wrong_phase', 'the declaration belongs to the read-over');
  const { declaration: given } = state.sitting;
  return given !== null && isSame(given, declaration) ? alreadySo : accepted({ type: 'DeclarationGiven', ...stamp(context), declaration });
}

export function finish(state: SittingState, context: DecideContext): Decision {
  if (state.phase !== 'wrapping') return rejected('wrong_phase', 'the screen is handed in from the read-over');
  const { sitting, invitation } = state;
  if (invitation.aiPolicy !== 'closed' && sitting.declaration === null) return rejected('wrong_phase', 'the declaration comes first');
  const finished: ScreenEvent = {
    type: 'ScreenFinished',
    ...stamp(context),
    receipt: receiptOf(invitation.screenId),
    answered: answeredCount(sitting),
    unanswered: invitation.form.questions.map(({ id }) => id).filter((id) => !isAnswered(sitting, id)),
    usedMs: sitting.usedMs,
  };
  return isGraded(sitting) ? accepted(finished, { type: 'GradingCompleted', ...stamp(context) }) : accepted(finished);
}

/** The last eight hexadecimal digits of the screen's id, `1A2B-3C4D`: short enough to read out, and not enough to open anything. */
function receiptOf(screenId: string): string {
  const digits = screenId.replaceAll('-', '').slice(-8).toUpperCase();
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

function isSame(one: Declaration, other: Declaration): boolean {
  return (
    one.usedAi === other.usedAi && one.delegated === other.delegated && one.rejected === other.rejected && one.checked === other.checked
  );
}
