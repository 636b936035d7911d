import type { GraderStamp, NeedsPersonReason, Usage, Verdict } from '#app/protocol/index.ts';
import type { Sha256Of } from './grading-input.ts';
import type { PreparedAnswer } from './prepare-answer.ts';

/** Words that a grader says stand in a segment. Nothing of it is believed before it was verified. */
export interface ClaimedQuote {
  readonly segment: number;
  readonly text: string;
}

/** What a grader says of one statement of the rubric. */
export interface Claim {
  /** `criterion/check`, or FALSE_CHECK. */
  readonly ref: string;
  readonly verdict: Verdict;
  readonly quotes: readonly ClaimedQuote[];
  /** For the reviewer. Machine text. */
  readonly reason: string;
}

export type GraderReply =
  /** One claim for every statement of the rubric, the false check included. */
  | { readonly kind: 'claims'; readonly claims: readonly Claim[]; readonly stamp: GraderStamp; readonly usage: Usage | null }
  | { readonly kind: 'needs-person'; readonly reason: NeedsPersonReason; readonly detail: string; readonly usage: Usage | null };

/** Finds, per check, what an answer says about it. Never a level, never a number. */
export interface Grader {
  readonly name: 'offline' | 'claude';
  /** How a grade is stamped when the grader did not have to be asked. */
  stamp(sha256: Sha256Of): GraderStamp;
  /** Throws LlmFailure when the model could not be reached: `transient` or `unauthorized`. What will never work is a reply. */
  find(answer: PreparedAnswer, signal?: AbortSignal): Promise<GraderReply>;
}
