import type { ClockView } from '#app/protocol/index.ts';

/** The server's clock as last heard. For display; it decides nothing. */
export interface ClockReading extends ClockView {
  /** When it was heard, on this device's monotonic clock. */
  readonly readAtMs: number;
}

export function remainingMs(reading: ClockReading, monotonicMs: number): number {
  const passed = reading.running ? monotonicMs - reading.readAtMs : 0;
  return Math.max(0, reading.remainingMs - passed);
}
