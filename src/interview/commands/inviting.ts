import { accepted, alreadySo, type CommandOf, type DecideContext, type Decision, rejected, stamp } from '../decision.ts';
import type { KnownState, ScreenState, WaitingState } from '../screen-state.ts';

const MINUTE_MS = 60_000;

/** The budget is the form's minutes times the accommodation, rounded to whole milliseconds. */
export function invite(command: CommandOf<'screen.invite'>, state: ScreenState, context: DecideContext): Decision {
  if (state.phase !== 'none') return inviteAgain(command, state);
  const { type: _type, ...invitation } = command;
  const budgetMs = Math.round(command.form.minutes * MINUTE_MS * command.accommodations.timeMultiplier);
  return accepted({ type: 'ScreenInvited', ...stamp(context), ...invitation, budgetMs });
}

function inviteAgain(command: CommandOf<'screen.invite'>, { invitation }: KnownState): Decision {
  const same = command.screenId === invitation.screenId && command.candidateId === invitation.candidateId;
  return same ? alreadySo : rejected('command_id_reused', 'this screen id belongs to another invite');
}

export function cancel(command: CommandOf<'screen.cancel'>, context: DecideContext): Decision {
  return accepted({ type: 'ScreenClosed', ...stamp(context), outcome: 'cancelled', reason: command.reason });
}

/** Only a screen that was not started can expire; before the deadline there is nothing to do. */
export function expireInvite(state: WaitingState, context: DecideContext): Decision {
  if (!isPastDeadline(state, context)) return alreadySo;
  return accepted({
    type: 'ScreenClosed',
    ...stamp(context),
    outcome: 'expired',
    reason: 'The deadline passed before the screen was started.',
  });
}

/** Compared as moments: two IsoTimes may differ in how many decimals they write. */
export function isPastDeadline(state: WaitingState, context: DecideContext): boolean {
  return Date.parse(context.at) > Date.parse(state.invitation.deadline);
}
