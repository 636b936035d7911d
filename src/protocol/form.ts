import { z } from 'zod';
import { Clarification, Probe, QuestionKind, Track } from './bank.ts';
import { Sha256, Slug, VersionedRef } from './ids.ts';

/** A question as drawn into a form: everything needed to conduct and to reread the screen, and nothing of the rubric but its name and hash. */
export const FormQuestion = z.strictObject({
  id: Slug,
  kind: QuestionKind,
  section: z.string(),
  title: z.string(),
  minutes: z.number().int(),
  prompt: z.string(),
  clarifications: z.array(Clarification),
  probes: z.array(Probe),
  rubric: z.strictObject({ ref: VersionedRef, contentHash: Sha256, structureHash: Sha256 }),
});
export type FormQuestion = z.infer<typeof FormQuestion>;

/** The ordered questions drawn from a bank for one screen, by a recorded seed. */
export const Form = z.strictObject({
  bank: z.strictObject({
    ref: VersionedRef,
    track: Track,
    title: z.string(),
    about: z.string(),
    contentHash: Sha256,
    structureHash: Sha256,
  }),
  seed: z.number().int().min(0).max(0xffff_ffff),
  minutes: z.number().int(),
  practice: z.strictObject({ prompt: z.string() }),
  questions: z.array(FormQuestion).min(1),
});
export type Form = z.infer<typeof Form>;
