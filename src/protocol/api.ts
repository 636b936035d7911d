/** Bodies of the HTTP interface. Requests are strict: an unknown field is an error, so no field can be smuggled in. */
import { z } from 'zod';
import { Track } from './bank.ts';
import { Accommodations, AiPolicy } from './events.ts';
import { DraftPut } from './frames.ts';
import { IsoTime, Slug, Uuid, VersionedRef } from './ids.ts';
import { ReportDocument } from './report-document.ts';
import { Level } from './rubric.ts';
import { ScreenRow } from './screen-summary.ts';
import { NonEmptyTypedText, OneLine } from './text.ts';

export const EmailAddress = z.email().max(254);

/** POST /api/candidate/exchange: the one-time token from the link's fragment, for a login cookie. */
export const ExchangeRequest = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'not an invite token') });
/** Also the answer of GET /api/candidate/session, for a reload. */
export const CandidateSession = z.strictObject({ screenId: Uuid, nonce: z.string() });
export type CandidateSession = z.infer<typeof CandidateSession>;
/** POST /api/candidate/new-link: mails a fresh link to the candidate of a used one. Always answers the same. */
export const NewLinkRequest = ExchangeRequest;

/** POST /api/candidate/draft: a page that is being closed hands in its draft by beacon. */
export const DraftBeacon = z.strictObject({ nonce: z.string().max(64), gen: z.number().int().min(1), draft: DraftPut });

/** GET /api/staff/me */
export const StaffMember = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(['owner', 'recruiter', 'engineer']),
});
export type StaffMember = z.infer<typeof StaffMember>;

/** GET /api/banks */
export const BankSummary = z.strictObject({
  ref: VersionedRef,
  track: Track,
  title: z.string(),
  about: z.string(),
  minutes: z.number().int(),
  questions: z.number().int(),
  asks: z.number().int(),
});
export type BankSummary = z.infer<typeof BankSummary>;
export const BankList = z.strictObject({ banks: z.array(BankSummary) });

/** POST /api/screens. `screenId` is chosen by the client and makes a resend harmless. */
export const InviteRequest = z.strictObject({
  screenId: Uuid,
  candidate: z.strictObject({ name: OneLine, email: EmailAddress }),
  bank: VersionedRef,
  role: OneLine,
  company: OneLine,
  contact: OneLine,
  aiPolicy: AiPolicy.default('open-with-declaration'),
  accommodations: Accommodations.default({ timeMultiplier: 1, clock: 'shown' }),
  /** Default: 14 days from now. */
  deadline: IsoTime.optional(),
  /** Default: drawn at random and recorded. */
  seed: z.number().int().min(0).max(0xffff_ffff).optional(),
});
export type InviteRequest = z.infer<typeof InviteRequest>;
export const InviteResponse = z.strictObject({ screenId: Uuid, link: z.url(), deadline: IsoTime });
export type InviteResponse = z.infer<typeof InviteResponse>;

/** GET /api/screens */
export const ScreenList = z.strictObject({ screens: z.array(ScreenRow) });

/** GET /api/screens/:screenId/report */
export const ReportResponse = z.strictObject({ document: ReportDocument, pdf: z.boolean() });

/** POST /api/screens/:screenId/cancel */
export const CancelRequest = z.strictObject({ commandId: Uuid, reason: OneLine });
/** POST /api/screens/:screenId/overrides */
export const OverrideRequest = z.strictObject({ commandId: Uuid, questionId: Slug, criterion: Slug, to: Level, reason: NonEmptyTypedText });
/** POST /api/screens/:screenId/decision */
export const DecisionRequest = z.strictObject({
  commandId: Uuid,
  decision: z.enum(['advance', 'decline', 'hold']),
  reason: NonEmptyTypedText,
});
export const CommandResponse = z.strictObject({ ok: z.literal(true), seq: z.number().int() });
