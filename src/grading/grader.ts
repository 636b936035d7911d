import type { Entailment, GraderStamp, NeedsPersonReason, Verdict } from '#app/protocol/index.ts';
import type { Sha256Of } from './grading-input.ts';
import type { PreparedAnswer } from './prepare-answer.ts';
import type { Spending } from './spending.ts';

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

/** No findings, and why. */
export interface NoReply {
  readonly kind: 'needs-person';
  readonly reason: NeedsPersonReason;
  readonly detail: string;
  readonly spent: Spending | null;
}

export type GraderReply =
  /** One claim for every statement of the rubric, the false check included. */
  { readonly kind: 'claims'; readonly claims: readonly Claim[]; readonly stamp: GraderStamp; readonly spent: Spending | null } | NoReply;

/** How an answer is to be read. */
export interface Pass {
  /** From 1. A grader reads differently on each pass: another order, wording or model. */
  readonly pass: number;
  /** Numbers of segments that the grader must not see on this pass. */
  readonly leaveOut: ReadonlySet<number>;
}

export const FIRST_PASS: Pass = { pass: 1, leaveOut: new Set() };

/** Finds, per check, what an answer says about it. Never a level, never a number. */
export interface Grader {
  readonly name: 'offline' | 'claude';
  /** Passes that differ from each other. A grader that would only say the same again has one. */
  readonly passes: 1 | 2 | 3;
  /** Confirms what carries the score; null for a grader whose findings are no model's. */
  readonly blindReader: BlindReader | null;
  /** How a grade is stamped when the grader did not have to be asked. */
  stamp(sha256: Sha256Of): GraderStamp;
  /** Throws LlmFailure when the model could not be asked: every kind but `permanent`. What will never work is a reply. */
  find(answer: PreparedAnswer, pass: Pass, signal?: AbortSignal): Promise<GraderReply>;
}

/** A statement and the words said to show it; all that a blind reader sees. */
export interface EntailmentItem {
  /** Short name within one question to the reader. */
  readonly key: string;
  readonly says: string;
  readonly quotes: readonly string[];
}

export type EntailmentReply =
  | {
      readonly kind: 'read';
      readonly answers: ReadonlyMap<string, Entailment>;
      readonly stamp: GraderStamp;
      readonly spent: Spending | null;
    }
  | NoReply;

/** Says whether quotes by themselves state what a check says. It never sees the answer around them, so no order in it can reach it. */
export interface BlindReader {
  /** Throws as Grader.find does. */
  read(items: readonly EntailmentItem[], about: { subject: string; sha256: Sha256Of }, signal?: AbortSignal): Promise<EntailmentReply>;
}
