import type { ScreenEvent } from '#app/protocol/index.ts';
import { isTimeOver } from './clock.ts';
import { type DecideContext, stamp } from './decision.ts';
import { evolve } from './evolve.ts';
import { isSitting, type ScreenState, type SittingState } from './screen-state.ts';
import { type PlacedQuestion, placed } from './sitting.ts';
import { nextTurnId } from './turns.ts';

/** The question put to the candidate, verbatim. */
export function ask({ question, number }: PlacedQuestion, state: SittingState, context: DecideContext): ScreenEvent {
  return {
    type: 'QuestionAsked',
    ...stamp(context),
    questionId: question.id,
    turnId: nextTurnId(state.sitting),
    number,
    text: question.prompt,
    again: state.sitting.standing.has(question.id),
    usedMs: state.sitting.usedMs,
  };
}

/** The read-over, after the end of the time when that is what leads to it. */
export function openReadOver(state: SittingState, context: DecideContext): readonly ScreenEvent[] {
  const { usedMs } = state.sitting;
  const readOver: ScreenEvent = { type: 'ReadOverOpened', ...stamp(context), usedMs };
  return isTimeOver(state, usedMs) ? [{ type: 'TimeExpired', ...stamp(context), usedMs }, readOver] : [readOver];
}

/** What follows when nothing is open: the first question that was never asked, otherwise the read-over. */
export function moveOn(state: SittingState, context: DecideContext): readonly ScreenEvent[] {
  const unasked = placed(state.invitation.form).find(({ question }) => !state.sitting.standing.has(question.id));
  if (unasked === undefined || isTimeOver(state, state.sitting.usedMs)) return openReadOver(state, context);
  return [ask(unasked, state, context)];
}

/** `events`, and then whatever `follows` says to the state they lead to. */
export function andThen(
  state: ScreenState,
  events: readonly ScreenEvent[],
  follows: (after: SittingState) => readonly ScreenEvent[],
): readonly ScreenEvent[] {
  const after = events.reduce(evolve, state);
  if (!isSitting(after)) throw new Error(`nothing is asked in phase ${after.phase}`);
  return [...events, ...follows(after)];
}
