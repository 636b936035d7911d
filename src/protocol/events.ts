/*
 * The words of a screen (the whole glossary is in ARCHITECTURE.md).
 *
 * screen    one candidate's sitting, from invite to decision; one stream of events
 * form      the ordered questions drawn from a bank for one screen
 * question  what is asked           probe     an authored follow-up, aimed at a check
 * turn      one message             grade     all levels of one answer by one grader
 *
 * An event is a fact that was committed. Events are never changed; old shapes are lifted on read (`store/upcast.ts`).
 * The stream of a screen is enough to rebuild everything else about it, except who the candidate is: a name and an
 * address live in the candidate record under `candidateId`, so that they can be erased and never reach a grader.
 */
import { z } from 'zod';
import { Form } from './form.ts';
import { Grade, NeedsPersonReason } from './grade.ts';
import { CheckRef, IsoTime, Sha256, Slug, Uuid } from './ids.ts';
import { Notice, NoticeStamp } from './notice.ts';
import { Level } from './rubric.ts';

export const AiPolicy = z.enum(['closed', 'open-with-declaration', 'ai-required']);
export type AiPolicy = z.infer<typeof AiPolicy>;

/** Who did it. `id` is a staff user id for staff, the screen's candidate id for the candidate, a job kind or timer name otherwise. */
export const Actor = z.strictObject({
  role: z.enum(['candidate', 'recruiter', 'engineer', 'job', 'timer']),
  id: z.string().min(1).max(100),
});
export type Actor = z.infer<typeof Actor>;

export const Accommodations = z.strictObject({
  /** Multiplies the form's minutes. */
  timeMultiplier: z.number().min(1).max(4),
  clock: z.enum(['shown', 'hidden']),
});
export type Accommodations = z.infer<typeof Accommodations>;

export const Declaration = z.strictObject({
  usedAi: z.boolean(),
  delegated: z.string(),
  rejected: z.string(),
  checked: z.string(),
});
export type Declaration = z.infer<typeof Declaration>;

const base = { at: IsoTime, by: Actor };
/** Active time used since the start, in milliseconds, as of this event. */
const usedMs = z.number().int().min(0);

