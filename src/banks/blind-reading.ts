import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CheckRef, Slug, VersionedRef } from '#app/protocol/index.ts';
import type { LoadedBank } from './load-content.ts';

const Judged = z.enum(['met', 'partial', 'not-met']);
export type Judged = z.infer<typeof Judged>;

/** One written answer, judged check by check by two raters who knew neither each other's verdicts nor the intended level. */
const ReadAnswer = z.strictObject({
  question: Slug,
  /** Who wrote it: at a level of the track without the rubric, a language model from the prompt alone, or the rubric's author. */
  writer: z.enum(['weak', 'middling', 'strong', 'plain-model', 'exemplar']),
  text: z.string(),
  verdicts: z.record(CheckRef, z.tuple([Judged, Judged])),
  /** Words of the answer with which the first rater showed a verdict of met or partial. */
  quotes: z.record(CheckRef, z.array(z.string())),
});
export type ReadAnswer = z.infer<typeof ReadAnswer>;

const Agreement = z.strictObject({ items: z.number().int(), equal: z.number(), kappa: z.number().nullable() });

/** `<version>.readings.json` beside a bank: how its checks were judged blind before it was published. */
export const BlindReading = z.strictObject({
  bank: VersionedRef,
  /** Agreement before checks were reworded; null when nothing was reworded. */
  before: Agreement.nullable(),
  answers: z.array(ReadAnswer),
});
export type BlindReading = z.infer<typeof BlindReading>;

/** The blind reading that lies beside a bank, or null. Throws ZodError when the file does not fit. */
export function readBlindReading({ file }: LoadedBank): BlindReading | null {
  const path = file.replace(/\.yaml$/, '.readings.json');
  return existsSync(path) ? BlindReading.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}
