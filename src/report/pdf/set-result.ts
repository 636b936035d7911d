import type { Block, Scale } from '../blocks.ts';
import { type Node, type Op, type Strip, shifted, strip } from './page-model.ts';
import { setLines, stack, textWidth } from './set-text.ts';
import { ACCENT, ACCENT_TINT, CONTENT_WIDTH, INK, PAGE, PANEL, PAPER, RULE, STYLE } from './style.ts';
import type { Typefaces } from './typefaces.ts';

const PADDING = 12;
const BAND_HEIGHT = 9;
const FIGURE_HEIGHT = 56;

/** The band in words on the left, the same on a scale on the right. */
export function setResult(block: Extract<Block, { kind: 'result' }>, root: Node, faces: Typefaces): Strip[] {
  const left = PAGE.left + PADDING;
  const textSpace = block.scale ? CONTENT_WIDTH * 0.44 - PADDING : CONTENT_WIDTH - 2 * PADDING;
  const headline = stack(
    setLines(block.headline, STYLE.headline, { x: left, width: textSpace, node: { tag: 'P', parent: root } }, faces),
    PADDING - 2,
    shifted,
  );
  const sentence = stack(
    setLines(block.sentence, STYLE.item, { x: left, width: textSpace, node: { tag: 'P', parent: root } }, faces),
    headline.bottom + 3,
    shifted,
  );
  const height = Math.max(sentence.bottom, PADDING + (block.scale ? FIGURE_HEIGHT : 0)) + PADDING - 3;
  const panel: Op = { kind: 'rect', node: null, x: PAGE.left, y: 0, width: CONTENT_WIDTH, height, radius: 4, fill: PANEL, stroke: null };
  const figureX = PAGE.left + CONTENT_WIDTH * 0.47;
  const figureWidth = PAGE.left + CONTENT_WIDTH - PADDING - figureX;
  const figure = block.scale
    ? scaleOps(
        block.scale,
        figureX,
        (height - FIGURE_HEIGHT) / 2,
        figureWidth,
        { tag: 'Figure', parent: root, alt: block.scale.alt },
        faces,
      )
    : [];
  return [strip(height, [panel, ...headline.ops, ...sentence.ops, ...figure], { gap: 12 })];
}

/** Score and interval above, bands on the line, their edges and names below. */
function scaleOps(scale: Scale, x: number, top: number, width: number, node: Node, faces: Typefaces): Op[] {
  const at = (score: number) => x + (score / 4) * width;
  const lineTop = top + 24;
  const centre = lineTop + BAND_HEIGHT / 2;
  const text = (words: string, style: (typeof STYLE)[keyof typeof STYLE], middle: number, y: number) => {
    const wide = textWidth(words, style, faces);
    const start = Math.min(Math.max(middle - wide / 2, x), x + width - wide);
    return stack(setLines(words, style, { x: start, width: wide + 1, node }, faces), y, shifted).ops;
  };
  const current = scale.bands.find(({ from, to }) => scale.score >= from && (scale.score < to || to === 4));
  const bands = scale.bands.flatMap((band): Op[] => [
    {
      kind: 'rect',
      node,
      x: at(band.from),
      y: lineTop,
      width: at(band.to) - at(band.from) - (band.to === 4 ? 0 : 1.5),
      height: BAND_HEIGHT,
      radius: 1.5,
      fill: band === current ? ACCENT_TINT : RULE,
      stroke: null,
    },
    ...(at(band.to) - at(band.from) > textWidth(band.label, STYLE.chartNote, faces) + 2
      ? text(band.label, STYLE.chartNote, (at(band.from) + at(band.to)) / 2, lineTop + BAND_HEIGHT + 12)
      : []),
  ]);
  const edges = [0, ...scale.bands.map(({ to }) => to)].flatMap((edge) =>
    text(String(edge), STYLE.chartNote, at(edge), lineTop + BAND_HEIGHT + 2),
  );
  const error = scale.standardError ?? 0;
  const from = at(Math.max(0, scale.score - error));
  const to = at(Math.min(4, scale.score + error));
  const interval: Op[] =
    error > 0
      ? [
          { kind: 'line', node, x1: from, y1: centre, x2: to, y2: centre, color: ACCENT, width: 1.6 },
          { kind: 'line', node, x1: from, y1: centre - 3, x2: from, y2: centre + 3, color: ACCENT, width: 1.2 },
          { kind: 'line', node, x1: to, y1: centre - 3, x2: to, y2: centre + 3, color: ACCENT, width: 1.2 },
        ]
      : [];
  return [
    ...text(scale.scoreText, STYLE.chartStrong, at(scale.score), top + 6),
    ...bands,
    ...edges,
    ...interval,
    { kind: 'circle', node, x: at(scale.score), y: centre, r: 4.4, fill: PAPER, stroke: null },
    { kind: 'circle', node, x: at(scale.score), y: centre, r: 3.4, fill: ACCENT, stroke: INK },
  ];
}
