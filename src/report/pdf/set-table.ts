import type { Verdict } from '#app/protocol/index.ts';
import type { Cell, CellPart, Table } from '../blocks.ts';
import { unreachable } from '../unreachable.ts';
import { type Node, type Op, type Strip, shifted, strip } from './page-model.ts';
import { type SetLine, setLines } from './set-text.ts';
import { ACCENT, CONTENT_WIDTH, GUTTER, INK, MUTED, PAGE, PAPER, RULE, STYLE, type TextStyle } from './style.ts';
import type { Typefaces } from './typefaces.ts';

const COLUMN_GAP = 12;
const PADDING = 3.5;
const MARK = 11;
/** A row taller than this may break between its lines. */
const UNBROKEN_ROW = 230;
const LINES_PER_PIECE = 6;

interface Column {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

export function setTable(table: Table, root: Node, faces: Typefaces): Strip[] {
  const node: Node = { tag: 'Table', parent: root };
  const columns = columnsOf(table);
  const head = table.head === 'shown' ? headStrip(table, columns, node, faces) : null;
  const rows = table.rows.flatMap((row, index) => {
    const total = table.total && index === table.rows.length - 1;
    const strips = rowStrips(row, columns, rowNode(node, row.length, table.head), faces, total ? INK : RULE);
    // The last row never stands alone on a page.
    const beforeLast = index === table.rows.length - 2;
    return strips.map((piece, at) => ({ ...piece, again: at === 0 ? head : null, keep: beforeLast && at === strips.length - 1 }));
  });
  return head ? [head, ...rows] : rows.map((row, index) => (index === 0 ? { ...row, gap: 4, keep: row.keep || rows.length < 4 } : row));
}

/** Tables whose rows have names hang their text on the same line as the transcript. */
function columnsOf({ columns, head }: Table): Column[] {
  if (head === 'rows' && columns.length === 2) {
    return [
      { x: PAGE.left, width: GUTTER - COLUMN_GAP, align: 'left' },
      { x: PAGE.left + GUTTER, width: CONTENT_WIDTH - GUTTER, align: 'left' },
    ];
  }
  let { left: x }: { left: number } = PAGE;
  return columns.map(({ share, align }, index) => {
    const full = CONTENT_WIDTH * share;
    const column = { x, width: full - (index === columns.length - 1 ? 0 : COLUMN_GAP), align };
    x += full;
    return column;
  });
}

function headStrip({ columns: titles }: Table, columns: readonly Column[], table: Node, faces: Typefaces): Strip {
  const cells: Node[] = [];
  const row: Node = { tag: 'TR', parent: table, cells };
  for (const _ of titles) cells.push({ tag: 'TH', parent: row, scope: 'Column' });
  const ops = titles.flatMap(({ title }, index) => {
    const column = columns[index];
    const node = cells[index];
    return column && node
      ? setLines(title, STYLE.tableHead, { ...column, node }, faces).flatMap((line) => line.ops.map((op) => shifted(op, 2)))
      : [];
  });
  return strip(15, [...ops, rule(15, MUTED)], { gap: 7, keep: true });
}

function rowNode(table: Node, length: number, head: Table['head']): Node {
  const cells: Node[] = [];
  const row: Node = { tag: 'TR', parent: table, cells };
  for (let index = 0; index < length; index += 1) {
    cells.push(head === 'rows' && index === 0 ? { tag: 'TH', parent: row, scope: 'Row' } : { tag: 'TD', parent: row });
  }
  return row;
}

function rowStrips(row: readonly Cell[], columns: readonly Column[], node: Node, faces: Typefaces, ruleColor: string): Strip[] {
  const cells = row.map((cell, index) => cellLines(cell, columns[index], node.cells?.[index] ?? node, faces));
  const heights = cells.map((lines) => lines.reduce((sum, { leading }) => sum + leading, 0));
  const height = Math.max(...heights, STYLE.cell.leading) + 2 * PADDING;
  const perPiece = height <= UNBROKEN_ROW ? Number.POSITIVE_INFINITY : LINES_PER_PIECE;
  const count = Math.max(...cells.map((lines) => lines.length), 1);
  const pieces = perPiece === Number.POSITIVE_INFINITY ? 1 : Math.ceil(count / perPiece);
  return Array.from({ length: pieces }, (_, piece) => {
    const first = piece === 0;
    const last = piece === pieces - 1;
    const top = first ? PADDING : 0;
    const bottoms: number[] = [];
    const ops = cells.flatMap((lines) => {
      let y = top;
      const placed = (pieces === 1 ? lines : lines.slice(piece * perPiece, (piece + 1) * perPiece)).flatMap((line) => {
        const moved = line.ops.map((op) => shifted(op, y));
        y += line.leading;
        return moved;
      });
      bottoms.push(y);
      return placed;
    });
    const tall = Math.max(...bottoms, top + STYLE.cell.leading) + (last ? PADDING : 0);
    return strip(tall, last ? [...ops, rule(tall, ruleColor)] : ops);
  });
}

function cellLines(cell: Cell, column: Column | undefined, node: Node, faces: Typefaces): SetLine[] {
  if (!column) return [];
  const indent = cell.mark ? MARK : 0;
  const place = { x: column.x + indent, width: column.width - indent, node, align: column.align };
  const lines = cell.parts.flatMap((part, index) => {
    const [first, ...rest] = setLines(part.text, styleOf(part), place, faces);
    if (!first) return [];
    // A little air between parts of one cell.
    return index === 0
      ? [first, ...rest]
      : [{ ops: first.ops.map((op) => shifted(op, 2)), leading: first.leading + 2 }, ...rest.map((line) => line)];
  });
  const [first, ...rest] = lines;
  return first && cell.mark
    ? [{ ...first, ops: [...markOps(cell.mark, column.x + 3.2, first.leading / 2 + 0.2), ...first.ops] }, ...rest]
    : lines;
}

function styleOf({ style }: CellPart): TextStyle {
  switch (style) {
    case 'body':
      return STYLE.cell;
    case 'strong':
      return STYLE.cellStrong;
    case 'muted':
      return STYLE.cellMuted;
    case 'quote':
      return STYLE.cellQuote;
    case 'unmatched':
      return STYLE.cellUnmatched;
    case 'mono':
      return STYLE.cellMono;
    default:
      return unreachable(style);
  }
}

function rule(y: number, color: string): Op {
  return { kind: 'line', node: null, x1: PAGE.left, y1: y, x2: PAGE.left + CONTENT_WIDTH, y2: y, color, width: 0.5 };
}

/** Full, half and empty circle, cross, dash: decoration beside the verdict's word. */
function markOps(verdict: Verdict, x: number, y: number): Op[] {
  const r = 3;
  switch (verdict) {
    case 'met':
      return [{ kind: 'circle', node: null, x, y, r, fill: ACCENT, stroke: ACCENT }];
    case 'partial':
      return [
        { kind: 'circle', node: null, x, y, r, fill: PAPER, stroke: ACCENT },
        { kind: 'half-circle', node: null, x, y, r, fill: ACCENT },
      ];
    case 'not-met':
      return [{ kind: 'circle', node: null, x, y, r, fill: PAPER, stroke: MUTED }];
    case 'contradicted':
      return [
        { kind: 'line', node: null, x1: x - r, y1: y - r, x2: x + r, y2: y + r, color: INK, width: 1.3 },
        { kind: 'line', node: null, x1: x - r, y1: y + r, x2: x + r, y2: y - r, color: INK, width: 1.3 },
      ];
    case 'cannot-tell':
      return [{ kind: 'line', node: null, x1: x - r, y1: y, x2: x + r, y2: y, color: MUTED, width: 1.3 }];
    default:
      return unreachable(verdict);
  }
}
