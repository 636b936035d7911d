import type { CriterionResult } from '#app/protocol/index.ts';
import { accepted, type CommandOf, type DecideContext, type Decision, rejected, stamp } from '../decision.ts';
import type { GradedState, ReviewedState, Sitting } from '../screen-state.ts';

/** Overrides append: the machine's level stays, and `from` always names it, also when an earlier override is overridden. */
export function overrideLevel(command: CommandOf<'level.override'>, state: GradedState | ReviewedState, context: DecideContext): Decision {
  const { questionId, criterion, to, reason } = command;
  const result = machineResult(state.sitting, questionId, criterion);
  if (result === undefined) return rejected('unknown_criterion');
  const from = result.outcome.kind === 'level' ? result.outcome.level : null;
  return accepted({ type: 'LevelOverridden', ...stamp(context), questionId, criterion, from, to, reason });
}

export function makeDecision({ decision, reason }: CommandOf<'decision.make'>, context: DecideContext): Decision {
  return accepted({ type: 'DecisionMade', ...stamp(context), decision, reason });
}

/** The level that the report shows: of the newest grade made again, else claude's, else the offline grader's. */
function machineResult(sitting: Sitting, questionId: string, criterion: string): CriterionResult | undefined {
  const ofGrader = (grader: 'claude' | 'offline') =>
    sitting.outcomes
      .flatMap((one) => (one.kind === 'graded' && one.questionId === questionId && one.grader === grader ? one.criteria : []))
      .find((result) => result.criterion === criterion);
  const again = sitting.regrades.findLast((one) => one.questionId === questionId);
  return again?.criteria.find((result) => result.criterion === criterion) ?? ofGrader('claude') ?? ofGrader('offline');
}
