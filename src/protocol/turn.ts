import { z } from 'zod';
import { IsoTime, Slug } from './ids.ts';

/** One message in a screen. `text` is exactly what was shown or typed. */
export const Turn = z.strictObject({
  id: z.string(),
  kind: z.enum(['question', 'answer', 'clarification-request', 'clarification', 'probe', 'probe-answer']),
  by: z.enum(['assay', 'candidate']),
  questionId: Slug,
  text: z.string(),
  at: IsoTime,
  /** The clock ran out and the last saved draft was taken in the candidate's place. */
  autoSubmitted: z.boolean(),
});
export type Turn = z.infer<typeof Turn>;
