import type { Command } from '#app/protocol/index.ts';
import { attachReport, postponeGrade, recordGrade, recordGradeAgain, recordNeedsPerson } from './commands/grading.ts';
import { makeDecision, overrideLevel } from './commands/reviewing.ts';
import { alreadySo, type DecideContext, type Decision, rejected } from './decision.ts';
import { isReviewable, type OverState } from './screen-state.ts';
import { unreachable } from './unreachable.ts';

/** Every command once the candidate can do nothing more: handed in, or closed. */
export function decideOver(command: Exclude<Command, { type: 'screen.invite' }>, state: OverState, context: DecideContext): Decision {
  switch (command.type) {
    case 'notice.acknowledge':
    case 'practice.finish':
    case 'screen.start':
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
      return over(state);
    // The link still opens, so that the receipt can be read again; timers and the probe come too late to matter.
    case 'invite.open':
    case 'invite.expire':
    case 'probe.choose':
    case 'outage.credit':
    case 'time.expire':
      return alreadySo;
    case 'screen.cancel':
      return state.phase === 'closed' && state.outcome === 'cancelled' ? alreadySo : over(state);
    // Grading of a screen that was cancelled meanwhile has nobody to read it.
    case 'grade.record':
      return state.phase === 'closed' ? alreadySo : recordGrade(command, state, context);
    case 'grade.needsPerson':
      return state.phase === 'closed' ? alreadySo : recordNeedsPerson(command, state, context);
    case 'grade.postpone':
      return state.phase === 'closed' ? alreadySo : postponeGrade(command, state, context);
    case 'grade.recordAgain':
      return isReviewable(state) ? recordGradeAgain(command, state, context) : rejected('wrong_phase', 'grading is not complete');
    case 'report.attach':
      return isReviewable(state) ? attachReport(command, state, context) : rejected('wrong_phase', 'grading is not complete');
    case 'level.override':
      return isReviewable(state) ? overrideLevel(command, state, context) : notReviewable(state);
    case 'decision.make':
      return isReviewable(state) ? makeDecision(command, context) : notReviewable(state);
    default:
      return unreachable(command);
  }
}

function over(state: OverState): Decision {
  return rejected(state.phase === 'closed' && state.outcome === 'expired' ? 'invite_expired' : 'screen_over');
}

function notReviewable(state: OverState): Decision {
  return state.phase === 'closed' ? over(state) : rejected('report_not_ready');
}
