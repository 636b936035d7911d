import type { Heading, Masthead } from '../blocks.ts';
import { unreachable } from '../unreachable.ts';
import { type Node, type Op, type Strip, shifted, strip } from './page-model.ts';
import { setLines, stack, textWidth } from './set-text.ts';
import { ACCENT, CONTENT_WIDTH, INK, PAGE, RULE, STYLE, type TextStyle } from './style.ts';
import type { Typefaces } from './typefaces.ts';

const PIP = 7;
const PIP_GAP = 2.5;
/** A chapter begins a page unless this much is left of the last one. */
const CHAPTER_ROOM = 250;
/** A criterion's heading, its line and the first rows of its tables stay together. */
const CRITERION_ROOM = 150;

/** The top of page one: who, for what, when, and the warning that nobody may miss. */
export function setMasthead({ bookmark, eyebrow, title, lines, badge }: Masthead, root: Node, faces: Typefaces): Strip[] {
  const eyebrowNode: Node = { tag: 'P', parent: root };
  const badgeNode: Node = { tag: 'P', parent: root };
  const badgeWidth = badge ? textWidth(badge, STYLE.badge, faces) + 16 : 0;
  const place = { x: PAGE.left, width: CONTENT_WIDTH };
  const top = stack(setLines(eyebrow.toUpperCase(), STYLE.eyebrow, { ...place, node: eyebrowNode }, faces), 2, shifted);
  const name = stack(setLines(title, STYLE.title, { ...place, node: { tag: 'H1', parent: root } }, faces), top.bottom + 2, shifted);
  let { bottom } = name;
  const ops = [...top.ops, ...name.ops];
  if (badge) {
    const x = PAGE.left + CONTENT_WIDTH - badgeWidth;
    ops.push({ kind: 'rect', node: null, x, y: 0, width: badgeWidth, height: 17, radius: 2.5, fill: null, stroke: INK });
    const text = stack(setLines(badge, STYLE.badge, { x: x + 8, width: badgeWidth, node: badgeNode }, faces), 3.4, shifted);
    ops.push(...text.ops);
  }
  for (const [index, line] of lines.entries()) {
    const style = index === 0 ? STYLE.subtitle : STYLE.muted;
    const set = stack(setLines(line, style, { ...place, node: { tag: 'P', parent: root } }, faces), bottom + 2, shifted);
    ops.push(...set.ops);
    bottom = set.bottom;
  }
  return [strip(bottom, ops, { bookmark: { title: bookmark } })];
}

/** Headings never stand at the foot of a page; a chapter has a rule above it. */
export function setHeading(heading: Heading, place: { x: number; width: number }, root: Node, faces: Typefaces): Strip[] {
  const { style, rule, room, gap, below } = lookOf(heading);
  const node: Node = { tag: heading.level === 2 ? 'H2' : 'H3', parent: root };
  const ops: Op[] = [];
  let y = 0;
  if (rule) {
    ops.push({
      kind: 'line',
      node: null,
      x1: place.x,
      y1: 0,
      x2: place.x + place.width,
      y2: 0,
      color: rule,
      width: rule === RULE ? 0.6 : 1.2,
    });
    y = heading.style === 'chapter' ? 9 : 6;
  }
  if (heading.eyebrow) {
    const eyebrow = stack(
      setLines(heading.eyebrow.toUpperCase(), STYLE.eyebrow, { ...place, node: { tag: 'P', parent: root } }, faces),
      y,
      shifted,
    );
    ops.push(...eyebrow.ops);
    y = eyebrow.bottom + 2;
  }
  const asideWidth = heading.aside ? textWidth(heading.aside, STYLE.aside, faces) : 0;
  const pips = heading.reached === undefined ? 0 : 4 * PIP + 3 * PIP_GAP + 8;
  const text = stack(setLines(heading.text, style, { x: place.x, width: place.width - asideWidth - pips - 12, node }, faces), y, shifted);
  ops.push(...text.ops);
  if (heading.aside) {
    const right = { x: place.x, width: place.width - pips, node, align: 'right' as const };
    ops.push(...stack(setLines(heading.aside, STYLE.aside, right, faces), y + 0.4, shifted).ops);
  }
  if (heading.reached !== undefined) ops.push(...pipOps(heading.reached, place.x + place.width, y + style.leading / 2));
  const bookmark = heading.bookmark ? { title: heading.text } : null;
  return [strip(text.bottom + below, ops, { gap, keep: true, breakBefore: room, bookmark })];
}

interface Look {
  readonly style: TextStyle;
  readonly rule: string | null;
  readonly room: number;
  readonly gap: number;
  readonly below: number;
}

function lookOf({ style }: Heading): Look {
  switch (style) {
    case 'chapter':
      return { style: STYLE.chapter, rule: INK, room: CHAPTER_ROOM, gap: 30, below: 4 };
    case 'criterion':
      return { style: STYLE.criterion, rule: RULE, room: CRITERION_ROOM, gap: 18, below: 0 };
    case 'section':
      return { style: STYLE.section, rule: null, room: 0, gap: 14, below: 0 };
    case 'label':
      return { style: STYLE.label, rule: RULE, room: 0, gap: 12, below: 2 };
    default:
      return unreachable(style);
  }
}

/** Four steps, as many filled as the level: decoration beside the words "Level 3 of 4". */
function pipOps(reached: number | null, right: number, middle: number): Op[] {
  return [0, 1, 2, 3].map((index) => ({
    kind: 'rect',
    node: null,
    x: right - 4 * PIP - 3 * PIP_GAP + index * (PIP + PIP_GAP),
    y: middle - PIP / 2,
    width: PIP,
    height: PIP,
    radius: 1.2,
    fill: reached !== null && index < reached ? ACCENT : null,
    stroke: reached === null ? RULE : ACCENT,
  }));
}
