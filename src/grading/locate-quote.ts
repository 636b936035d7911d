import type { Quote } from '#app/protocol/index.ts';
import type { ClaimedQuote } from './grader.ts';
import type { PreparedAnswer, PreparedTurn, Segment } from './prepare-answer.ts';
import { fold } from './text/fold.ts';

export interface LocatedQuote {
  readonly quote: Quote;
  /** Where the words really stand, whatever segment the grader named. */
  readonly segment: Segment;
  /** The words as graders read them, without hidden characters. */
  readonly text: string;
}

/**
 * Finds the words in the answer: as written, or with white space, case, Markdown and typographic marks folded, in which case the
 * candidate's own words take the place of the grader's. Words that run over the end of a segment are cut to the segment, so that no
 * quote can borrow from its neighbour. Null when the answer does not hold them.
 */
export function locateQuote(claimed: ClaimedQuote, answer: PreparedAnswer): LocatedQuote | null {
  const named = answer.segments[claimed.segment - 1];
  const wanted = trimEnds(claimed.text);
  if (wanted === '') return null;
  if (named) {
    const at = named.text.indexOf(wanted);
    if (at >= 0) return located(named, named.start + at, named.start + at + wanted.length, 'exact');
  }
  const folded = trimEnds(fold(wanted).text);
  if (folded === '') return null;
  const turns = named ? [named.turn, ...answer.turns.filter((turn) => turn !== named.turn)] : answer.turns;
  for (const turn of turns) {
    const span = spanIn(turn, folded, named?.turn === turn ? named : undefined);
    const segment = span && segmentAt(answer, turn, span, named);
    if (segment) return located(segment, Math.max(span.start, segment.start), Math.min(span.end, segment.end), 'repaired');
  }
  return null;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The occurrence that touches the named segment, else the first. */
function spanIn(turn: PreparedTurn, folded: string, named: Segment | undefined): Place | null {
  let first: Place | null = null;
  for (let at = turn.folded.text.indexOf(folded); at >= 0; at = turn.folded.text.indexOf(folded, at + 1)) {
    const place = { start: turn.folded.starts[at] ?? 0, end: turn.folded.ends[at + folded.length - 1] ?? 0 };
    first ??= place;
    if (!named || touches(place, named)) return place;
    if (place.start >= named.end) break;
  }
  return first;
}

function segmentAt(answer: PreparedAnswer, turn: PreparedTurn, place: Place, named: Segment | undefined): Segment | undefined {
  if (named?.turn === turn && touches(place, named)) return named;
  return answer.segments.find((segment) => segment.turn === turn && touches(place, segment));
}

function touches(one: Place, other: Place): boolean {
  return one.start < other.end && other.start < one.end;
}

function located(segment: Segment, start: number, end: number, match: Quote['match']): LocatedQuote {
  const { turn } = segment;
  const storedStart = turn.offsets[start] ?? 0;
  // The end of the last character, not the start of the next one: stripped characters between the two do not belong to the quote.
  const storedEnd = (turn.offsets[end - 1] ?? 0) + 1;
  const text = turn.text.slice(start, end);
  const stored = turn.stored.slice(storedStart, storedEnd);
  return {
    quote: { turnId: turn.turnId, start: storedStart, end: storedEnd, text: stored, match: stored === text ? match : 'repaired' },
    segment,
    text,
  };
}

/** White space, quotation marks and dots of omission around a quote are the grader's own. */
function trimEnds(text: string): string {
  const own = /[\s"'\u201C\u201D\u2018\u2019\u2026]/;
  let start = 0;
  let end = text.length;
  while (start < end && own.test(text[start] ?? '')) start++;
  while (end > start && (own.test(text[end - 1] ?? '') || (text[end - 1] === '.' && text[end - 2] === '.'))) end--;
  return text.slice(start, end);
}
