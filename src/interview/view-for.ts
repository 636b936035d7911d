import type { CandidateView } from '#app/protocol/index.ts';
import { chargedMs, isClockRunning, remainingMs } from './clock.ts';
import type { KnownState, OpenQuestion, ScreenState, SittingState } from './screen-state.ts';
import { answeredCount, isAnswered, placed, questionOf, sittingOf } from './sitting.ts';
import { unreachable } from './unreachable.ts';

export interface Viewer {
  readonly viewer: 'candidate';
  /** Active time used as of now, in milliseconds. */
  readonly usedMs: number;
}

/**
 * The only door out for candidates: every field is copied by name, so a new field of the state stays inside until it is let out
 * here. Throws in phase `none`, where there is nothing to see.
 */
export function viewFor(viewer: Viewer, state: ScreenState): CandidateView {
  switch (state.phase) {
    case 'none':
      throw new Error('there is no screen to view');
    case 'invited':
      return { phase: 'invited', ...common(viewer, state), notice: state.invitation.notice };
    case 'noticed':
      return { phase: 'noticed', ...common(viewer, state), practice: state.invitation.form.practice.prompt };
    case 'ready':
      return { phase: 'ready', ...common(viewer, state) };
    case 'asking':
      return { phase: 'asking', ...sittingPart(viewer, state), question: openQuestion(state, state.open) };
    case 'probing':
      return {
        phase: 'probing',
        ...sittingPart(viewer, state),
        question: openQuestion(state, state.open),
        probe: state.probe && { probeId: state.probe.probeId, text: state.probe.text, turnId: state.probe.turnId },
      };
    case 'paused':
      return { phase: 'paused', ...sittingPart(viewer, state) };
    case 'wrapping':
      return {
        phase: 'wrapping',
        ...sittingPart(viewer, state),
        timeIsUp: state.timeIsUp,
        declared: state.sitting.declaration !== null,
      };
    case 'finished':
    case 'graded':
    case 'reviewed':
      return {
        phase: 'finished',
        ...common(viewer, state),
        answered: answeredCount(state.sitting),
        receipt: state.finish.receipt,
        finishedAt: state.finish.at,
      };
    case 'closed':
      return { phase: 'closed', ...common(viewer, state), outcome: state.outcome };
    default:
      return unreachable(state);
  }
}

const MINUTE_MS = 60_000;

function common({ usedMs }: Viewer, state: KnownState) {
  const { role, company, contact, form, budgetMs, accommodations, aiPolicy, deadline } = state.invitation;
  return {
    role,
    company,
    contact,
    questionCount: form.questions.length,
    minutes: Math.round(budgetMs / MINUTE_MS),
    aiPolicy,
    clock: {
      budgetMs,
      remainingMs: Math.max(0, remainingMs(state, chargedMs(state, usedMs))),
      running: isClockRunning(state),
      shown: accommodations.clock === 'shown',
    },
    deadline,
  };
}

function sittingPart(viewer: Viewer, state: SittingState) {
  return { ...common(viewer, state), answered: answeredCount(sittingOf(state)), skipped: unanswered(state) };
}

/** Stands for the title of a question that was never asked: titles are seen with their questions, not before. */
const NOT_OPENED = 'Not opened yet';

/** What can be opened again: skipped questions, and in the read-over those never asked as well. */
function unanswered({ phase, sitting, invitation }: SittingState) {
  return placed(invitation.form)
    .filter(({ question: { id } }) => (phase === 'wrapping' ? !isAnswered(sitting, id) : sitting.standing.get(id) === 'skipped'))
    .map(({ question: { id, title }, number }) => ({
      questionId: id,
      number,
      title: sitting.standing.has(id) ? title : NOT_OPENED,
    }));
}

function openQuestion({ invitation }: KnownState, { questionId, turnId, text }: OpenQuestion) {
  const { question, number } = questionOf(invitation.form, questionId);
  return { questionId, number, title: question.title, kind: question.kind, minutes: question.minutes, text, turnId };
}
