import type { Content } from '#app/banks/index.ts';
import type { Grader } from '#app/grading/index.ts';
import type {
  AccessStore,
  Calibrations,
  CandidateRecords,
  Clock,
  EventStore,
  Failpoint,
  Ids,
  JobQueue,
  LinkTokens,
  LiveStore,
  Log,
  Mailer,
  PdfRenderer,
  ReportFiles,
  ScreenList,
  StaffDirectory,
} from '#app/ports/index.ts';
import type { GradingLane } from './model-desk.ts';

/** Everything the engine needs of the outside; `compose` builds it. */
export interface EngineParts {
  readonly events: EventStore;
  readonly screens: ScreenList;
  readonly candidates: CandidateRecords;
  readonly live: LiveStore;
  readonly access: AccessStore;
  /** What reports are stamped with is worked out from these. */
  readonly calibrations: Calibrations;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly mailer: Mailer;
  readonly files: ReportFiles;
  readonly pdf: PdfRenderer;
  readonly tokens: LinkTokens;
  readonly staff: StaffDirectory;
  readonly content: Content;
  /** The grader whose grades count, and the one that answers when a probe has to be chosen. Offline stands in for both. */
  readonly grader: Grader;
  readonly interviewer: Grader;
  readonly offlineGrader: Grader;
  /** Says when the grader's model can be asked; null when no model is. */
  readonly gradingLane: GradingLane | null;
  readonly failpoint: Failpoint;
  readonly settings: EngineSettings;
}

export interface EngineSettings {
  /** Where candidates and staff reach the server, without a trailing slash. */
  readonly publicUrl: string;
  /** Name and version, stamped on reports. */
  readonly program: string;
  readonly graderDescription: string;
  readonly retention: string;
  /** Calls for grading under way at once, where grading makes calls; 0 grades nothing. */
  readonly gradingLanes: number;
}
