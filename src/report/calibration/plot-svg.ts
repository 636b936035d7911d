import type { LevelPlot, Matrix } from '../blocks.ts';
import { escapeHtml } from './escape-html.ts';

/** Strongest tint of a cell: the number on it keeps its contrast in light and dark. */
const STRONGEST = 0.42;

/** The matrix as a picture whose numbers are text; its words stand in the label. */
export function matrixSvg({ labels, counts, totalTitle, alt }: Matrix): string {
  const size = 58;
  const left = 30;
  const top = 26;
  const total = 54;
  const width = left + labels.length * size + total;
  const height = top + counts.length * size + 2;
  const middle = (index: number) => left + (index + 0.5) * size;
  const cells = counts.flatMap((row, at) => {
    const all = row.reduce((sum, count) => sum + count, 0);
    const y = top + at * size;
    const line = y + size / 2 + 4.5;
    return [
      `<text class="soft" x="${left / 2}" y="${line}" text-anchor="middle">${labels[at] ?? ''}</text>`,
      ...row.map((count, column) => {
        const tint = all === 0 ? 0 : (count / all) * STRONGEST;
        const rect = (what: string, extra: string) =>
          `<rect class="${what}" x="${left + column * size}" y="${y}" width="${size}" height="${size}"${extra}/>`;
        return [
          rect('tint', ` fill-opacity="${tint.toFixed(3)}"`),
          rect('grid', ' fill="none"'),
          `<text${at === column ? ' class="strong"' : ''} x="${middle(column)}" y="${line}" text-anchor="middle">${count}</text>`,
        ].join('');
      }),
      `<text class="soft" x="${left + labels.length * size + total / 2}" y="${line}" text-anchor="middle">${all}</text>`,
    ];
  });
  const frames = counts.map(
    (_row, at) => `<rect class="frame" x="${left + at * size}" y="${top + at * size}" width="${size}" height="${size}"/>`,
  );
  const heads = [
    ...labels.map((label, column) => `<text class="soft" x="${middle(column)}" y="16" text-anchor="middle">${escapeHtml(label)}</text>`),
    `<text class="soft" x="${left + labels.length * size + total / 2}" y="16" text-anchor="middle">${escapeHtml(totalTitle)}</text>`,
  ];
  return svg(width, height, alt, [...heads, ...cells, ...frames]);
}

export function levelPlotSvg({ top: highest, points, alt }: LevelPlot): string {
  const size = 330;
  const left = 30;
  const inset = 24;
  /** For the mean beside the last point. */
  const aside = 26;
  const top = 4;
  const at = (level: number) => inset + (level / highest) * (size - 2 * inset);
  const x = (level: number) => round(left + at(level));
  const y = (level: number) => round(top + size - at(level));
  const levels = Array.from({ length: highest + 1 }, (_, level) => level);
  const line = (what: string, x1: number, y1: number, x2: number, y2: number) =>
    `<line class="${what}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
  const text = (what: string, words: string, atX: number, atY: number, anchor = 'middle') =>
    `<text class="${what}" x="${atX}" y="${round(atY)}" text-anchor="${anchor}">${escapeHtml(words)}</text>`;
  const parts = [
    ...levels.flatMap((level) => [
      line('grid', x(level), top, x(level), top + size),
      line('grid', left, y(level), left + size + aside, y(level)),
      text('soft', String(level), x(level), top + size + 16),
      text('soft', String(level), left / 2, y(level) + 4),
    ]),
    line('equal', x(0), y(0), x(highest), y(highest)),
    ...points.flatMap(({ level, mean, sd, meanText, rowsText }) => {
      const spread = sd ?? 0;
      const [from, to] = [y(Math.max(0, mean - spread)), y(Math.min(highest, mean + spread))];
      return [
        line('spread', x(level), from, x(level), to),
        line('spread', x(level) - 5, from, x(level) + 5, from),
        line('spread', x(level) - 5, to, x(level) + 5, to),
        `<circle class="point" cx="${x(level)}" cy="${y(mean)}" r="5.5"/>`,
        text('strong', meanText, x(level) + 9, y(mean) + 4.5, 'start'),
        text('soft', rowsText, x(level), top + size + 33),
      ];
    }),
  ];
  return svg(left + size + aside + 2, top + size + 40, alt, parts);
}

function svg(width: number, height: number, alt: string, parts: readonly string[]): string {
  return `<svg role="img" viewBox="0 0 ${width} ${height}" aria-label="${escapeHtml(alt)}">${parts.join('')}</svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
