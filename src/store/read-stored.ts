import { CalibrationRecord, JobPayload, type RecordedEvent, ScreenEvent, ScreenSummary } from '#app/protocol/index.ts';
import { DamagedRecord } from './damaged-record.ts';
import { parseStored } from './parse-stored.ts';
import { upcast } from './upcast.ts';

export interface StoredEvent {
  readonly seq: number;
  readonly format: number;
  /** JSON. */
  readonly body: string;
}

/**
 * Events as they stand in storage, in order, made into what the program works with. `afterSeq` is the seq before the first row.
 * Throws DamagedRecord for a gap and for a body that is not an event.
 */
export function readStoredEvents(stream: string, afterSeq: number, rows: readonly StoredEvent[]): readonly RecordedEvent[] {
  return rows.map((row, index) => {
    if (row.seq !== afterSeq + index + 1)
      throw new DamagedRecord(`event ${row.seq - 1} of stream ${stream}`, `it is missing, the next one is ${row.seq}`);
    return {
      seq: row.seq,
      event: parseStored(`event ${row.seq} of stream ${stream}`, ScreenEvent, () => upcast(row.format, JSON.parse(row.body))),
    };
  });
}

export function readStoredSummary(screenId: string, body: string): ScreenSummary {
  return parseStored(`summary of screen ${screenId}`, ScreenSummary, () => JSON.parse(body));
}

export function readStoredPayload(jobId: string, payload: string): JobPayload {
  return parseStored(`payload of job ${jobId}`, JobPayload, () => JSON.parse(payload));
}

export function readStoredCalibration(id: string, body: string): CalibrationRecord {
  return parseStored(`calibration ${id}`, CalibrationRecord, () => JSON.parse(body));
}
