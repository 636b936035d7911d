import type { CalibrationRecord, CalibrationTuple } from '#app/protocol/index.ts';

/** Results of comparing a grader with people. A badge is worked out from these, never from a setting. */
export interface Calibrations {
  record(calibration: CalibrationRecord): Promise<void>;
  /** The newest result for exactly this tuple; null when there is none. */
  find(tuple: CalibrationTuple): Promise<CalibrationRecord | null>;
  /** Newest first. */
  all(): Promise<readonly CalibrationRecord[]>;
}
