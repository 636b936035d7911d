import { sha256 } from '#app/banks/index.ts';
import { gradeAnswer } from '#app/grading/index.ts';
import { LlmFailure } from '#app/ports/index.ts';
import type { NeedsPersonReason } from '#app/protocol/index.ts';
import { eventsOf } from '../assemble-report.ts';
import type { EngineParts } from '../engine-parts.ts';
import { gradingInput } from '../grading-input.ts';
import { type JobHandler, RetryLater } from '../job-worker.ts';
import type { Rooms } from '../rooms.ts';

const BY = { role: 'job', id: 'grade-answer' } as const;

/** Grades one answer. Every way out leaves exactly one trace in the log: a grade, or *needs a person*; never a low score for a fault. */
export function gradeAnswerJob(parts: EngineParts, rooms: Rooms): JobHandler<'grade-answer'> {
  const needsPerson = async (
    payload: { screenId: string; questionId: string; grader: 'offline' | 'claude' },
    reason: NeedsPersonReason,
    detail: string,
  ) => {
    const { screenId, questionId, grader } = payload;
    const room = await rooms.get(screenId);
    await room.execute({ type: 'grade.needsPerson', questionId, grader, reason, detail }, BY, null);
  };
  return {
    lanes: parts.settings.gradingLanes,
    maxAttempts: 6,
    async run(payload, signal) {
      const { screenId, questionId } = payload;
      const room = await rooms.get(screenId);
      if (isSettled(room.events, questionId, payload.grader)) return;
      const input = gradingInput(room, questionId, parts);
      if (!input) return needsPerson(payload, 'content-missing', 'The rubric version of this screen is not installed.');
      const grader = payload.grader === parts.grader.name ? parts.grader : parts.offlineGrader;
      const gradedAt = new Date(parts.clock.wallMs()).toISOString();
      const outcome = await gradeAnswer(input, grader, { gradedAt, sha256, signal }).catch((error: unknown) => {
        if (!(error instanceof LlmFailure)) throw error;
        // A wrong key is the operator's to mend: the answer waits for it like for a model that is down.
        if (error.kind !== 'permanent') throw new RetryLater(error.message, error.retryAfterMs, { cause: error });
        return { kind: 'needs-person', reason: 'model-rejected-request', detail: error.message } as const;
      });
      if (outcome.kind === 'needs-person') return needsPerson(payload, outcome.reason, outcome.detail);
      await room.execute({ type: 'grade.record', grade: outcome.grade }, BY, null);
    },
    giveUp: (payload, error) => needsPerson(payload, error === 'crashed-repeatedly' ? 'crashed-repeatedly' : 'model-unavailable', error),
  };
}

function isSettled(events: Parameters<typeof eventsOf>[0], questionId: string, grader: string): boolean {
  return (
    eventsOf(events, 'AnswerGraded').some(({ grade }) => grade.questionId === questionId && grade.grader.name === grader) ||
    eventsOf(events, 'GradingNeedsPerson').some((event) => event.questionId === questionId && event.grader === grader)
  );
}
