/** Who a candidate is. Kept apart from the log so that it can be erased, and so that no grader can come across it. */
export interface CandidateRecord {
  readonly candidateId: string;
  readonly name: string;
  readonly email: string;
}

export interface CandidateRecords {
  /** Writing the same record again changes nothing. */
  put(record: CandidateRecord): Promise<void>;
  find(candidateId: string): Promise<CandidateRecord | null>;
  findMany(candidateIds: readonly string[]): Promise<ReadonlyMap<string, CandidateRecord>>;
}
