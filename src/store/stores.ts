import type {
  AccessStore,
  Calibrations,
  CandidateRecords,
  Draft,
  EventStore,
  JobQueue,
  LiveStore,
  LlmCalls,
  ScreenList,
} from '#app/ports/index.ts';

/** Texts that a newer connection replaced: kept so that nothing typed before a takeover is lost. */
export interface DraftRevisions {
  /** By slot, then oldest first. */
  revisions(stream: string): Promise<readonly Draft[]>;
}

/** Every port of storage over one file, or over one memory. */
export interface Stores {
  readonly events: EventStore;
  readonly screens: ScreenList;
  readonly candidates: CandidateRecords;
  readonly live: LiveStore & DraftRevisions;
  readonly access: AccessStore;
  readonly jobs: JobQueue;
  readonly llmCalls: LlmCalls;
  readonly calibrations: Calibrations;
  /** One sentence for each sign of damage; empty when sound. Reads everything: for maintenance, not for a health page. */
  check(): Promise<readonly string[]>;
  /** Commits what was handed in, then lets go of the file. Later calls are refused with StoreUnavailable. Safe to call twice. */
  close(): Promise<void>;
}
