const MINUTE_MS = 60_000;

interface Mark {
  readonly atMs: number;
  readonly sentence: string;
}

function marks(budgetMs: number): Mark[] {
  return [
    { atMs: budgetMs / 2, sentence: 'Half of the time is left.' },
    { atMs: 10 * MINUTE_MS, sentence: '10 minutes left.' },
    { atMs: 5 * MINUTE_MS, sentence: '5 minutes left. When the time is over, what is saved is handed in.' },
    { atMs: MINUTE_MS, sentence: '1 minute left. When it is over, what is saved is handed in.' },
  ];
}

/** What to say when the remaining time went from `beforeMs` to `nowMs`: the last mark passed, or null. */
export function timeAnnouncement(budgetMs: number, beforeMs: number, nowMs: number): string | null {
  const passed = marks(budgetMs).filter(({ atMs }) => beforeMs > atMs && nowMs <= atMs);
  return passed.reduce<Mark | null>((last, mark) => (last === null || mark.atMs < last.atMs ? mark : last), null)?.sentence ?? null;
}

/** `31 minutes left`: whole minutes, rounded up, because a running second hand helps nobody to think. */
export function timeLeft(ms: number): string {
  if (ms <= 0) return 'Time is over';
  const minutes = Math.ceil(ms / MINUTE_MS);
  return minutes === 1 ? 'Less than 1 minute left' : `${minutes} minutes left`;
}
