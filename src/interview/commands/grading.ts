import type { ScreenEvent } from '#app/protocol/index.ts';
import { accepted, alreadySo, type CommandOf, type DecideContext, type Decision, rejected, stamp } from '../decision.ts';
import { evolve } from '../evolve.ts';
import type { GradedState, GradingOutcome, ReviewedState, SeatedState } from '../screen-state.ts';
import { findQuestion, isGraded } from '../sitting.ts';

/** One grade per question and grader; a grade that comes after "needs a person" takes its place. */
export function recordGrade({ grade }: CommandOf<'grade.record'>, state: SeatedState, context: DecideContext): Decision {
  const refusal = refuseOutcome(grade.questionId, state);
  if (refusal !== null) return refusal;
  if (outcomeOf(state, grade.questionId, grade.grader.name)?.kind === 'graded') return alreadySo;
  return accepted(...andComplete(state, { type: 'AnswerGraded', ...stamp(context), grade }, context));
}

export function recordNeedsPerson(command: CommandOf<'grade.needsPerson'>, state: SeatedState, context: DecideContext): Decision {
  const refusal = refuseOutcome(command.questionId, state);
  if (refusal !== null) return refusal;
  const { questionId, grader, reason, detail } = command;
  if (outcomeOf(state, questionId, grader) !== undefined) return alreadySo;
  const needsPerson = { type: 'GradingNeedsPerson', ...stamp(context), questionId, grader, reason, detail } as const;
  return accepted(...andComplete(state, needsPerson, context));
}

/** The day's budget is spent: said once for each day, and only while there is no outcome. */
export function postponeGrade(command: CommandOf<'grade.postpone'>, state: SeatedState, context: DecideContext): Decision {
  const refusal = refuseOutcome(command.questionId, state);
  if (refusal !== null) return refusal;
  const { questionId, grader, reason, until } = command;
  const said = state.sitting.postponed.some((one) => one.questionId === questionId && one.grader === grader && one.until === until);
  if (said || outcomeOf(state, questionId, grader) !== undefined) return alreadySo;
  return accepted({ type: 'GradingPostponed', ...stamp(context), questionId, grader, reason, until });
}

/** A later grade of an answer whose grading is complete. The earlier one stays in the log; one run grades an answer once. */
export function recordGradeAgain(
  { grade, run }: CommandOf<'grade.recordAgain'>,
  state: GradedState | ReviewedState,
  context: DecideContext,
): Decision {
  const refusal = refuseOutcome(grade.questionId, state);
  if (refusal !== null) return refusal;
  const done = state.sitting.regrades.some((one) => one.run === run && one.questionId === grade.questionId);
  return done ? alreadySo : accepted({ type: 'AnswerRegraded', ...stamp(context), grade, run });
}

/** Attaching what is attached changes nothing; the same document with another set of files (a PDF drawn at last) is a change. */
export function attachReport(
  { documentHash, files }: CommandOf<'report.attach'>,
  state: GradedState | ReviewedState,
  context: DecideContext,
): Decision {
  const { report } = state.review;
  const same = report?.documentHash === documentHash && report.files.json === files.json && report.files.pdf === files.pdf;
  return same ? alreadySo : accepted({ type: 'ReportAttached', ...stamp(context), documentHash, files });
}

/** Only what is settled can be graded: an answer whose probe is still open may grow. */
function refuseOutcome(questionId: string, state: SeatedState): Decision | null {
  if (findQuestion(state.invitation.form, questionId) === undefined) return rejected('not_found', `the form has no question ${questionId}`);
  if (state.sitting.standing.get(questionId) !== 'settled') return rejected('wrong_phase', `${questionId} has no settled answer`);
  return null;
}

function outcomeOf(state: SeatedState, questionId: string, grader: GradingOutcome['grader']): GradingOutcome | undefined {
  return state.sitting.outcomes.find((one) => one.questionId === questionId && one.grader === grader);
}

/** The outcome, and the end of grading when the screen is handed in and this was the last one missing. */
function andComplete(state: SeatedState, outcome: ScreenEvent, context: DecideContext): readonly ScreenEvent[] {
  const after = evolve(state, outcome);
  if (after.phase !== 'finished' || !isGraded(after.sitting)) return [outcome];
  return [outcome, { type: 'GradingCompleted', ...stamp(context) }];
}
