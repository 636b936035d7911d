import { accepted, alreadySo, type CommandOf, type DecideContext, type Decision, rejected, stamp } from '../decision.ts';
import { andThen, moveOn } from '../move-on.ts';
import type { KnownState, WaitingState } from '../screen-state.ts';

export function openInvite(state: WaitingState, context: DecideContext): Decision {
  if (state.phase !== 'invited' || state.opened) return alreadySo;
  return accepted({ type: 'InviteOpened', ...stamp(context) });
}

/** The hash is the candidate's proof of which text they read: another one than the invite's is never acknowledged. */
export function acknowledgeNotice(command: CommandOf<'notice.acknowledge'>, state: KnownState, context: DecideContext): Decision {
  if (command.noticeHash !== state.invitation.notice.hash) return rejected('notice_changed');
  if (state.phase !== 'invited') return alreadySo;
  const { version, hash } = state.invitation.notice;
  return accepted({ type: 'NoticeAcknowledged', ...stamp(context), notice: { version, hash } });
}

/** The practice text is never graded and no turn of the transcript, so it may be blank. */
export function finishPractice(command: CommandOf<'practice.finish'>, state: WaitingState, context: DecideContext): Decision {
  if (state.phase === 'invited') return rejected('wrong_phase', 'the notice comes first');
  if (state.phase === 'ready') return alreadySo;
  return accepted({ type: 'PracticeFinished', ...stamp(context), text: command.text });
}

export function start(state: WaitingState, context: DecideContext): Decision {
  if (state.phase !== 'ready') return rejected('wrong_phase', 'the notice and the practice question come first');
  return accepted(...andThen(state, [{ type: 'ScreenStarted', ...stamp(context) }], (after) => moveOn(after, context)));
}
