import type { ScreenRow, ScreenStatus } from '#app/protocol/index.ts';

export interface Step {
  readonly label: string;
  readonly state: 'past' | 'here' | 'ahead';
  /** When it happened, where that is known. */
  readonly at: string | null;
}

const PLACES: Readonly<Record<Exclude<ScreenStatus, 'expired' | 'cancelled' | 'withdrawn'>, number>> = {
  invited: 0,
  opened: 1,
  'in-progress': 2,
  paused: 2,
  grading: 3,
  'waiting-for-budget': 3,
  'needs-person': 4,
  'report-ready': 4,
  decided: 5,
};

/** The way of a screen from invite to decision, and where this one stands. One that ended early stops there. */
export function timeline(row: ScreenRow): Step[] {
  const { status } = row;
  if (status === 'expired' || status === 'cancelled' || status === 'withdrawn') {
    const ended = { expired: 'Expired', cancelled: 'Cancelled', withdrawn: 'Withdrawn by the candidate' }[status];
    return [
      { label: 'Invited', state: 'past', at: row.invitedAt },
      { label: ended, state: 'here', at: row.updatedAt },
    ];
  }
  const sitting = `Answering: ${row.answered} of ${row.questionCount}${status === 'paused' ? ', paused' : ''}`;
  const labels = [
    'Invited',
    'Link opened',
    sitting,
    status === 'waiting-for-budget' ? 'Handed in; grading waits for the next day’s budget' : 'Handed in, grading',
    'Report ready',
    'Decided',
  ];
  const place = PLACES[status];
  return labels.map((label, index) => ({
    label,
    state: index < place ? 'past' : index === place ? 'here' : 'ahead',
    at: timeOf(index, place, row),
  }));
}

function timeOf(index: number, place: number, row: ScreenRow): string | null {
  if (index === 0) return row.invitedAt;
  if (index === 3 && row.finishedAt !== null) return row.finishedAt;
  return index === place ? row.updatedAt : null;
}
