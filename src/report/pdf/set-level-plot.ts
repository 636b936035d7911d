import type { LevelPlot } from '../blocks.ts';
import { type Node, type Op, type Strip, shifted, strip } from './page-model.ts';
import { setLines, stack, textWidth } from './set-text.ts';
import { ACCENT, MUTED, RULE, STYLE, type TextStyle } from './style.ts';
import type { Typefaces } from './typefaces.ts';

const LARGEST = 190;
const AXIS = 12;
const LABEL = 18;
/** Inside the frame, so that points at the ends of the scale stand clear of it. */
const INSET = 14;
/** For the mean beside the last point. */
const ASIDE = 14;

/** One figure: levels across and up, the line of equal levels, and a point with its spread for each level that people gave. */
export function setLevelPlot(plot: LevelPlot, place: { x: number; width: number }, root: Node, faces: Typefaces): Strip[] {
  const size = Math.min(LARGEST, place.width - LABEL - 30);
  const node: Node = { tag: 'Figure', parent: root, alt: plot.alt };
  const left = place.x + LABEL;
  const top = 2 * AXIS + 4;
  const at = (level: number) => INSET + (level / plot.top) * (size - 2 * INSET);
  const x = (level: number) => left + at(level);
  const y = (level: number) => top + size - at(level);
  const text = (words: string, style: TextStyle, middle: number, line: number) => {
    const width = textWidth(words, style, faces);
    return stack(setLines(words, style, { x: middle - width / 2, width: width + 1, node }, faces), line, shifted).ops;
  };
  const axis = (words: string, line: number) => stack(setLines(words, STYLE.chartNote, { ...place, node }, faces), line, shifted).ops;
  const levels = Array.from({ length: plot.top + 1 }, (_, level) => level);
  const grid = levels.flatMap((level): Op[] => [
    { kind: 'line', node, x1: x(level), y1: top, x2: x(level), y2: top + size, color: RULE, width: 0.5 },
    { kind: 'line', node, x1: left, y1: y(level), x2: left + size + ASIDE, y2: y(level), color: RULE, width: 0.5 },
  ]);
  const equal: Op = { kind: 'line', node, x1: x(0), y1: y(0), x2: x(plot.top), y2: y(plot.top), color: MUTED, width: 0.8 };
  const ticks = levels.flatMap((level) => [
    ...text(String(level), STYLE.chartNote, x(level), top + size + 2),
    ...text(String(level), STYLE.chartNote, place.x + LABEL / 2, y(level) - STYLE.chartNote.leading / 2),
  ]);
  const points = plot.points.flatMap(({ level, mean, sd, meanText, rowsText }): Op[] => {
    const spread = sd ?? 0;
    const [from, to] = [y(Math.max(0, mean - spread)), y(Math.min(plot.top, mean + spread))];
    const stroke = { kind: 'line', node, color: ACCENT, width: 1.2 } as const;
    const middle = x(level) + textWidth(meanText, STYLE.chartNote, faces) / 2 + 6;
    return [
      { ...stroke, x1: x(level), y1: from, x2: x(level), y2: to },
      { ...stroke, x1: x(level) - 3, y1: from, x2: x(level) + 3, y2: from },
      { ...stroke, x1: x(level) - 3, y1: to, x2: x(level) + 3, y2: to },
      { kind: 'circle', node, x: x(level), y: y(mean), r: 3.4, fill: ACCENT, stroke: ACCENT },
      ...text(meanText, STYLE.chartNote, middle, y(mean) - STYLE.chartNote.leading / 2),
      ...text(rowsText, STYLE.chartNote, x(level), top + size + 2 + STYLE.chartNote.leading),
    ];
  });
  const bottom = top + size + 2 + 2 * STYLE.chartNote.leading;
  return [strip(bottom, [...axis(plot.yAxis, 0), ...axis(plot.xAxis, AXIS), ...grid, equal, ...ticks, ...points], { gap: 4 })];
}
