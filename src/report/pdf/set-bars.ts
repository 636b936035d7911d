import type { Bars } from '../blocks.ts';
import { type Node, type Op, type Strip, shifted, strip } from './page-model.ts';
import { rowNode } from './row-node.ts';
import { setLines, stack } from './set-text.ts';
import { ACCENT, BAR_FILL, CONTENT_WIDTH, INK, PAGE, RULE, STYLE, type TextStyle } from './style.ts';
import type { Typefaces } from './typefaces.ts';

const ROW = 14.5;
const BAR = 6;
/** Left edges and widths of the columns: name, bars, score, bar, criteria. */
const COLUMN = {
  label: { x: PAGE.left, width: 108 },
  track: { x: PAGE.left + 112, width: 206 },
  score: { x: PAGE.left + 322, width: 72 },
  bar: { x: PAGE.left + 398, width: 36 },
  graded: { x: PAGE.left + 438, width: CONTENT_WIDTH - 438 },
} as const;

/** One row a dimension: its score as a bar from 0 to 4, the bar it is held against as an upright stroke, and all numbers beside them. */
export function setBars({ head, rows }: Bars, root: Node, faces: Typefaces): Strip[] {
  const table: Node = { tag: 'Table', parent: root };
  return [headStrip(head, table, faces), ...rows.map((row, index) => rowStrip(row, table, faces, index === rows.length - 1))];
}

function headStrip(head: Bars['head'], table: Node, faces: Typefaces): Strip {
  const row = rowNode(table, 5, 'TH');
  const [label, score, bar, graded] = head;
  const put = (text: string, column: { x: number; width: number }, index: number, align: 'left' | 'right' = 'right') =>
    stack(setLines(text, STYLE.tableHead, { ...column, node: row.cells?.[index] ?? row, align }, faces), 0, shifted).ops;
  const ticks = [0, 1, 2, 3, 4].flatMap((level) => {
    const place = {
      x: COLUMN.track.x + (level / 4) * COLUMN.track.width - 10,
      width: 13,
      node: row.cells?.[1] ?? row,
      align: 'right' as const,
    };
    return stack(setLines(String(level), STYLE.chartNote, place, faces), 0, shifted).ops;
  });
  return strip(
    12,
    [
      ...put(label, COLUMN.label, 0, 'left'),
      ...ticks,
      ...put(score, COLUMN.score, 2),
      ...put(bar, COLUMN.bar, 3),
      ...put(graded, COLUMN.graded, 4),
    ],
    {
      keep: true,
    },
  );
}

function rowStrip(row: Bars['rows'][number], table: Node, faces: Typefaces, last: boolean): Strip {
  const node = rowNode(table, 5, 'TD');
  const cell = (index: number) => node.cells?.[index] ?? node;
  const put = (text: string, column: { x: number; width: number }, index: number, style: TextStyle, align: 'left' | 'right' = 'right') =>
    stack(setLines(text, style, { ...column, node: cell(index), align }, faces), (ROW - style.leading) / 2, shifted).ops;
  const figure: Node = { tag: 'Figure', parent: cell(1), alt: row.alt };
  const { x, width } = COLUMN.track;
  const at = (score: number) => x + (score / 4) * width;
  const middle = ROW / 2;
  const grid = [0, 1, 2, 3, 4].map(
    (level): Op => ({ kind: 'line', node: null, x1: at(level), y1: 0, x2: at(level), y2: ROW, color: RULE, width: 0.5 }),
  );
  const value: Op[] =
    row.value === null
      ? []
      : [
          {
            kind: 'rect',
            node: figure,
            x,
            y: middle - BAR / 2,
            width: Math.max(at(row.value) - x, 1),
            height: BAR,
            radius: 0,
            fill: BAR_FILL,
            stroke: null,
          },
          ...spreadOps(at(Math.max(0, row.value - (row.error ?? 0))), at(Math.min(4, row.value + (row.error ?? 0))), middle, figure),
          { kind: 'circle', node: figure, x: at(row.value), y: middle, r: 2.8, fill: ACCENT, stroke: ACCENT },
        ];
  const bar: Op = { kind: 'line', node: figure, x1: at(row.bar), y1: 0, x2: at(row.bar), y2: ROW, color: INK, width: 1.3 };
  return strip(
    ROW,
    [
      ...grid,
      ...put(row.label, COLUMN.label, 0, STYLE.chart, 'left'),
      bar,
      ...value,
      ...put(row.scoreText, COLUMN.score, 2, STYLE.chart),
      ...put(row.barText, COLUMN.bar, 3, STYLE.chartNote),
      ...put(row.gradedText, COLUMN.graded, 4, STYLE.chartNote),
    ],
    { keep: !last },
  );
}

/** One standard error to each side. */
function spreadOps(from: number, to: number, y: number, node: Node): Op[] {
  if (from >= to) return [];
  const stroke = { kind: 'line', node, color: ACCENT, width: 1.1 } as const;
  return [
    { ...stroke, x1: from, y1: y, x2: to, y2: y },
    { ...stroke, x1: from, y1: y - 2.4, x2: from, y2: y + 2.4 },
    { ...stroke, x1: to, y1: y - 2.4, x2: to, y2: y + 2.4 },
  ];
}
