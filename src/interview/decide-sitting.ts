import type { Command } from '#app/protocol/index.ts';
import { askClarification, returnToQuestion, skipQuestion, submitAnswer } from './commands/answering.ts';
import { postponeGrade, recordGrade, recordNeedsPerson } from './commands/grading.ts';
import { cancel } from './commands/inviting.ts';
import { creditOutage, expireTime, pause, resume } from './commands/keeping-time.ts';
import { acknowledgeNotice } from './commands/preparing.ts';
import { answerProbe, chooseProbe, skipProbe } from './commands/probing.ts';
import { declare, finish, readOver } from './commands/wrapping-up.ts';
import { alreadySo, type DecideContext, type Decision, rejected } from './decision.ts';
import type { SittingState } from './screen-state.ts';
import { unreachable } from './unreachable.ts';

/** Every command between the start of the screen and its hand-in. */
export function decideSitting(command: Exclude<Command, { type: 'screen.invite' }>, state: SittingState, context: DecideContext): Decision {
  switch (command.type) {
    case 'notice.acknowledge':
      return acknowledgeNotice(command, state, context);
    case 'invite.open':
    case 'practice.finish':
    case 'screen.start':
      return alreadySo;
    // A started screen is never ended by the deadline of the invite.
    case 'invite.expire':
      return alreadySo;
    case 'answer.submit':
      return submitAnswer(command, state, context);
    case 'answer.skip':
      return skipQuestion(command, state, context);
    case 'question.return':
      return returnToQuestion(command, state, context);
    case 'clarification.ask':
      return askClarification(command, state, context);
    case 'probe.choose':
      return chooseProbe(command, state, context);
    case 'probe.answer':
      return answerProbe(command, state, context);
    case 'probe.skip':
      return skipProbe(command, state, context);
    case 'screen.pause':
      return pause(state, context);
    case 'screen.resume':
      return resume(state, context);
    case 'outage.credit':
      return creditOutage(command, state, context);
    case 'time.expire':
      return expireTime(command, state, context);
    case 'screen.readOver':
      return readOver(state, context);
    case 'declaration.give':
      return declare(command, state, context);
    case 'screen.finish':
      return finish(state, context);
    case 'grade.record':
      return recordGrade(command, state, context);
    case 'grade.needsPerson':
      return recordNeedsPerson(command, state, context);
    case 'grade.postpone':
      return postponeGrade(command, state, context);
    case 'screen.cancel':
      return cancel(command, context);
    case 'grade.recordAgain':
    case 'report.attach':
    case 'level.override':
    case 'decision.make':
      return rejected('wrong_phase', 'the screen has not been handed in');
    default:
      return unreachable(command);
  }
}
