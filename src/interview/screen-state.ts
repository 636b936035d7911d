import type {
  Accommodations,
  AiPolicy,
  CriterionResult,
  Declaration,
  EventOf,
  Form,
  GraderStamp,
  NeedsPersonReason,
  Notice,
  Turn,
} from '#app/protocol/index.ts';

/** What the invite fixed for good. */
export interface Invitation {
  readonly screenId: string;
  readonly candidateId: string;
  readonly role: string;
  readonly company: string;
  readonly contact: string;
  readonly form: Form;
  readonly budgetMs: number;
  readonly accommodations: Accommodations;
  readonly aiPolicy: AiPolicy;
  readonly notice: Notice;
  readonly deadline: string;
  readonly invitedAt: string;
}

/**
 * How far a question has come. A question without a standing was never asked. `answered`: its one answer is given and the probe is
 * still open; `settled`: nothing more can be added to it, so it may be graded.
 */
export type QuestionStanding = 'asked' | 'skipped' | 'answered' | 'settled';

/** What one grader made of one question. */
export type GradingOutcome =
  | {
      readonly kind: 'graded';
      readonly questionId: string;
      readonly grader: GraderStamp['name'];
      readonly criteria: readonly CriterionResult[];
    }
  | {
      readonly kind: 'needs-person';
      readonly questionId: string;
      readonly grader: GraderStamp['name'];
      readonly reason: NeedsPersonReason;
    };

export interface PostponedGrade {
  readonly questionId: string;
  readonly grader: GraderStamp['name'];
  readonly until: string;
}

/** Everything that accumulates from the start of the screen on. */
export interface Sitting {
  /** Active time used as of the newest event that says so. */
  readonly usedMs: number;
  /** Time given back for outages, in total, and how often. */
  readonly creditMs: number;
  readonly credits: number;
  readonly turns: readonly Turn[];
  readonly standing: ReadonlyMap<string, QuestionStanding>;
  readonly outcomes: readonly GradingOutcome[];
  /** Grades that wait for something, and until when; ended by an outcome. */
  readonly postponed: readonly PostponedGrade[];
  /** Answers graded again, oldest first. */
  readonly regrades: readonly {
    readonly run: string;
    readonly questionId: string;
    readonly criteria: readonly CriterionResult[];
  }[];
  readonly declaration: Declaration | null;
}

export interface OpenQuestion {
  readonly questionId: string;
  readonly turnId: string;
  readonly text: string;
}

export interface OpenProbe {
  readonly probeId: string;
  readonly turnId: string;
  readonly text: string;
}

export interface Finish {
  readonly at: string;
  readonly receipt: string;
}

/** What changes after grading. */
export interface Review {
  /** Counts everything a new report has to show: completion, later outcomes, overrides, decisions. */
  readonly changes: number;
  /** Reports attached so far, and the newest. */
  readonly reports: number;
  readonly report: { readonly documentHash: string; readonly files: EventOf<'ReportAttached'>['files'] } | null;
}

interface Known {
  readonly invitation: Invitation;
  /** Time of the newest event. */
  readonly updatedAt: string;
}
interface Seated extends Known {
  readonly sitting: Sitting;
}
interface HandedIn extends Seated {
  readonly finish: Finish;
}

export type NothingState = { readonly phase: 'none' };
export type InvitedState = Known & { readonly phase: 'invited'; readonly opened: boolean };
export type NoticedState = Known & { readonly phase: 'noticed' };
export type ReadyState = Known & { readonly phase: 'ready' };
export type AskingState = Seated & { readonly phase: 'asking'; readonly open: OpenQuestion };
/** `probe` is null while the follow-up is being chosen. */
export type ProbingState = Seated & { readonly phase: 'probing'; readonly open: OpenQuestion; readonly probe: OpenProbe | null };
/** Holds what to come back to: the question, or the asked probe on top of it. */
export type PausedState = Seated & { readonly phase: 'paused'; readonly open: OpenQuestion; readonly probe: OpenProbe | null };
/**
 * Nothing is open. Besides the read-over this is the state between two questions, which only ever exists inside one decision: the
 * event that opens the next question, or the read-over, is committed together with the one that closed the last.
 */
export type WrappingState = Seated & { readonly phase: 'wrapping'; readonly timeIsUp: boolean };
export type FinishedState = HandedIn & { readonly phase: 'finished' };
export type GradedState = HandedIn & { readonly phase: 'graded'; readonly review: Review };
export type ReviewedState = HandedIn & {
  readonly phase: 'reviewed';
  readonly review: Review;
  readonly decision: EventOf<'DecisionMade'>['decision'];
};
export type ClosedState = Known & {
  readonly phase: 'closed';
  /** Null when the screen was closed before it started. */
  readonly sitting: Sitting | null;
  readonly outcome: EventOf<'ScreenClosed'>['outcome'];
};

/** Before the clock exists. */
export type WaitingState = InvitedState | NoticedState | ReadyState;
/** Started and not handed in. */
export type SittingState = AskingState | ProbingState | PausedState | WrappingState;
/** The candidate can do nothing more. */
export type OverState = FinishedState | GradedState | ReviewedState | ClosedState;

export type KnownState = WaitingState | SittingState | OverState;
/** States with a sitting that can still grow: by the candidate, or by grading. */
export type SeatedState = SittingState | FinishedState | GradedState | ReviewedState;

export type ScreenState = NothingState | KnownState;

export function isWaiting(state: ScreenState): state is WaitingState {
  return state.phase === 'invited' || state.phase === 'noticed' || state.phase === 'ready';
}

export function isSitting(state: ScreenState): state is SittingState {
  return state.phase === 'asking' || state.phase === 'probing' || state.phase === 'paused' || state.phase === 'wrapping';
}

/** Graded: levels can be overridden, decisions made, reports attached. */
export function isReviewable(state: ScreenState): state is GradedState | ReviewedState {
  return state.phase === 'graded' || state.phase === 'reviewed';
}

export function isSeated(state: ScreenState): state is SeatedState {
  return isSitting(state) || isReviewable(state) || state.phase === 'finished';
}

/** The state before the first event. */
export const nothing: ScreenState = { phase: 'none' };

export const freshSitting: Sitting = {
  usedMs: 0,
  creditMs: 0,
  credits: 0,
  turns: [],
  standing: new Map(),
  outcomes: [],
  postponed: [],
  regrades: [],
  declaration: null,
};
