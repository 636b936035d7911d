import type { Calibrations } from '#app/ports/index.ts';
import type { CalibrationRecord, CalibrationTuple } from '#app/protocol/index.ts';
import { readStoredCalibration } from '../read-stored.ts';
import { tupleKey } from '../tuple-key.ts';
import type { SqliteSession } from './session.ts';

type Row = [id: string, body: string];

export class SqliteCalibrations implements Calibrations {
  readonly #session: SqliteSession;
  readonly #sql;

  constructor(session: SqliteSession) {
    const { database } = session;
    this.#session = session;
    this.#sql = {
      record: database.prepare<[id: string, tuple: string, at: string, body: string]>(
        'INSERT INTO calibration(id, tuple, at, body) VALUES (?, ?, ?, ?) ON CONFLICT(id) DO NOTHING',
      ),
      find: database
        .prepare<[string], Row>('SELECT id, body FROM calibration WHERE tuple = ? ORDER BY at DESC, ordinal DESC LIMIT 1')
        .raw(),
      all: database.prepare<[], Row>('SELECT id, body FROM calibration ORDER BY at DESC, ordinal DESC').raw(),
    };
  }

  async record(calibration: CalibrationRecord): Promise<void> {
    const { id, tuple, at } = calibration;
    const [key, body] = [tupleKey(tuple), JSON.stringify(calibration)];
    await this.#session.write(() => void this.#sql.record.run(id, key, at, body));
  }

  async find(tuple: CalibrationTuple): Promise<CalibrationRecord | null> {
    const row = await this.#session.read(() => this.#sql.find.get(tupleKey(tuple)));
    return row === undefined ? null : readStoredCalibration(...row);
  }

  async all(): Promise<readonly CalibrationRecord[]> {
    const rows = await this.#session.read(() => this.#sql.all.all());
    return rows.map((row) => readStoredCalibration(...row));
  }
}
