import type { BandOutcome, ScoreOutcome, ScreenStatus } from '#app/protocol/index.ts';
import { bandSentence, scoreText } from '../engineer/score-words.ts';

interface StatusWords {
  readonly label: string;
  readonly tone: 'idle' | 'busy' | 'attention' | 'done' | 'ended';
}

export const STATUS_WORDS: Readonly<Record<ScreenStatus, StatusWords>> = {
  invited: { label: 'Invited', tone: 'idle' },
  opened: { label: 'Opened', tone: 'idle' },
  'in-progress': { label: 'In progress', tone: 'busy' },
  paused: { label: 'Paused', tone: 'busy' },
  grading: { label: 'Grading', tone: 'busy' },
  'waiting-for-budget': { label: 'Waiting for budget', tone: 'busy' },
  'needs-person': { label: 'Needs a person', tone: 'attention' },
  'report-ready': { label: 'Report ready', tone: 'attention' },
  decided: { label: 'Decided', tone: 'done' },
  expired: { label: 'Expired', tone: 'ended' },
  cancelled: { label: 'Cancelled', tone: 'ended' },
  withdrawn: { label: 'Withdrawn', tone: 'ended' },
};

export const DECISION_WORDS = { advance: 'Advance', decline: 'Decline', hold: 'Hold' } as const;

export function StatusLabel({ status }: { readonly status: ScreenStatus }) {
  const { label, tone } = STATUS_WORDS[status];
  return <span className={`status status--${tone}`}>{label}</span>;
}

interface ResultProps {
  readonly overall: ScoreOutcome | null;
  readonly band: BandOutcome | null;
}

export function Result({ overall, band }: ResultProps) {
  if (overall === null || band === null) return <span className="result--none soft">–</span>;
  return (
    <span>
      {bandSentence(band)} <span className="soft numbers result__score">{scoreText(overall)}</span>
    </span>
  );
}
