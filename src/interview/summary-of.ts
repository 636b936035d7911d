import type { ScreenStatus, ScreenSummary } from '#app/protocol/index.ts';
import { isReviewable, type KnownState, type ScreenState, type Sitting } from './screen-state.ts';
import { answeredCount, isAnswered, sittingOf } from './sitting.ts';
import { unreachable } from './unreachable.ts';

/** The row of the recruiter's list as of the event with seq `version`. Throws in phase `none`: there is no row before the invite. */
export function summaryOf(state: ScreenState, version: number): ScreenSummary {
  if (state.phase === 'none') throw new Error('there is no screen to list');
  const { screenId, candidateId, role, form, invitedAt, deadline } = state.invitation;
  return {
    screenId,
    candidateId,
    role,
    bank: form.bank.ref,
    status: statusOf(state),
    answered: answeredCount(sittingOf(state)),
    questionCount: form.questions.length,
    invitedAt,
    updatedAt: state.updatedAt,
    deadline,
    finishedAt: 'finish' in state ? state.finish.at : null,
    hasPdf: isReviewable(state) && state.review.report !== null && state.review.report.files.pdf !== null,
    decision: state.phase === 'reviewed' ? state.decision : null,
    version,
  };
}

function statusOf(state: KnownState): ScreenStatus {
  switch (state.phase) {
    case 'invited':
      return state.opened ? 'opened' : 'invited';
    case 'noticed':
    case 'ready':
      return 'opened';
    case 'asking':
    case 'probing':
    case 'wrapping':
      return 'in-progress';
    case 'paused':
      return 'paused';
    case 'finished':
      return state.sitting.postponed.length > 0 ? 'waiting-for-budget' : 'grading';
    case 'graded':
      if (needsPerson(state.sitting)) return 'needs-person';
      return state.review.report === null ? 'grading' : 'report-ready';
    case 'reviewed':
      return 'decided';
    case 'closed':
      return state.outcome;
    default:
      return unreachable(state);
  }
}

/** Some answer has no grade at all: shown at once, and never taken for a low one. */
function needsPerson(sitting: Sitting): boolean {
  const graded = new Set(sitting.outcomes.filter(({ kind }) => kind === 'graded').map(({ questionId }) => questionId));
  return [...sitting.standing.keys()].some((id) => isAnswered(sitting, id) && !graded.has(id));
}
