import { z } from 'zod';
import { IsoTime, Sha256, Uuid, VersionedRef } from './ids.ts';

/** What a calibration holds for, exactly: anything else is another grader. */
export const CalibrationTuple = z.strictObject({
  bank: VersionedRef,
  rubric: VersionedRef,
  /** Content hash of the rubric. */
  rubricHash: Sha256,
  grader: z.enum(['offline', 'claude']),
  /** Version of the grader's own code. */
  graderVersion: z.string(),
  /** Hash of the prompt; null for a grader without one. */
  promptHash: Sha256.nullable(),
  /** Model as it names itself in its replies; null for a grader without one. */
  model: z.string().nullable(),
});
export type CalibrationTuple = z.infer<typeof CalibrationTuple>;

export const GateOutcome = z.enum(['pass', 'fail', 'not-measured', 'insufficient']);
export type GateOutcome = z.infer<typeof GateOutcome>;

/** One calibration of one tuple, as stored. The whole result lies in the file named here. */
export const CalibrationRecord = z.strictObject({
  id: Uuid,
  tuple: CalibrationTuple,
  /** True when every required gate passed. */
  calibrated: z.boolean(),
  gates: z.array(z.strictObject({ id: z.string(), says: z.string(), required: z.boolean(), outcome: GateOutcome, value: z.string() })),
  /** Answers with the ratings of people behind it, and how many of them two people rated. */
  answers: z.number().int().min(0),
  doubleRated: z.number().int().min(0),
  /** SHA-256 of the gold file. */
  goldHash: Sha256,
  /** Base name of the page, the PDF and the JSON under `calibrations/` in the reports folder. */
  file: z.string(),
  at: IsoTime,
});
export type CalibrationRecord = z.infer<typeof CalibrationRecord>;
