import type { Matrix } from '../blocks.ts';
import { type Node, type Op, type Strip, shifted, strip } from './page-model.ts';
import { rowNode } from './row-node.ts';
import { setLines, stack, textWidth } from './set-text.ts';
import { BAR_FILL, INK, PAPER, RULE, STYLE, type TextStyle } from './style.ts';
import type { Typefaces } from './typefaces.ts';

const LARGEST_CELL = 36;
const LABEL = 18;
const TOTAL = 30;
const AXIS = 12;

/** A table whose cells are tinted by their share of the row; equal levels have a frame. */
export function setMatrix(matrix: Matrix, place: { x: number; width: number }, root: Node, faces: Typefaces): Strip[] {
  const { labels, counts } = matrix;
  const size = Math.min(LARGEST_CELL, (place.width - LABEL - TOTAL) / labels.length);
  const left = place.x + LABEL;
  const table: Node = { tag: 'Table', parent: root };
  const centred = (text: string, style: TextStyle, middle: number, y: number, node: Node | null) => {
    const width = textWidth(text, style, faces);
    return stack(setLines(text, style, { x: middle - width / 2, width: width + 1, node }, faces), y, shifted).ops;
  };
  const axis = (text: string, y: number) =>
    stack(setLines(text, STYLE.chartNote, { ...place, node: { tag: 'P', parent: root } }, faces), y, shifted).ops;
  const middleOf = (column: number) => left + (column + 0.5) * size;
  const totalMiddle = left + labels.length * size + TOTAL / 2;

  const head = rowNode(table, labels.length + 2, 'TH');
  const headTop = 2 * AXIS + 2;
  const headOps = [
    ...labels.flatMap((label, column) => centred(label, STYLE.tableHead, middleOf(column), headTop, head.cells?.[column + 1] ?? head)),
    ...centred(matrix.totalTitle, STYLE.tableHead, totalMiddle, headTop, head.cells?.[labels.length + 1] ?? head),
  ];
  const top = headTop + STYLE.tableHead.leading + 2;
  const rows = counts.flatMap((row, index) => {
    const node = rowNode(table, labels.length + 2, 'TD');
    const total = row.reduce((sum, count) => sum + count, 0);
    const y = top + index * size;
    const textTop = y + (size - STYLE.cell.leading) / 2;
    const put = (text: string, style: TextStyle, middle: number, cell: number) =>
      centred(text, style, middle, textTop, node.cells?.[cell] ?? node);
    const tints = row.map(
      (count, column): Op => ({
        kind: 'rect',
        node: null,
        x: left + column * size,
        y,
        width: size,
        height: size,
        radius: 0,
        fill: tintOf(total === 0 ? 0 : count / total),
        stroke: RULE,
      }),
    );
    return [
      ...tints,
      ...put(labels[index] ?? '', STYLE.tableHead, place.x + LABEL / 2, 0),
      ...row.flatMap((count, column) => put(String(count), index === column ? STYLE.cellStrong : STYLE.cell, middleOf(column), column + 1)),
      ...put(String(total), STYLE.cellMuted, totalMiddle, labels.length + 1),
    ];
  });
  const frames = counts.map(
    (_row, index): Op => ({
      kind: 'rect',
      node: null,
      x: left + index * size,
      y: top + index * size,
      width: size,
      height: size,
      radius: 0,
      fill: null,
      stroke: INK,
    }),
  );
  const ops = [...axis(matrix.rowAxis, 0), ...axis(matrix.columnAxis, AXIS), ...headOps, ...rows, ...frames];
  return [strip(top + counts.length * size + 2, ops, { gap: 4 })];
}

/** From paper to the tint of bars: ink passes 7:1 on all of it. */
function tintOf(share: number): string {
  const channel = (from: string, to: string, at: number) => {
    const [low, high] = [from, to].map((color) => Number.parseInt(color.slice(at, at + 2), 16)) as [number, number];
    return Math.round(low + (high - low) * share)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${[1, 3, 5].map((at) => channel(PAPER, BAR_FILL, at)).join('')}`;
}
