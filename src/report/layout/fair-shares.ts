import type { ReportDocument, Turn } from '#app/protocol/index.ts';
import { SHORTENED } from '../printable.ts';

/** What typed turns may fill: about 24 pages of 52 lines, so that judgement, integrity and hashes fit under the cap of 40 beside them. */
const LINES_FOR_TURNS = 1_250;
const CHARACTERS_PER_LINE = 92;

/**
 * When the turns together are longer than the report can hold, the longest are cut, all to the same number of lines; shorter turns
 * stay whole. A cut is announced where it is made.
 */
export function fairShares(document: ReportDocument): (turn: Turn) => string {
  const turns = document.questions.flatMap((question) => question.turns);
  const lengths = turns.map(({ text }) => linesOf(text).length).toSorted((a, b) => a - b);
  let left = LINES_FOR_TURNS;
  for (const [index, length] of lengths.entries()) {
    const share = Math.floor(left / (lengths.length - index));
    if (length > share) return ({ text }) => shorten(text, share);
    left -= length;
  }
  return ({ text }) => text;
}

function shorten(text: string, share: number): string {
  const lines = linesOf(text);
  return lines.length <= share ? text : `${lines.slice(0, share).join('')}\n${SHORTENED}`;
}

/** Pieces of a line's length at most; they join to the whole text again. */
function linesOf(text: string): string[] {
  return text.match(new RegExp(`[^\\n]{1,${CHARACTERS_PER_LINE}}\\n?|\\n`, 'gu')) ?? [];
}
