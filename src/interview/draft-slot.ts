import type { ScreenState } from './screen-state.ts';
import { unreachable } from './unreachable.ts';

/**
 * Where a draft may be saved now (see DraftSlot), or null. A paused screen keeps its slot: the last keys before the pause may
 * arrive after it, and nothing typed is lost.
 */
export function openDraftSlot(state: ScreenState): string | null {
  switch (state.phase) {
    case 'noticed':
      return 'practice';
    case 'asking':
      return answerSlot(state.open.questionId);
    case 'probing':
      return state.probe === null ? null : probeSlot(state.open.questionId);
    case 'paused':
      return state.probe === null ? answerSlot(state.open.questionId) : probeSlot(state.open.questionId);
    case 'none':
    case 'invited':
    case 'ready':
    case 'wrapping':
    case 'finished':
    case 'graded':
    case 'reviewed':
    case 'closed':
      return null;
    default:
      return unreachable(state);
  }
}

export function answerSlot(questionId: string): string {
  return `answer:${questionId}`;
}

export function probeSlot(questionId: string): string {
  return `probe:${questionId}`;
}
