/**
 * The store can no longer be trusted: a sync to disk failed, or the file is damaged. Whether the last write reached the disk
 * is unknown, so the process must end and start again from what the disk really holds.
 */
export class StoreFailed extends Error {
  override readonly name = 'StoreFailed';
}

/** Reported once per occurrence to whoever runs the process. */
export interface StoreFault {
  /** `unavailable`: nothing was written, later writes may succeed (disk full, busy). `fatal`: end the process. */
  readonly severity: 'unavailable' | 'fatal';
  /** SQLite's extended result code, such as `SQLITE_FULL`. */
  readonly code: string;
  readonly message: string;
}
