import { breakLines, widthOf } from './break-lines.ts';
import { type Node, type Op, type Strip, strip } from './page-model.ts';
import type { TextStyle } from './style.ts';
import type { Typefaces } from './typefaces.ts';
import { asShaped, readsRightToLeft, visualRuns } from './visual-order.ts';

/** Where text goes: left edge and width in points, and the node that it belongs to. */
export interface Place {
  readonly x: number;
  readonly width: number;
  readonly node: Node | null;
  readonly align?: 'left' | 'right';
}

export interface SetLine {
  /** Relative to the line's top. */
  readonly ops: readonly Op[];
  readonly leading: number;
}

/** Share of the leading above the baseline. */
const BASELINE = 0.76;

/** Lines of a text, each with its own runs. A text in a right-to-left script is set against the right edge. */
export function setLines(text: string, style: TextStyle, place: Place, faces: Typefaces): SetLine[] {
  const rightToLeft = readsRightToLeft(text);
  const toRight = (place.align === 'right') !== rightToLeft && (rightToLeft || place.align === 'right');
  return breakLines(text, style, place.width, faces).map((line) => {
    const x = toRight ? place.x + place.width - line.width : place.x;
    return { ops: lineOps(line.text, x, rightToLeft, style, place.node, faces), leading: style.leading };
  });
}

function lineOps(text: string, left: number, rightToLeft: boolean, style: TextStyle, node: Node | null, faces: Typefaces): Op[] {
  const ops: Op[] = [];
  let x = left;
  for (const { text: part, rtl } of visualRuns(text, rightToLeft)) {
    const runs = faces.runs(style.face, part);
    for (const { font, text: run } of rtl ? runs.toReversed() : runs) {
      const width = runWidth(font, run, style, faces);
      const { size, color, tracking } = style;
      ops.push({
        kind: 'text',
        node,
        x,
        y: style.leading * BASELINE,
        font,
        size,
        color,
        tracking,
        text: rtl ? asShaped(run) : run,
        width,
        rtl,
      });
      x += width;
    }
  }
  return ops;
}

/** Word by word, as line breaking measured it, so that each word is shaped once. */
function runWidth(font: Parameters<Typefaces['runWidth']>[0]['font'], text: string, style: TextStyle, faces: Typefaces): number {
  const words = text.match(/ +|[^ ]+/g) ?? [];
  return words.reduce((sum, word) => sum + faces.runWidth({ font, text: word }), 0) * style.size + style.tracking * text.length;
}

export function textWidth(text: string, style: TextStyle, faces: Typefaces): number {
  const words = text.match(/ +|[^ ]+/g) ?? [];
  return words.reduce((sum, word) => sum + widthOf(word, style, faces), 0);
}

/** A paragraph that may break between pages, but never leaves one line alone on either side. */
export function setParagraph(
  text: string,
  style: TextStyle,
  place: Place,
  faces: Typefaces,
  rest: { gap?: number; keep?: boolean } = {},
): Strip[] {
  const lines = setLines(text, style, place, faces);
  return lines.map(({ ops, leading }, index) =>
    strip(leading, ops, {
      gap: index === 0 ? (rest.gap ?? 0) : 0,
      keep:
        (index === 0 && lines.length > 1) ||
        (index === lines.length - 2 && lines.length > 2) ||
        (index === lines.length - 1 && (rest.keep ?? false)),
    }),
  );
}

/** Lines one under the other from `top`, as ops of one strip; gives the height as well. */
export function stack(lines: readonly SetLine[], top: number, move: (op: Op, dy: number) => Op): { ops: Op[]; bottom: number } {
  let y = top;
  const ops: Op[] = [];
  for (const line of lines) {
    for (const op of line.ops) ops.push(move(op, y));
    y += line.leading;
  }
  return { ops, bottom: y };
}
