import { z } from 'zod';
import { IsoTime, Uuid, VersionedRef } from './ids.ts';
import { BandOutcome, ScoreOutcome } from './report-document.ts';

export const ScreenStatus = z.enum([
  'invited',
  'opened',
  'in-progress',
  'paused',
  'grading',
  'waiting-for-budget',
  'needs-person',
  'report-ready',
  'decided',
  'expired',
  'cancelled',
  'withdrawn',
]);
export type ScreenStatus = z.infer<typeof ScreenStatus>;

/** A row of the recruiter's list: derived from one stream, written in the same commit, rebuilt from the log at will. */
export const ScreenSummary = z.strictObject({
  screenId: Uuid,
  candidateId: Uuid,
  role: z.string(),
  bank: VersionedRef,
  status: ScreenStatus,
  answered: z.number().int(),
  questionCount: z.number().int(),
  invitedAt: IsoTime,
  updatedAt: IsoTime,
  deadline: IsoTime,
  finishedAt: IsoTime.nullable(),
  hasPdf: z.boolean(),
  decision: z.enum(['advance', 'decline', 'hold']).nullable(),
  /** Seq of the newest event it was derived from. */
  version: z.number().int(),
});
export type ScreenSummary = z.infer<typeof ScreenSummary>;

/** A list row as sent to staff. */
export const ScreenRow = ScreenSummary.extend({
  candidate: z.strictObject({ name: z.string(), email: z.string() }),
  overall: ScoreOutcome.nullable(),
  band: BandOutcome.nullable(),
});
export type ScreenRow = z.infer<typeof ScreenRow>;
