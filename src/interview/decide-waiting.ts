import type { Command } from '#app/protocol/index.ts';
import { cancel, expireInvite, isPastDeadline } from './commands/inviting.ts';
import { acknowledgeNotice, finishPractice, openInvite, start } from './commands/preparing.ts';
import { alreadySo, type DecideContext, type Decision, rejected } from './decision.ts';
import type { WaitingState } from './screen-state.ts';
import { unreachable } from './unreachable.ts';

/** Every command before the start of the screen. */
export function decideWaiting(command: Exclude<Command, { type: 'screen.invite' }>, state: WaitingState, context: DecideContext): Decision {
  switch (command.type) {
    case 'invite.open':
      return isPastDeadline(state, context) ? rejected('invite_expired') : openInvite(state, context);
    case 'notice.acknowledge':
      return isPastDeadline(state, context) ? rejected('invite_expired') : acknowledgeNotice(command, state, context);
    case 'practice.finish':
      return isPastDeadline(state, context) ? rejected('invite_expired') : finishPractice(command, state, context);
    case 'screen.start':
      return isPastDeadline(state, context) ? rejected('invite_expired') : start(state, context);
    case 'invite.expire':
      return expireInvite(state, context);
    case 'screen.cancel':
      return cancel(command, context);
    case 'probe.choose':
    case 'outage.credit':
    case 'time.expire':
      return alreadySo;
    case 'answer.submit':
    case 'answer.skip':
    case 'question.return':
    case 'clarification.ask':
    case 'probe.answer':
    case 'probe.skip':
    case 'screen.pause':
    case 'screen.resume':
    case 'screen.readOver':
    case 'declaration.give':
    case 'screen.finish':
    case 'grade.record':
    case 'grade.needsPerson':
    case 'grade.postpone':
    case 'grade.recordAgain':
    case 'report.attach':
    case 'level.override':
    case 'decision.make':
      return rejected('wrong_phase', 'the screen has not been started');
    default:
      return unreachable(command);
  }
}
