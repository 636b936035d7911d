import type { ServerFrame, Turn } from '#app/protocol/index.ts';

type EventFrame = Extract<ServerFrame, { t: 'ev' }>;

/** What this page knows of the stream: its turns, and the seq of the newest event applied. */
export interface ScreenLog {
  readonly seq: number;
  readonly turns: readonly Turn[];
}

export const EMPTY_LOG: ScreenLog = { seq: 0, turns: [] };

/** The next event is applied, an old one dropped, and a gap reported: the connection then opens again from what is known. */
export function applyEvent(log: ScreenLog, frame: EventFrame): ScreenLog | 'old' | 'gap' {
  if (frame.seq <= log.seq) return 'old';
  if (frame.seq !== log.seq + 1) return 'gap';
  return { seq: frame.seq, turns: frame.turns.length === 0 ? log.turns : [...log.turns, ...frame.turns] };
}
