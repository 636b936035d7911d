import type { EventOf } from '#app/protocol/index.ts';
import { type GradingOutcome, isReviewable, type Review, type SeatedState } from './screen-state.ts';
import { unreachable } from './unreachable.ts';

export type ReviewEvent = EventOf<
  | 'AnswerGraded'
  | 'GradingPostponed'
  | 'AnswerRegraded'
  | 'GradingNeedsPerson'
  | 'GradingCompleted'
  | 'ReportAttached'
  | 'LevelOverridden'
  | 'DecisionMade'
>;

/** The state after grading, a report or a review; null when the event cannot stand here. */
export function evolveReview(state: SeatedState, event: ReviewEvent): SeatedState | null {
  switch (event.type) {
    case 'AnswerGraded':
      return withOutcome(state, {
        kind: 'graded',
        questionId: event.grade.questionId,
        grader: event.grade.grader.name,
        criteria: event.grade.criteria,
      });
    case 'GradingPostponed': {
      const { questionId, grader, until } = event;
      const postponed = [...othersOf(state.sitting.postponed, event), { questionId, grader, until }];
      return { ...state, sitting: { ...state.sitting, postponed } };
    }
    case 'AnswerRegraded': {
      if (!isReviewable(state)) return null;
      const { questionId, grader, criteria } = event.grade;
      const regrades = [...state.sitting.regrades, { run: event.run, questionId, criteria }];
      return withOutcome(
        { ...state, sitting: { ...state.sitting, regrades } },
        { kind: 'graded', questionId, grader: grader.name, criteria },
      );
    }
    case 'GradingNeedsPerson':
      return withOutcome(state, {
        kind: 'needs-person',
        questionId: event.questionId,
        grader: event.grader,
        reason: event.reason,
      });
    case 'GradingCompleted':
      if (state.phase !== 'finished') return null;
      return { ...state, phase: 'graded', review: { changes: 1, reports: 0, report: null } };
    case 'ReportAttached':
      if (!isReviewable(state)) return null;
      return {
        ...state,
        review: {
          ...state.review,
          reports: state.review.reports + 1,
          report: { documentHash: event.documentHash, files: event.files },
        },
      };
    case 'LevelOverridden':
      return isReviewable(state) ? { ...state, review: changed(state.review) } : null;
    case 'DecisionMade':
      return isReviewable(state) ? { ...state, phase: 'reviewed', review: changed(state.review), decision: event.decision } : null;
    default:
      return unreachable(event);
  }
}

/** The newest outcome of a grader stands in place of its earlier one. */
function withOutcome(state: SeatedState, outcome: GradingOutcome): SeatedState {
  const { outcomes, postponed } = state.sitting;
  const sitting = { ...state.sitting, outcomes: [...othersOf(outcomes, outcome), outcome], postponed: othersOf(postponed, outcome) };
  return isReviewable(state) ? { ...state, sitting, review: changed(state.review) } : { ...state, sitting };
}

/** Everything about another question or by another grader. */
function othersOf<T extends Pick<GradingOutcome, 'questionId' | 'grader'>>(
  all: readonly T[],
  { questionId, grader }: Pick<GradingOutcome, 'questionId' | 'grader'>,
): readonly T[] {
  return all.filter((one) => one.questionId !== questionId || one.grader !== grader);
}

function changed(review: Review): Review {
  return { ...review, changes: review.changes + 1 };
}
