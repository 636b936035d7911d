import type { GraderStamp, JobPayload, ScreenEvent } from '#app/protocol/index.ts';
import { isReviewable, type KnownState, type ScreenState } from './screen-state.ts';
import { isAnswered } from './sitting.ts';
import { unreachable } from './unreachable.ts';

export interface Effect {
  /** Two effects with one key are one effect, for ever: a replay repeats nothing. */
  readonly dedupe: string;
  readonly payload: JobPayload;
}

export interface EffectSettings {
  /** Who grades each answer. */
  readonly graders: readonly GraderStamp['name'][];
}

/** What should happen because of one event. `stateAfter` is the state after it, or after the whole decision that it is part of. */
export function effectsOf(event: ScreenEvent, stateAfter: ScreenState, { graders }: EffectSettings): readonly Effect[] {
  if (stateAfter.phase === 'none') return [];
  const { screenId } = stateAfter.invitation;
  switch (event.type) {
    case 'ScreenInvited':
      return [mail(screenId, 'invite')];
    case 'AnswerGiven':
      return isProbing(stateAfter, event.questionId) && !event.autoSubmitted ? [chooseProbe(screenId, event.questionId)] : [];
    case 'ProbeAnswered':
    case 'ProbeSkipped':
    case 'ProbeOmitted':
      return graders.map((grader) => gradeAnswer(screenId, event.questionId, grader));
    case 'ScreenFinished':
      return [mail(screenId, 'receipt'), ...gradeEverything(stateAfter, graders)];
    // Outcomes that come after grading was complete change a report that may have been read already.
    case 'AnswerGraded':
    case 'AnswerRegraded':
    case 'GradingNeedsPerson':
    case 'GradingCompleted':
    case 'LevelOverridden':
    case 'DecisionMade':
      return isReviewable(stateAfter) ? [renderReport(screenId, stateAfter.review.changes)] : [];
    case 'ReportAttached':
      return isReviewable(stateAfter) && stateAfter.review.reports === 1 ? [mail(screenId, 'report-ready')] : [];
    case 'InviteOpened':
    case 'NoticeAcknowledged':
    case 'PracticeFinished':
    case 'ScreenStarted':
    case 'QuestionAsked':
    case 'ClarificationAsked':
    case 'ClarificationGiven':
    case 'QuestionSkipped':
    case 'ProbeAsked':
    case 'ScreenPaused':
    case 'ScreenResumed':
    case 'OutageCredited':
    case 'TimeExpired':
    case 'ReadOverOpened':
    case 'DeclarationGiven':
    case 'GradingPostponed':
    case 'ScreenClosed':
      return [];
    default:
      return unreachable(event);
  }
}

function isProbing(state: KnownState, questionId: string): boolean {
  return state.phase === 'probing' && state.open.questionId === questionId;
}

/** Mail carries the invite's first link; a renewed link is mailed by whoever renews it. */
function mail(screenId: string, kind: Extract<JobPayload, { kind: 'send-mail' }>['mail']): Effect {
  const linkGeneration = 1;
  const dedupe = kind === 'invite' ? `mail:${screenId}:${kind}:${linkGeneration}` : `mail:${screenId}:${kind}`;
  return { dedupe, payload: { kind: 'send-mail', screenId, mail: kind, linkGeneration } };
}

function chooseProbe(screenId: string, questionId: string): Effect {
  return { dedupe: `probe:${screenId}:${questionId}`, payload: { kind: 'choose-probe', screenId, questionId } };
}

function gradeAnswer(screenId: string, questionId: string, grader: GraderStamp['name']): Effect {
  return {
    dedupe: `grade:${screenId}:${questionId}:${grader}`,
    payload: { kind: 'grade-answer', screenId, questionId, grader },
  };
}

/** Graders that were switched on during the screen catch up here. */
function gradeEverything(state: KnownState, graders: readonly GraderStamp['name'][]): readonly Effect[] {
  if (!('sitting' in state) || state.sitting === null) return [];
  const { sitting, invitation } = state;
  return invitation.form.questions
    .filter(({ id }) => isAnswered(sitting, id))
    .flatMap(({ id }) => graders.map((grader) => gradeAnswer(invitation.screenId, id, grader)));
}

/** Keyed by the number of changes, so that each change is rendered once. */
function renderReport(screenId: string, changes: number): Effect {
  return { dedupe: `report:${screenId}:${changes}`, payload: { kind: 'render-report', screenId } };
}