export const ScreenEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ScreenInvited'),
    ...base,
    screenId: Uuid,
    candidateId: Uuid,
    /** Role and company as the candidate reads them. */
    role: z.string(),
    company: z.string(),
    /** Whom to ask for help, an accommodation or another way. */
    contact: z.string(),
    form: Form,
    budgetMs: z.number().int().positive(),
    accommodations: Accommodations,
    aiPolicy: AiPolicy,
    notice: Notice,
    deadline: IsoTime,
  }),
  z.strictObject({ type: z.literal('InviteOpened'), ...base }),
  z.strictObject({ type: z.literal('NoticeAcknowledged'), ...base, notice: NoticeStamp }),
  z.strictObject({ type: z.literal('PracticeFinished'), ...base, text: z.string() }),
  z.strictObject({ type: z.literal('ScreenStarted'), ...base }),
  /** Also recorded when the candidate comes back to a skipped question (`again`). */
  z.strictObject({
    type: z.literal('QuestionAsked'),
    ...base,
    questionId: Slug,
    turnId: z.string(),
    number: z.number().int().min(1),
    text: z.string(),
    again: z.boolean(),
    usedMs,
  }),
  z.strictObject({ type: z.literal('ClarificationAsked'), ...base, questionId: Slug, turnId: z.string(), text: z.string() }),
  z.strictObject({
    type: z.literal('ClarificationGiven'),
    ...base,
    questionId: Slug,
    turnId: z.string(),
    text: z.string(),
    /** Index into the question's clarifications; null when none fitted and the candidate was told to state an assumption. */
    clarification: z.number().int().min(0).nullable(),
  }),
  z.strictObject({
    type: z.literal('AnswerGiven'),
    ...base,
    questionId: Slug,
    turnId: z.string(),
    text: z.string(),
    usedMs,
    autoSubmitted: z.boolean(),
  }),
  z.strictObject({ type: z.literal('QuestionSkipped'), ...base, questionId: Slug, usedMs }),
  z.strictObject({
    type: z.literal('ProbeAsked'),
    ...base,
    questionId: Slug,
    probeId: Slug,
    turnId: z.string(),
    text: z.string(),
    aims: CheckRef,
    chosenBy: z.enum(['claude', 'offline']),
    /** Why this probe: for the reviewer. */
    why: z.string(),
  }),
  z.strictObject({
    type: z.literal('ProbeOmitted'),
    ...base,
    questionId: Slug,
    reason: z.enum(['nothing-open', 'no-probe-fits', 'could-not-judge', 'out-of-time']),
  }),
  z.strictObject({
    type: z.literal('ProbeAnswered'),
    ...base,
    questionId: Slug,
    probeId: Slug,
    turnId: z.string(),
    text: z.string(),
    usedMs,
    autoSubmitted: z.boolean(),
  }),
  z.strictObject({ type: z.literal('ProbeSkipped'), ...base, questionId: Slug, probeId: Slug, usedMs }),
  z.strictObject({ type: z.literal('ScreenPaused'), ...base, usedMs }),
  z.strictObject({ type: z.literal('ScreenResumed'), ...base }),
  /** Time given back for a connection lost while the clock ran. */
  z.strictObject({ type: z.literal('OutageCredited'), ...base, ms: z.number().int().positive() }),
  z.strictObject({ type: z.literal('TimeExpired'), ...base, usedMs }),
  z.strictObject({ type: z.literal('ReadOverOpened'), ...base, usedMs }),
  z.strictObject({ type: z.literal('DeclarationGiven'), ...base, declaration: Declaration }),
  z.strictObject({
    type: z.literal('ScreenFinished'),
    ...base,
    /** Short code that the candidate can quote to the recruiter. */
    receipt: z.string(),
    answered: z.number().int().min(0),
    unanswered: z.array(Slug),
    usedMs,
  }),
  z.strictObject({ type: z.literal('AnswerGraded'), ...base, grade: Grade }),
  /** Grading waits, and says so: the day's budget for models is spent. */
  z.strictObject({
    type: z.literal('GradingPostponed'),
    ...base,
    questionId: Slug,
    grader: z.enum(['offline', 'claude']),
    reason: z.enum(['budget']),
    until: IsoTime,
  }),
  /** The same answer graded once more, with another rubric version, prompt or model. The grade before stays in the log. */
  z.strictObject({
    type: z.literal('AnswerRegraded'),
    ...base,
    grade: Grade,
    /** Names the run that made it; one run regrades an answer once. */
    run: Slug,
  }),
  z.strictObject({
    type: z.literal('GradingNeedsPerson'),
    ...base,
    questionId: Slug,
    grader: z.enum(['offline', 'claude']),
    reason: NeedsPersonReason,
    detail: z.string(),
  }),
  /** Every question of the form has a grade, needs a person, or was left unanswered. */
  z.strictObject({ type: z.literal('GradingCompleted'), ...base }),
  z.strictObject({
    type: z.literal('ReportAttached'),
    ...base,
    /** Hash of the canonical JSON of the ReportDocument. */
    documentHash: Sha256,
    /** File names under the reports folder. `pdf` is null when it could not be drawn; the page and the JSON remain. */
    files: z.strictObject({ json: z.string(), pdf: z.string().nullable() }),
  }),
  z.strictObject({
    type: z.literal('LevelOverridden'),
    ...base,
    questionId: Slug,
    criterion: Slug,
    /** The machine's level, or null where it was not assessable. */
    from: Level.nullable(),
    to: Level,
    reason: z.string(),
  }),
  z.strictObject({
    type: z.literal('DecisionMade'),
    ...base,
    decision: z.enum(['advance', 'decline', 'hold']),
    reason: z.string(),
  }),
  z.strictObject({
    type: z.literal('ScreenClosed'),
    ...base,
    outcome: z.enum(['expired', 'withdrawn', 'cancelled', 'decided']),
    reason: z.string(),
  }),
]);
export type ScreenEvent = z.infer<typeof ScreenEvent>;
export type ScreenEventType = ScreenEvent['type'];
export type EventOf<T extends ScreenEventType> = Extract<ScreenEvent, { type: T }>;

/** An event as it stands in the log: `seq` counts from 1 without gaps in each stream. */
export interface RecordedEvent {
  readonly seq: number;
  readonly event: ScreenEvent;
}
