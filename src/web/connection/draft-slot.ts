import type { CandidateCommand } from '#app/protocol/index.ts';
import { unreachable } from '../parts/unreachable.ts';

export const PRACTICE_SLOT = 'practice';
export const answerSlot = (questionId: string): string => `answer:${questionId}`;
export const probeSlot = (questionId: string): string => `probe:${questionId}`;

/** The draft that a command hands in or gives up; null for a command that leaves drafts as they are. */
export function slotUsedBy(command: CandidateCommand): string | null {
  switch (command.type) {
    case 'practice.finish':
      return PRACTICE_SLOT;
    case 'answer.submit':
      return answerSlot(command.questionId);
    case 'probe.answer':
    case 'probe.skip':
      return probeSlot(command.questionId);
    // A skipped question may be opened again, with what was typed so far.
    case 'answer.skip':
    case 'notice.acknowledge':
    case 'screen.start':
    case 'question.return':
    case 'clarification.ask':
    case 'screen.pause':
    case 'screen.resume':
    case 'screen.readOver':
    case 'declaration.give':
    case 'screen.finish':
      return null;
    default:
      return unreachable(command);
  }
}
