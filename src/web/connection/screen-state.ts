import type { CandidateCommand, CandidateView, ErrorCode, Turn } from '#app/protocol/index.ts';
import type { ClockReading } from './clock-reading.ts';
import type { DraftView } from './draft-keeper.ts';
import type { Link } from './line.ts';

/** A command that the server refused for good. The text in it, if any, is still here. */
export interface Refusal {
  readonly command: CandidateCommand;
  readonly code: ErrorCode;
  readonly message: string;
}

/** Everything that the candidate's pages are drawn from. A new value for every change. */
export interface ScreenState {
  readonly link: Link;
  /** Null until the first welcome. */
  readonly view: CandidateView | null;
  readonly clock: ClockReading | null;
  readonly turns: readonly Turn[];
  /** The turns that were there at the last welcome have all arrived. */
  readonly isCaughtUp: boolean;
  /** Commands without a confirmation, oldest first. */
  readonly pending: readonly CandidateCommand[];
  readonly refusal: Refusal | null;
  readonly drafts: ReadonlyMap<string, DraftView>;
  /** False: unsent text is lost when the tab is closed. */
  readonly isDurable: boolean;
}

export const UNCONNECTED: ScreenState = {
  link: { kind: 'connecting' },
  view: null,
  clock: null,
  turns: [],
  isCaughtUp: false,
  pending: [],
  refusal: null,
  drafts: new Map(),
  isDurable: true,
};
