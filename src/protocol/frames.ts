import { z } from 'zod';
import { CandidateView } from './candidate-view.ts';
import { CandidateCommand } from './commands.ts';
import { ErrorCode } from './errors.ts';
import { Slug, Uuid } from './ids.ts';
import { TypedText } from './text.ts';
import { Turn } from './turn.ts';

/** Version of the WebSocket protocol. A client that speaks another one is told to reload. */
export const PROTOCOL = 1;

/** What is being typed: one draft per question, practice text or probe. */
export const DraftSlot = z.union([z.literal('practice'), z.string().regex(/^(answer|probe):[a-z0-9][a-z0-9-]{0,63}$/)]);

/** Not an event and never graded. The greater (generation, revision) wins; an empty text never replaces a longer one by accident of order. */
export const DraftPut = z.strictObject({
  type: z.literal('draft.put'),
  slot: DraftSlot,
  /** Counts up in one tab. */
  rev: z.number().int().min(1),
  text: TypedText,
});
export type DraftPut = z.infer<typeof DraftPut>;

export const ClientFrame = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('open'),
    proto: z.number().int(),
    /** Highest `seq` applied; 0 when nothing is known. */
    lastSeq: z.number().int().min(0),
    /** Of the last welcome; null on first load. */
    epoch: z.string().max(64).nullable(),
    tabId: Uuid,
    /** The user asked to take the screen over from another tab. */
    takeover: z.boolean(),
    /** Anti-forgery value of this login. */
    nonce: z.string().max(64),
  }),
  z.strictObject({
    t: z.literal('cmd'),
    /** Chosen by the client, kept on every resend: the idempotency key. */
    cid: Uuid,
    /** Generation of the connection, from `welcome`. */
    gen: z.number().int().min(1),
    command: z.discriminatedUnion('type', [...CandidateCommand.options, DraftPut]),
  }),
  z.strictObject({ t: z.literal('hb'), n: z.number().int().min(0), tSent: z.number() }),
  z.strictObject({ t: z.literal('hb_ack'), n: z.number().int().min(0), tSent: z.number() }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

/** A saved draft, given back at (re)connection so that another device can go on. */
export const SavedDraft = z.strictObject({ slot: DraftSlot, text: z.string() });
export type SavedDraft = z.infer<typeof SavedDraft>;

export const ServerFrame = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    proto: z.literal(PROTOCOL),
    epoch: z.string(),
    serverNowMs: z.number(),
    hbMs: z.number().int(),
    maxFrame: z.number().int(),
    window: z.number().int(),
  }),
  /** `resume`: events after the client's lastSeq follow. `full`: forget everything; the events follow from 1. */
  z.strictObject({
    t: z.literal('welcome'),
    mode: z.enum(['resume', 'full']),
    gen: z.number().int().min(1),
    epoch: z.string(),
    lastSeq: z.number().int().min(0),
    view: CandidateView,
    drafts: z.array(SavedDraft),
  }),
  /** Sent only after the commit. `dup`: this command had already been carried out; nothing was done twice. */
  z.strictObject({
    t: z.literal('ack'),
    cid: Uuid,
    ok: z.literal(true),
    dup: z.boolean(),
    /** Seq of the last event of the command; null for a draft. */
    seq: z.number().int().nullable(),
    savedAtMs: z.number(),
  }),
  z.strictObject({ t: z.literal('nack'), cid: Uuid, ok: z.literal(false), code: ErrorCode, message: z.string() }),
  /** One event of the stream as the candidate may know it. `quiet` events keep `seq` without gaps and say nothing. */
  z.strictObject({
    t: z.literal('ev'),
    seq: z.number().int().min(1),
    kind: z.enum(['turn', 'view', 'quiet']),
    turns: z.array(Turn),
    /** Present when it changed, and only on the newest event of a replay. */
    view: CandidateView.optional(),
    /** The slot whose draft this event used up. */
    clearsDraft: Slug.or(z.string()).optional(),
  }),
  z.strictObject({ t: z.literal('hb'), n: z.number().int(), tSent: z.number(), remainingMs: z.number().int().nullable() }),
  z.strictObject({
    t: z.literal('hb_ack'),
    n: z.number().int(),
    tSent: z.number(),
    serverNowMs: z.number(),
    remainingMs: z.number().int().nullable(),
  }),
  /** A frame without a usable `cid` was refused; three of these end the connection. */
  z.strictObject({ t: z.literal('error'), code: ErrorCode, message: z.string() }),
  z.strictObject({ t: z.literal('bye'), code: ErrorCode, reconnectAfterMs: z.number().int().nullable() }),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;
