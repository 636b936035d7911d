import type { EvidenceItem, EvidenceList } from '../blocks.ts';
import { type Node, type Op, type Strip, shifted, strip } from './page-model.ts';
import { type SetLine, setLines, stack } from './set-text.ts';
import { ACCENT, INK, STYLE } from './style.ts';
import type { Typefaces } from './typefaces.ts';

const INDENT = 13;
const QUOTE_INDENT = 8;

/** Items with the candidate's words under them, set off by a stroke of the accent. An item never breaks across pages. */
export function setList({ marks, items }: EvidenceList, place: { x: number; width: number }, root: Node, faces: Typefaces): Strip[] {
  const list: Node = { tag: 'L', parent: root };
  return items.map((item, index) => {
    const node: Node = { tag: 'LI', parent: list };
    const mark = markOps(marks, index, place.x, { tag: 'Lbl', parent: node }, faces);
    return itemStrip(item, mark, { x: place.x + INDENT, width: place.width - INDENT }, { tag: 'LBody', parent: node }, faces, index === 0);
  });
}

function markOps(marks: EvidenceList['marks'], index: number, x: number, node: Node, faces: Typefaces): Op[] {
  const text = marks === 'numbers' ? `${index + 1}` : '•';
  const style = { ...STYLE.cellStrong, color: marks === 'numbers' ? ACCENT : INK, leading: STYLE.item.leading };
  return stack(setLines(text, style, { x, width: INDENT, node }, faces), 0, shifted).ops;
}

function itemStrip(
  item: EvidenceItem,
  mark: readonly Op[],
  place: { x: number; width: number },
  body: Node,
  faces: Typefaces,
  first: boolean,
): Strip {
  const text = stack(setLines(item.text, STYLE.item, { ...place, node: { tag: 'P', parent: body } }, faces), 0, shifted);
  const ops = [...mark, ...text.ops];
  let { bottom } = text;
  if (item.quote) {
    const lines: SetLine[] = setLines(
      item.quote,
      STYLE.itemQuote,
      { x: place.x + QUOTE_INDENT, width: place.width - QUOTE_INDENT, node: { tag: 'BlockQuote', parent: body } },
      faces,
    );
    const quote = stack(lines, bottom + 1.5, shifted);
    ops.push(
      { kind: 'line', node: null, x1: place.x + 1, y1: bottom + 3, x2: place.x + 1, y2: quote.bottom - 0.5, color: ACCENT, width: 1.3 },
      ...quote.ops,
    );
    bottom = quote.bottom;
  }
  if (item.note) {
    const note = stack(setLines(item.note, STYLE.itemNote, { ...place, node: { tag: 'P', parent: body } }, faces), bottom + 1, shifted);
    ops.push(...note.ops);
    bottom = note.bottom;
  }
  return strip(bottom, ops, { gap: first ? 1 : 4 });
}
