import type { Face } from './typefaces.ts';

/** A4, in points. */
export const PAGE = { width: 595.28, height: 841.89, left: 50, right: 50, top: 46, bottom: 54 } as const;
export const CONTENT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
export const BODY_HEIGHT = PAGE.height - PAGE.top - PAGE.bottom;
/** Left column of transcripts and of tables whose rows have names. */
export const GUTTER = 90;

/** Ink and accent pass 7:1 on white, muted passes 5.5:1; nothing is told by colour alone. */
export const INK = '#16191d';
export const MUTED = '#5a6370';
export const ACCENT = '#1f4b99';
export const ACCENT_TINT = '#dfe7f4';
export const BAR_FILL = '#bccdea';
export const RULE = '#d8dce2';
export const PANEL = '#f4f6f8';
export const PAPER = '#ffffff';

export interface TextStyle {
  readonly face: Face;
  readonly size: number;
  readonly leading: number;
  readonly color: string;
  /** Extra space between letters, in points. */
  readonly tracking: number;
}

const style = (face: Face, size: number, leading: number, color: string = INK, tracking = 0): TextStyle => ({
  face,
  size,
  leading,
  color,
  tracking,
});

export const STYLE = {
  eyebrow: style('semibold', 7.25, 10, ACCENT, 0.7),
  title: style('semibold', 21, 25),
  subtitle: style('sans', 10, 14),
  headline: style('semibold', 16.5, 20),
  chapter: style('semibold', 15, 19),
  criterion: style('semibold', 10.5, 14),
  section: style('semibold', 10, 14),
  label: style('semibold', 9.25, 12),
  body: style('sans', 9.25, 13.5),
  muted: style('sans', 8, 11.25, MUTED),
  footnote: style('sans', 7.5, 10.5, MUTED),
  statement: style('semibold', 9.25, 13.5),
  aside: style('semibold', 9.25, 13.5),
  speaker: style('semibold', 8.5, 13.5),
  time: style('sans', 7.5, 11, MUTED),
  code: style('mono', 8, 11.75),
  item: style('sans', 8.75, 11.75),
  itemQuote: style('italic', 8.75, 11.75),
  itemNote: style('sans', 7.5, 10.5, MUTED),
  tableHead: style('semibold', 7.25, 10, MUTED),
  cell: style('sans', 8.5, 11.75),
  cellStrong: style('semibold', 8.5, 11.75),
  cellMuted: style('sans', 7.75, 11.75, MUTED),
  cellQuote: style('italic', 8.5, 11.75),
  cellUnmatched: style('italic', 8.5, 11.75, MUTED),
  cellMono: style('mono', 7.25, 10),
  chart: style('sans', 8.5, 11),
  chartStrong: style('semibold', 9.5, 12, ACCENT),
  chartNote: style('sans', 7.25, 10, MUTED),
  badge: style('semibold', 8, 10, INK, 0.6),
  running: style('sans', 7.5, 10, MUTED),
} as const satisfies Record<string, TextStyle>;
