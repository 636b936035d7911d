import type { Block, FlowBlock, Sheet } from '../blocks.ts';
import { unreachable } from '../unreachable.ts';
import { type Node, type Op, type Strip, shifted, strip } from './page-model.ts';
import { setBars } from './set-bars.ts';
import { setHeading, setMasthead } from './set-heading.ts';
import { setLevelPlot } from './set-level-plot.ts';
import { setList } from './set-list.ts';
import { setMatrix } from './set-matrix.ts';
import { setResult } from './set-result.ts';
import { setSpoken } from './set-spoken.ts';
import { setTable } from './set-table.ts';
import { setLines, setParagraph, stack } from './set-text.ts';
import { BODY_HEIGHT, CONTENT_WIDTH, PAGE, RULE, STYLE } from './style.ts';
import type { Typefaces } from './typefaces.ts';

const COLUMN_GAP = 26;
const FULL = { x: PAGE.left, width: CONTENT_WIDTH };

/** Blocks as slices of a page, top to bottom. `root` is the structure tree's Document. */
export function setBlocks(blocks: readonly Block[], root: Node, faces: Typefaces): Strip[] {
  const strips: Strip[] = [];
  let pageBreak = false;
  for (const block of blocks) {
    if (block.kind === 'page-break') {
      pageBreak = true;
      continue;
    }
    const [first, ...rest] = block.kind === 'sheet' ? setSheet(block, root, faces) : setBlock(block, FULL, root, faces);
    if (!first) continue;
    strips.push(pageBreak ? { ...first, breakBefore: 'page' } : first, ...rest);
    pageBreak = false;
  }
  return strips;
}

/** Nodes of versions that are not drawn never reach the structure tree: it grows with what is drawn. */
function setSheet({ versions }: Sheet, root: Node, faces: Typefaces): Strip[] {
  let strips: Strip[] = [];
  for (const version of versions) {
    strips = setBlocks(version, root, faces);
    if (heightOf(strips) <= BODY_HEIGHT) break;
  }
  return strips;
}

function heightOf(strips: readonly Strip[]): number {
  return strips.reduce((sum, { gap, height }, index) => sum + height + (index === 0 ? 0 : gap), 0);
}

function setBlock(
  block: Exclude<Block, Sheet | { kind: 'page-break' }>,
  place: { x: number; width: number },
  root: Node,
  faces: Typefaces,
): Strip[] {
  switch (block.kind) {
    case 'masthead':
      return setMasthead(block, root, faces);
    case 'heading':
      return setHeading(block, place, root, faces);
    case 'paragraph':
      return setParagraph(block.text, STYLE[block.style], { ...place, node: { tag: 'P', parent: root } }, faces, {
        gap: block.style === 'footnote' ? 10 : 4,
        keep: block.leadsIn ?? false,
      });
    case 'list':
      return setList(block, place, root, faces);
    case 'result':
      return setResult(block, root, faces);
    case 'bars':
      return setBars(block, root, faces);
    case 'columns':
      return setColumns(block, root, faces);
    case 'spoken':
      return setSpoken(block, root, faces);
    case 'table':
      return setTable(block, root, faces);
    case 'matrix':
      return setMatrix(block, place, root, faces);
    case 'level-plot':
      return setLevelPlot(block, place, root, faces);
    case 'provenance':
      return [provenanceStrip(block.lines, root, faces)];
    default:
      return unreachable(block);
  }
}

/** Side by side as one slice while they fit on a page; one after the other otherwise. */
function setColumns({ left, right }: Extract<Block, { kind: 'columns' }>, root: Node, faces: Typefaces): Strip[] {
  const width = (CONTENT_WIDTH - COLUMN_GAP) / 2;
  const flow = (blocks: readonly FlowBlock[], x: number) => blocks.flatMap((block) => setBlock(block, { x, width }, root, faces));
  const sides = [flow(left, PAGE.left), flow(right, PAGE.left + width + COLUMN_GAP)].map((strips) => merged(strips));
  const height = Math.max(...sides.map((side) => side.height));
  if (height > BODY_HEIGHT / 2) {
    return [...left, ...right].flatMap((block) => setBlock(block, FULL, root, faces));
  }
  return [
    strip(
      height,
      sides.flatMap((side) => side.ops),
      { gap: 11 },
    ),
  ];
}

function merged(strips: readonly Strip[]): { height: number; ops: Op[] } {
  let y = 0;
  const ops: Op[] = [];
  for (const [index, { gap, height, ops: own }] of strips.entries()) {
    y += index === 0 ? 0 : gap;
    const top = y;
    ops.push(...own.map((op) => shifted(op, top)));
    y += height;
  }
  return { height: y, ops };
}

function provenanceStrip(lines: readonly string[], root: Node, faces: Typefaces): Strip {
  const ops: Op[] = [{ kind: 'line', node: null, x1: PAGE.left, y1: 0, x2: PAGE.left + CONTENT_WIDTH, y2: 0, color: RULE, width: 0.6 }];
  let y = 6;
  for (const line of lines) {
    const set = stack(setLines(line, STYLE.itemNote, { ...FULL, node: { tag: 'P', parent: root } }, faces), y, shifted);
    ops.push(...set.ops);
    y = set.bottom + 1;
  }
  return strip(y, ops, { gap: 10 });
}
