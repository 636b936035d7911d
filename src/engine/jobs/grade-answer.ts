import { sha256 } from '#app/banks/index.ts';
import { type GradeOutcome, gradeAnswer } from '#app/grading/index.ts';
import { LlmFailure } from '#app/ports/index.ts';
import type { JobPayload, NeedsPersonReason } from '#app/protocol/index.ts';
import { eventsOf } from '../assemble-report.ts';
import type { EngineParts } from '../engine-parts.ts';
import { gradingInput } from '../grading-input.ts';
import { type JobHandler, Postponed, RetryLater } from '../job-worker.ts';
import type { Room } from '../room.ts';
import type { Rooms } from '../rooms.ts';
import { nextUtcDayMs } from '../utc-day.ts';

const BY = { role: 'job', id: 'grade-answer' } as const;

/** Answers in hand for each call that may be under way: some are being prepared or written down while others wait for the model. */
const AHEAD = 1.5;

type GradeJob = Extract<JobPayload, { kind: 'grade-answer' }>;

/** Grades one answer. Every way out leaves exactly one trace in the log: a grade, or *needs a person*; never a low score for a fault. */
export function gradeAnswerJob(parts: EngineParts, rooms: Rooms): JobHandler<'grade-answer'> {
  const { clock, gradingLane } = parts;
  const needsPerson = async (payload: GradeJob, reason: NeedsPersonReason, detail: string) => {
    const { screenId, questionId, grader } = payload;
    const room = await rooms.get(screenId);
    await room.execute({ type: 'grade.needsPerson', questionId, grader, reason, detail }, BY, null);
  };
  return {
    lanes: Math.floor(parts.settings.gradingLanes * AHEAD),
    maxFaults: 6,
    ...(gradingLane && {
      capacity: () => gradingLane.capacity(clock.monotonicMs()),
      moreCapacityInMs: () => {
        const atMs = gradingLane.openAgainAtMs();
        return atMs === null ? null : atMs - clock.monotonicMs();
      },
    }),
    async run(payload, signal) {
      parts.failpoint('leased');
      const { screenId, questionId } = payload;
      const room = await rooms.get(screenId);
      if (isSettled(room, payload)) return;
      const input = gradingInput(room, questionId, parts);
      if (!input) return needsPerson(payload, 'content-missing', 'The rubric version of this screen is not installed.');
      const grader = payload.grader === parts.grader.name ? parts.grader : parts.offlineGrader;
      const gradedAt = new Date(clock.wallMs()).toISOString();
      const outcome = await gradeAnswer(input, grader, { gradedAt, sha256, signal }).catch(
        async (error: unknown): Promise<GradeOutcome> => {
          if (!(error instanceof LlmFailure)) throw error;
          if (error.kind === 'over-budget') throw await postponed(room, payload, error);
          // A wrong key is the operator's to mend: the answer waits for it like for a model that is down.
          if (error.kind !== 'permanent') throw new RetryLater(error.message, error.retryAfterMs, { cause: error });
          return { kind: 'needs-person', reason: 'model-rejected-request', detail: error.message };
        },
      );
      if (outcome.kind === 'needs-person') return needsPerson(payload, outcome.reason, outcome.detail);
      await room.execute({ type: 'grade.record', grade: outcome.grade }, BY, null);
      parts.failpoint('grade-committed');
    },
    giveUp: (payload, error) => needsPerson(payload, error === 'crashed-repeatedly' ? 'crashed-repeatedly' : 'model-unavailable', error),
  };

  /** Puts the answer off to the next day and says so on its screen; the rules of a screen take it once for each day. */
  async function postponed(room: Room, { questionId, grader }: GradeJob, cause: LlmFailure): Promise<Postponed> {
    const nowMs = clock.wallMs();
    const untilMs = nextUtcDayMs(nowMs);
    const until = new Date(untilMs).toISOString();
    await room.execute({ type: 'grade.postpone', questionId, grader, reason: 'budget', until }, BY, null);
    return new Postponed(cause.message, untilMs - nowMs, { cause });
  }
}

function isSettled({ events }: Room, { questionId, grader }: GradeJob): boolean {
  return (
    eventsOf(events, 'AnswerGraded').some(({ grade }) => grade.questionId === questionId && grade.grader.name === grader) ||
    eventsOf(events, 'GradingNeedsPerson').some((event) => event.questionId === questionId && event.grader === grader)
  );
}
