import { diffRubrics, type LoadedRubric, sha256 } from '#app/banks/index.ts';
import { compareGrades, type GradeComparison, type GradeOutcome, gradeAnswer } from '#app/grading/index.ts';
import { turnsOfQuestion } from '#app/interview/index.ts';
import { type LlmCalls, LlmFailure } from '#app/ports/index.ts';
import type { Actor, EventOf, FormQuestion, Grade, NeedsPersonReason, RecordedEvent } from '#app/protocol/index.ts';
import { shownGrades } from '#app/report/index.ts';
import { eventsOf } from './assemble-report.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Room } from './room.ts';

export type RegradeParts = EngineParts & { readonly llmCalls: Pick<LlmCalls, 'about'> };

export type LeftOutReason =
  | 'closed'
  | 'not-handed-in'
  | 'grading-not-complete'
  | 'rubric-not-installed'
  | 'other-work-of-the-run'
  | 'model-failed'
  | 'refused'
  | NeedsPersonReason;

/** What was not graded again, and why. */
export interface LeftOut {
  readonly screenId: string;
  /** Null: the whole screen. */
  readonly questionId: string | null;
  readonly reason: LeftOutReason;
  readonly detail: string;
}

export interface RegradedAnswer {
  readonly screenId: string;
  readonly questionId: string;
  /** `earlier`: this run had graded it before it was interrupted. */
  readonly recorded: 'now' | 'earlier' | 'no';
  readonly grade: Grade;
  /** Null: the answer had no grade before. */
  readonly comparison: GradeComparison | null;
  /** What changed from one rubric version to the other, in words; empty where it is the same. */
  readonly rubricChanges: readonly string[];
  /** Criteria on which a person's level stands above the machine's. */
  readonly overridden: readonly string[];
}

/** Rubric versions to judge by in place of the screens' own, each under the id of its rubric. */
export type ChosenRubrics = ReadonlyMap<string, LoadedRubric>;

export const BY: Actor = { role: 'job', id: 'regrade' };
/** Tries for one answer while the model fails; the queue's patience of a day is not for somebody who waits at a terminal. */
const TRIES = 4;
const FIRST_WAIT_MS = 2_000;
/** A retry-after beyond this is a limit of the day, not of the moment. */
const LONGEST_WAIT_MS = 60_000;

export interface Given {
  readonly run: string;
  readonly record: boolean;
  readonly chosen: ChosenRubrics;
  readonly parts: RegradeParts;
}

/** Grades one answer again and says what that changed; an answer that this run has graded already is taken from the log. */
export async function regradeAnswer(room: Room, question: FormQuestion, given: Given): Promise<RegradedAnswer | LeftOut> {
  const { run, record, chosen, parts } = given;
  const about = { screenId: room.screenId, questionId: question.id };
  const rubric = chosen.get(idOf(question.rubric.ref)) ?? installedAs(question.rubric, parts);
  if (!rubric) return { ...about, reason: 'rubric-not-installed', detail: `${question.rubric.ref} is not installed as it was asked.` };

  const earlier = ofRun(room.events, run, question.id);
  if (earlier) {
    const { grade } = earlier.event;
    if (grade.grader.name !== parts.grader.name || grade.rubric.contentHash !== rubric.contentHash)
      return { ...about, reason: 'other-work-of-the-run', detail: `${run} graded it by ${grade.grader.name} and ${grade.rubric.ref}.` };
    return regraded(room, grade, earlier.before, 'earlier', parts);
  }

  const { ref, contentHash, structureHash } = rubric;
  const input = {
    subject: room.screenId,
    question: { ...question, rubric: { ref, contentHash, structureHash } },
    rubric: rubric.rubric,
    turns: turnsOfQuestion(room.state, question.id),
  };
  const outcome = await withPatience(() => gradeNow(input, parts), parts);
  if (outcome.kind === 'failed') return { ...about, reason: 'model-failed', detail: outcome.detail };
  if (outcome.kind === 'needs-person') return { ...about, reason: outcome.reason, detail: outcome.detail };
  if (!record) return regraded(room, outcome.grade, room.events, 'no', parts);

  const result = await room.execute({ type: 'grade.recordAgain', grade: outcome.grade, run }, BY, null);
  if (result.kind === 'refused') return { ...about, reason: 'refused', detail: result.detail ?? result.code };
  // A run of the same name in another process may have been faster: the grade in the log is the one that counts.
  const recorded = ofRun(room.events, run, question.id);
  if (!recorded) throw new Error(`${run} recorded a grade of ${question.id} that is not in the log`);
  return regraded(room, recorded.event.grade, recorded.before, 'now', parts);
}

function gradeNow(input: Parameters<typeof gradeAnswer>[0], { grader, clock }: RegradeParts): Promise<GradeOutcome> {
  return gradeAnswer(input, grader, { gradedAt: new Date(clock.wallMs()).toISOString(), sha256 });
}

type Patient = GradeOutcome | { readonly kind: 'failed'; readonly detail: string };

/** Waits and asks again while the model fails. What fails for good is a value: the rest of the run goes on, and another run takes it up. */
async function withPatience(grade: () => Promise<GradeOutcome>, { clock, gradingLane }: RegradeParts): Promise<Patient> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await grade();
    } catch (error) {
      if (!(error instanceof LlmFailure)) throw error;
      const openInMs = (gradingLane?.openAgainAtMs() ?? 0) - clock.monotonicMs();
      const waitMs = Math.max(error.retryAfterMs ?? FIRST_WAIT_MS * 2 ** attempt, openInMs);
      if (error.kind !== 'transient' || attempt === TRIES || waitMs > LONGEST_WAIT_MS) return { kind: 'failed', detail: error.message };
      await new Promise<void>((resolve) => void clock.after(waitMs, resolve));
    }
  }
}

/** The grade that a run has recorded, and the events before it. */
function ofRun(
  events: readonly RecordedEvent[],
  run: string,
  questionId: string,
): { readonly event: EventOf<'AnswerRegraded'>; readonly before: readonly RecordedEvent[] } | null {
  for (const [index, { event }] of events.entries())
    if (event.type === 'AnswerRegraded' && event.run === run && event.grade.questionId === questionId)
      return { event, before: events.slice(0, index) };
  return null;
}

function regraded(
  room: Room,
  grade: Grade,
  eventsBefore: readonly RecordedEvent[],
  recorded: RegradedAnswer['recorded'],
  parts: RegradeParts,
): RegradedAnswer {
  const before = shownGrades(eventsBefore).find(({ questionId }) => questionId === grade.questionId);
  const [older, newer] = [before && installedAs(before.rubric, parts), installedAs(grade.rubric, parts)];
  return {
    screenId: room.screenId,
    questionId: grade.questionId,
    recorded,
    grade,
    comparison: before ? compareGrades({ grade: before, rubric: older?.rubric ?? null }, { grade, rubric: newer?.rubric ?? null }) : null,
    rubricChanges: older && newer && older.ref !== newer.ref ? diffRubrics(older, newer).changes : [],
    overridden: eventsOf(room.events, 'LevelOverridden').flatMap((event) =>
      event.questionId === grade.questionId ? [event.criterion] : [],
    ),
  };
}

function installedAs({ ref, contentHash }: Grade['rubric'], { content }: RegradeParts): LoadedRubric | null {
  const installed = content.rubrics.get(ref);
  return installed?.contentHash === contentHash ? installed : null;
}

function idOf(ref: string): string {
  return ref.split('@')[0] ?? ref;
}
