/** A place in a text, in UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Segment extends Range {
  readonly text: string;
  readonly isQuoted: boolean;
  /** Ends of the quotes that begin here: each is a place to jump to. */
  readonly begins: readonly number[];
}

/**
 * Cuts a text where quotes begin and end, so that overlapping ones can be shown in one line of text. The segments joined
 * are the text. Ranges outside the text are left out.
 */
export function segments(text: string, ranges: readonly Range[]): Segment[] {
  const valid = ranges.filter(({ start, end }) => start >= 0 && start < end && end <= text.length);
  const cuts = [...new Set([0, text.length, ...valid.flatMap(({ start, end }) => [start, end])])].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    return {
      start,
      end,
      text: text.slice(start, end),
      isQuoted: valid.some((range) => range.start <= start && range.end >= end),
      begins: [...new Set(valid.filter((range) => range.start === start).map((range) => range.end))],
    };
  });
}

/** Where a quote stands on the page: the id of its place in the transcript. */
export function quotePlace(quote: Range & { readonly turnId: string }): string {
  return `quote-${quote.turnId}-${quote.start}-${quote.end}`;
}
