/** A place in a text, in UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Segment extends Range {
  readonly text: string;
  readonly isQuoted: boolean;
  /** Words that no rule could match with a check, and that no quote holds. */
  readonly isUnmatched: boolean;
  /** Ends of the quotes that begin here: each is a place to jump to. */
  readonly begins: readonly number[];
}

/**
 * Cuts a text where quotes and unmatched words begin and end, so that overlapping ones can be shown in one line of text. The segments
 * joined are the text. Ranges outside the text are left out.
 */
export function segments(text: string, quotes: readonly Range[], unmatched: readonly Range[] = []): Segment[] {
  const isInside = ({ start, end }: Range) => start >= 0 && start < end && end <= text.length;
  const [proven, doubtful] = [quotes.filter(isInside), unmatched.filter(isInside)];
  const all = [...proven, ...doubtful];
  const cuts = [...new Set([0, text.length, ...all.flatMap(({ start, end }) => [start, end])])].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const covers = (range: Range) => range.start <= start && range.end >= end;
    const isQuoted = proven.some(covers);
    return {
      start,
      end,
      text: text.slice(start, end),
      isQuoted,
      isUnmatched: !isQuoted && doubtful.some(covers),
      begins: [...new Set(all.filter((range) => range.start === start).map((range) => range.end))],
    };
  });
}

/** Where a quote stands on the page: the id of its place in the transcript. */
export function quotePlace(quote: Range & { readonly turnId: string }): string {
  return `quote-${quote.turnId}-${quote.start}-${quote.end}`;
}
