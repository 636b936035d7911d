import type { FontId } from './typefaces.ts';

/** A page as data: shapes and single-line runs of text at exact places. Points (1/72 inch); y grows downwards. */

export type Tag =
  | 'Document'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'BlockQuote'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Figure';

/** A place in the structure tree that assistive technology reads. Its order is the order in which it is first drawn. */
export interface Node {
  readonly tag: Tag;
  readonly parent: Node | null;
  readonly alt?: string;
  readonly scope?: 'Row' | 'Column';
  /** Cells of a row exist even when nothing is drawn in them. */
  readonly cells?: Node[];
}

/** What is drawn for a node, or for none: then it is decoration, and assistive technology passes over it. */
export type Op = { readonly node: Node | null } & Shape;

export type Shape =
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Baseline. */
      readonly y: number;
      readonly font: FontId;
      readonly size: number;
      readonly color: string;
      readonly tracking: number;
      readonly text: string;
      readonly width: number;
      readonly rtl: boolean;
    }
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly fill: string | null;
      readonly stroke: string | null;
    }
  | {
      readonly kind: 'circle';
      readonly x: number;
      readonly y: number;
      readonly r: number;
      readonly fill: string | null;
      readonly stroke: string | null;
    }
  | { readonly kind: 'half-circle'; readonly x: number; readonly y: number; readonly r: number; readonly fill: string }
  | {
      readonly kind: 'line';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly color: string;
      readonly width: number;
    };

export interface Bookmark {
  readonly title: string;
}

/** A horizontal slice that never breaks across pages. `ops` are relative to its top. */
export interface Strip {
  readonly height: number;
  /** White space above; dropped at the top of a page. */
  readonly gap: number;
  readonly ops: readonly Op[];
  /** Must stand on the same page as the next strip. */
  readonly keep: boolean;
  /** Drawn again as decoration when the page breaks just before this strip: a table's head. */
  readonly again: Strip | null;
  readonly bookmark: Bookmark | null;
  /** Begins a page; or begins one unless at least this much of the page is left. */
  readonly breakBefore: 'page' | number;
}

export interface Page {
  readonly ops: readonly Op[];
  readonly bookmarks: readonly Bookmark[];
}

export function strip(height: number, ops: readonly Op[], rest: Partial<Omit<Strip, 'height' | 'ops'>> = {}): Strip {
  return { height, ops, gap: 0, keep: false, again: null, bookmark: null, breakBefore: 0, ...rest };
}

export function shifted(op: Op, dy: number): Op {
  return op.kind === 'line' ? { ...op, y1: op.y1 + dy, y2: op.y2 + dy } : { ...op, y: op.y + dy };
}
