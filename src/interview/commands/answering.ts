import { chargedMs, isGraceOver, isTimeOver } from '../clock.ts';
import { accepted, alreadySo, type CommandOf, type DecideContext, type Decision, rejected, stamp } from '../decision.ts';
import { matchClarification } from '../match-clarification.ts';
import { andThen, ask, moveOn } from '../move-on.ts';
import type { SittingState } from '../screen-state.ts';
import { findQuestion, isAnswered, questionOf } from '../sitting.ts';
import { nextTurnId, turnsOfQuestion } from '../turns.ts';
import { refuseElsewhere, refuseHandIn } from './refusals.ts';

/** For one question: knowing what to ask is part of the answer, so guesses are limited. */
const MAX_CLARIFICATIONS = 3;

const STATE_AN_ASSUMPTION =
  'I have nothing prepared that answers this. Please state the assumption that you find most sensible, and go on from there.';

/** In the grace, when the time is already over, the answer counts but no probe follows. */
export function submitAnswer(command: CommandOf<'answer.submit'>, state: SittingState, context: DecideContext): Decision {
  if (state.phase !== 'asking') return refuseHandIn(state);
  if (command.questionId !== state.open.questionId) return rejected('not_current');
  const usedMs = chargedMs(state, context.usedMs);
  if (isGraceOver(state, usedMs, context.roundTripMs)) return rejected('out_of_time');
  if (command.text.trim() === '') return rejected('empty_answer');
  const { questionId, text } = command;
  const turnId = nextTurnId(state.sitting);
  const answer = { type: 'AnswerGiven', ...stamp(context), questionId, turnId, text, usedMs, autoSubmitted: false } as const;
  if (!isTimeOver(state, usedMs)) return accepted(answer);
  const omitted = { type: 'ProbeOmitted', ...stamp(context), questionId, reason: 'out-of-time' } as const;
  return accepted(...andThen(state, [answer, omitted], (after) => moveOn(after, context)));
}

export function skipQuestion(command: CommandOf<'answer.skip'>, state: SittingState, context: DecideContext): Decision {
  if (state.phase !== 'asking') return refuseHandIn(state);
  if (command.questionId !== state.open.questionId) return rejected('not_current');
  const usedMs = chargedMs(state, context.usedMs);
  if (isTimeOver(state, usedMs)) return rejected('out_of_time');
  const skipped = { type: 'QuestionSkipped', ...stamp(context), questionId: command.questionId, usedMs } as const;
  return accepted(...andThen(state, [skipped], (after) => moveOn(after, context)));
}

/**
 * Opens a skipped question again, or from the read-over one that was never asked. Leaving an open question skips it. A question
 * that cannot be opened and one that does not exist are refused alike, so that ids cannot be guessed.
 */
export function returnToQuestion(command: CommandOf<'question.return'>, state: SittingState, context: DecideContext): Decision {
  if (state.phase !== 'asking' && state.phase !== 'wrapping') return refuseElsewhere(state);
  const target = findQuestion(state.invitation.form, command.questionId);
  if (target === undefined || isAnswered(state.sitting, target.question.id)) return rejected('not_current');
  const usedMs = chargedMs(state, context.usedMs);
  if (isTimeOver(state, usedMs)) return rejected('out_of_time');
  if (state.phase === 'wrapping') return accepted(ask(target, state, context));
  if (target.question.id === state.open.questionId) return alreadySo;
  if (!state.sitting.standing.has(target.question.id)) return rejected('not_current');
  const left = { type: 'QuestionSkipped', ...stamp(context), questionId: state.open.questionId, usedMs } as const;
  return accepted(...andThen(state, [left], (after) => [ask(target, after, context)]));
}

export function askClarification(command: CommandOf<'clarification.ask'>, state: SittingState, context: DecideContext): Decision {
  if (state.phase !== 'asking') return refuseElsewhere(state);
  if (command.questionId !== state.open.questionId) return rejected('not_current');
  if (isTimeOver(state, chargedMs(state, context.usedMs))) return rejected('out_of_time');
  const { questionId, text } = command;
  const requests = turnsOfQuestion(state, questionId).filter((turn) => turn.kind === 'clarification-request').length;
  if (requests >= MAX_CLARIFICATIONS) {
    return rejected('wrong_phase', `at most ${MAX_CLARIFICATIONS} clarifications for one question; state an assumption and go on`);
  }
  const { clarifications } = questionOf(state.invitation.form, questionId).question;
  const clarification = matchClarification(text, clarifications);
  const says = (clarification === null ? undefined : clarifications[clarification]?.says) ?? STATE_AN_ASSUMPTION;
  const asked = { type: 'ClarificationAsked', ...stamp(context), questionId, turnId: nextTurnId(state.sitting), text } as const;
  return accepted(
    ...andThen(state, [asked], ({ sitting }) => [
      { type: 'ClarificationGiven', ...stamp(context), questionId, turnId: nextTurnId(sitting), text: says, clarification },
    ]),
  );
}
