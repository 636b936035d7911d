import { z } from 'zod';
import { Slug, Uuid } from './ids.ts';

/** Work that outlives the process that asked for it. Payloads hold ids only: a token, a name or an answer never lies in the queue. */
export const JobPayload = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choose-probe'), screenId: Uuid, questionId: Slug }),
  z.strictObject({ kind: z.literal('grade-answer'), screenId: Uuid, questionId: Slug, grader: z.enum(['offline', 'claude']) }),
  z.strictObject({ kind: z.literal('render-report'), screenId: Uuid }),
  z.strictObject({
    kind: z.literal('send-mail'),
    screenId: Uuid,
    mail: z.enum(['invite', 'receipt', 'report-ready']),
    /** Generation of the invite link that the mail carries. */
    linkGeneration: z.number().int().min(1),
  }),
]);
export type JobPayload = z.infer<typeof JobPayload>;
export type JobKind = JobPayload['kind'];
