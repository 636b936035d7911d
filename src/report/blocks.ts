import type { Level, Verdict } from '#app/protocol/index.ts';
import type { Printable } from './printable.ts';

/** A report as a sequence of parts, in reading order, that know nothing of pages, fonts or colours. */
export type Block =
  | Masthead
  | Heading
  | Paragraph
  | EvidenceList
  | { readonly kind: 'result'; readonly headline: Printable; readonly sentence: Printable; readonly scale: Scale | null }
  | Bars
  | { readonly kind: 'columns'; readonly left: readonly FlowBlock[]; readonly right: readonly FlowBlock[] }
  | Spoken
  | Table
  | Matrix
  | LevelPlot
  | { readonly kind: 'provenance'; readonly lines: readonly Printable[] }
  | Sheet
  | { readonly kind: 'page-break' };

/** What may stand in a column. */
export type FlowBlock = Extract<Block, { kind: 'heading' | 'paragraph' | 'list' | 'table' | 'spoken' | 'matrix' | 'level-plot' }>;

/** One page by itself: the first version that fits on a page is drawn, the last one in any case. */
export interface Sheet {
  readonly kind: 'sheet';
  readonly versions: readonly (readonly Exclude<Block, Sheet>[])[];
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly style: 'body' | 'muted' | 'statement' | 'footnote';
  readonly text: Printable;
  /** Never the last thing on a page. */
  readonly leadsIn?: boolean;
}

/** Top of page one. `badge` is a warning that nobody may miss. */
export interface Masthead {
  readonly kind: 'masthead';
  readonly bookmark: string;
  readonly eyebrow: Printable;
  readonly title: Printable;
  readonly lines: readonly Printable[];
  readonly badge: Printable | null;
}

export interface Heading {
  readonly kind: 'heading';
  readonly level: 2 | 3;
  /** Size on the page; the level in the structure tree is `level`. */
  readonly style: 'chapter' | 'section' | 'criterion' | 'label';
  readonly eyebrow: Printable | null;
  readonly text: Printable;
  /** Small words on the right, on the same line. */
  readonly aside: Printable | null;
  /** Drawn as four steps on the right; null where nothing was judged; undefined where there is nothing to draw. */
  readonly reached?: Level | null;
  readonly bookmark: boolean;
}

export interface EvidenceItem {
  readonly text: Printable;
  /** The candidate's words. */
  readonly quote: Printable | null;
  readonly note: Printable | null;
}

export interface EvidenceList {
  readonly kind: 'list';
  readonly marks: 'numbers' | 'bullets';
  readonly items: readonly EvidenceItem[];
}

/** A score on the scale 0 to 4 with its uncertainty and the bands. */
export interface Scale {
  readonly score: number;
  readonly standardError: number | null;
  readonly scoreText: Printable;
  readonly bands: readonly { readonly from: number; readonly to: number; readonly label: Printable }[];
  /** The whole figure in words. */
  readonly alt: Printable;
}

/** A table whose third column is a bar; every number stands beside its bar. */
export interface Bars {
  readonly kind: 'bars';
  readonly head: readonly [Printable, Printable, Printable, Printable];
  readonly rows: readonly {
    readonly label: Printable;
    readonly value: number | null;
    readonly error: number | null;
    readonly bar: number;
    readonly scoreText: Printable;
    readonly barText: Printable;
    readonly gradedText: Printable;
    readonly alt: Printable;
  }[];
}

/** One turn. Pieces marked `code` keep their columns. */
export interface Spoken {
  readonly kind: 'spoken';
  readonly speaker: Printable;
  readonly when: Printable | null;
  readonly by: 'assay' | 'candidate';
  readonly pieces: readonly { readonly style: 'prose' | 'code'; readonly text: Printable }[];
  readonly note: Printable | null;
}

/** `quote`: the candidate's words, proven. `unmatched`: the candidate's words that a person has to judge. */
export interface CellPart {
  readonly style: 'body' | 'strong' | 'muted' | 'quote' | 'unmatched' | 'mono';
  readonly text: Printable;
}

export interface Cell {
  readonly parts: readonly CellPart[];
  /** A shape before the first line, beside the word that says the same. */
  readonly mark?: Verdict;
}

export interface Table {
  readonly kind: 'table';
  readonly columns: readonly { readonly title: Printable; readonly share: number; readonly align: 'left' | 'right' }[];
  /** Without a visible head, the first cell of each row is its header. */
  readonly head: 'shown' | 'rows';
  readonly rows: readonly (readonly Cell[])[];
  /** The last row is a total. */
  readonly total: boolean;
}

/** How often each level was given on one side where each was given on the other. Every number stands in its cell; the tint is a share of its row. */
export interface Matrix {
  readonly kind: 'matrix';
  readonly rowAxis: Printable;
  readonly columnAxis: Printable;
  readonly totalTitle: Printable;
  /** Of rows and columns alike. */
  readonly labels: readonly Printable[];
  readonly counts: readonly (readonly number[])[];
  /** The whole matrix in words. */
  readonly alt: Printable;
}

/** The mean given on one side at each level of the other, with one standard deviation to each side and the line of equal levels. */
export interface LevelPlot {
  readonly kind: 'level-plot';
  readonly xAxis: Printable;
  readonly yAxis: Printable;
  /** The highest level: both axes run from 0 to it. */
  readonly top: number;
  readonly points: readonly {
    readonly level: number;
    readonly mean: number;
    readonly sd: number | null;
    readonly meanText: Printable;
    readonly rowsText: Printable;
  }[];
  readonly alt: Printable;
}
