import { z } from 'zod';
import type { LlmCall, LlmReply, LlmRole, OpenLlmBatch } from '#app/ports/index.ts';
import { Usage } from '#app/protocol/index.ts';
import { parseStored } from './parse-stored.ts';

/** A call as it stands in storage. What does not belong to its status is null. */
export interface StoredCall {
  readonly id: string;
  readonly subject: string;
  readonly role: string;
  readonly model: string;
  readonly inputHash: string;
  readonly request: string;
  readonly sentAtMs: number;
  readonly status: string;
  /** JSON. */
  readonly reply: string | null;
  readonly error: string | null;
  readonly endedAtMs: number | null;
}

export interface StoredBatch {
  readonly id: string;
  readonly createdAtMs: number;
  /** JSON. */
  readonly callIds: string;
  readonly providerId: string | null;
}

// Written as tables so that a value added to the port and forgotten here does not compile: its replies could not be read again.
const Role = z.enum({ grader: 'grader', panel: 'panel', interviewer: 'interviewer', entailment: 'entailment' } satisfies {
  [R in LlmRole]: R;
});
const StopReason = z.enum({
  end_turn: 'end_turn',
  max_tokens: 'max_tokens',
  refusal: 'refusal',
  context_window_exceeded: 'context_window_exceeded',
  other: 'other',
} satisfies { [R in LlmReply['stopReason']]: R });

const wallMs = z.number().int();

const Reply: z.ZodType<LlmReply> = z.strictObject({
  stopReason: StopReason,
  rawStopReason: z.string(),
  text: z.string(),
  model: z.string(),
  usage: Usage,
  costMicroUsd: z.number().int().min(0).nullable(),
  requestId: z.string().nullable(),
} satisfies { [K in keyof LlmReply]: z.ZodType<LlmReply[K]> });

const intent = {
  id: z.string(),
  subject: z.string(),
  role: Role,
  model: z.string(),
  inputHash: z.string(),
  request: z.string(),
  sentAtMs: wallMs,
};

// Not strict: the columns that do not belong to a status are null and fall away.
const Call: z.ZodType<LlmCall> = z.discriminatedUnion('status', [
  z.object({ ...intent, status: z.literal('sent') }),
  z.object({ ...intent, status: z.literal('answered'), reply: Reply, endedAtMs: wallMs }),
  z.object({ ...intent, status: z.literal('failed'), error: z.string(), endedAtMs: wallMs }),
]);

const Batch: z.ZodType<OpenLlmBatch> = z.strictObject({
  id: z.string(),
  createdAtMs: wallMs,
  callIds: z.array(z.string()),
  providerId: z.string().nullable(),
});

/** The request stays the text that it was given as. Throws DamagedRecord. */
export function readStoredCall(row: StoredCall): LlmCall {
  return parseStored(`call ${row.id} to a model`, Call, () => ({ ...row, reply: row.reply === null ? null : JSON.parse(row.reply) }));
}

export function readStoredReply({ id, reply }: { readonly id: string; readonly reply: string }): LlmReply {
  return parseStored(`reply to call ${id} to a model`, Reply, () => JSON.parse(reply));
}

export function readStoredBatch(row: StoredBatch): OpenLlmBatch {
  return parseStored(`batch ${row.id} of calls to a model`, Batch, () => ({ ...row, callIds: JSON.parse(row.callIds) }));
}
