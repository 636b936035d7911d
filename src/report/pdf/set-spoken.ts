import type { Spoken } from '../blocks.ts';
import { type Node, type Op, type Strip, shifted, strip } from './page-model.ts';
import { setLines, setParagraph, stack, textWidth } from './set-text.ts';
import { ACCENT, CONTENT_WIDTH, GUTTER, PAGE, PANEL, RULE, STYLE, type TextStyle } from './style.ts';
import type { Typefaces } from './typefaces.ts';

const INSET = 10;
const PARAGRAPH_GAP = 6;
/** Points. */
const SMALLEST_CODE = 6.25;

/** A turn as in a printed interview: who speaks in the margin, the words beside it; a stroke runs along what the candidate wrote. */
export function setSpoken(turn: Spoken, root: Node, faces: Typefaces): Strip[] {
  const x = PAGE.left + GUTTER;
  const width = CONTENT_WIDTH - GUTTER;
  const who: Node = { tag: 'P', parent: root };
  const speaker = stack(setLines(turn.speaker, STYLE.speaker, { x: PAGE.left, width: GUTTER - 12, node: who }, faces), 0, shifted);
  const when = stack(
    turn.when ? setLines(turn.when, STYLE.time, { x: PAGE.left, width: GUTTER - 12, node: who }, faces) : [],
    speaker.bottom - 1,
    shifted,
  );
  const strips = turn.pieces.flatMap((piece, index): Strip[] => {
    const style = piece.style === 'code' ? fitting(piece.text, width - INSET, faces) : STYLE.body;
    const place = { x: x + INSET, width: width - INSET, node: { tag: 'P', parent: root } as const };
    if (piece.style === 'code') {
      const lines = setParagraph(piece.text, style, place, faces, { gap: index === 0 ? 0 : PARAGRAPH_GAP });
      return lines.map((line) => withPanel(line, x + INSET / 2, width - INSET / 2));
    }
    // Empty lines between paragraphs become a smaller gap.
    return piece.text
      .split(/\n{2,}/)
      .flatMap((paragraph, at) => setParagraph(paragraph, style, place, faces, { gap: index + at === 0 ? 0 : PARAGRAPH_GAP }));
  });
  const note = turn.note
    ? setParagraph(turn.note, STYLE.muted, { x: x + INSET, width: width - INSET, node: { tag: 'P', parent: root } }, faces, { gap: 3 })
    : [];
  const all = [...strips, ...note];
  const color = turn.by === 'candidate' ? ACCENT : RULE;
  // The margin may be taller than a short turn.
  const short = Math.max(0, when.bottom - all.reduce((sum, line, index) => sum + line.height + (index === 0 ? 0 : line.gap), 0));
  return all.map((line, index) => {
    const first = index === 0;
    const last = index === all.length - 1;
    const stroke: Op = {
      kind: 'line',
      node: null,
      x1: x,
      y1: first ? 1.5 : -line.gap,
      x2: x,
      y2: line.height - (last ? 1 : 0),
      color,
      width: 1.5,
    };
    const height = line.height + (last ? short : 0);
    const margin = first ? [...speaker.ops, ...when.ops] : [];
    const keep = line.keep || (first && all.length > 1) || (note.length > 0 && index === strips.length - 1);
    return { ...line, height, ops: [stroke, ...margin, ...line.ops], gap: first ? 11 : line.gap, keep };
  });
}

/** Code and tables keep their lines: letters shrink where that, within what can be read, keeps the widest line whole. */
function fitting(code: string, width: number, faces: Typefaces): TextStyle {
  const { size, leading } = STYLE.code;
  const widest = Math.max(...code.split('\n').map((line) => textWidth(line, STYLE.code, faces)));
  const fits = Math.min(1, width / widest);
  const scale = size * fits < SMALLEST_CODE ? 1 : fits;
  return { ...STYLE.code, size: size * scale, leading: leading * scale };
}

/** Code stands on a panel that continues from line to line and over page breaks. */
function withPanel(line: Strip, x: number, width: number): Strip {
  const panel: Op = { kind: 'rect', node: null, x, y: 0, width, height: line.height, radius: 0, fill: PANEL, stroke: null };
  return strip(line.height, [panel, ...line.ops], { gap: line.gap, keep: line.keep });
}
