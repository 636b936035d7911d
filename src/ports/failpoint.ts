/** Moments at which a test may end the process: each stands between an act and the record of it. */
export type FailpointName =
  | 'leased'
  | 'before-call'
  | 'after-call'
  | 'after-store'
  | 'grade-committed'
  | 'batch-intended'
  | 'batch-created';

/** Passes the named moment. In production it does nothing. */
export type Failpoint = (name: FailpointName) => void;
