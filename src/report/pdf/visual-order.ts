import bidiModule from 'bidi-js';

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const STRONG = /[\p{L}]/u;
// The package's types describe an ES module, but Node loads its CommonJS file, whose default import is the factory itself.
const bidi = (bidiModule as unknown as typeof bidiModule.default)();

export interface DirectedRun {
  readonly text: string;
  readonly rtl: boolean;
}

/** Whether a paragraph reads from right to left: its first letter says. */
export function readsRightToLeft(text: string): boolean {
  const first = STRONG.exec(text)?.[0];
  return first !== undefined && RIGHT_TO_LEFT.test(first);
}

/** Parts of one line from left to right as they stand on paper (Unicode bidirectional algorithm). Text inside a part keeps its logical order. */
export function visualRuns(line: string, rightToLeft: boolean): readonly DirectedRun[] {
  if (!RIGHT_TO_LEFT.test(line)) return [{ text: line, rtl: false }];
  const embedding = bidi.getEmbeddingLevels(line, rightToLeft ? 'rtl' : 'ltr');
  const { levels } = embedding;
  const mirrored = bidi.getMirroredCharactersMap(line, levels);
  const runs: { text: string; level: number }[] = [];
  for (let index = 0; index < line.length; index += 1) {
    const level = levels[index] ?? 0;
    const unit = mirrored.get(index) ?? line.charAt(index);
    const last = runs.at(-1);
    if (last && last.level === level) last.text += unit;
    else runs.push({ text: unit, level });
  }
  return reordered(runs).map(({ text, level }) => ({ text, rtl: level % 2 === 1 }));
}

/** A part of a right-to-left run as it must be handed to the shaper, which turns round letters but not rows of signs and spaces alone. */
export function asShaped(part: string): string {
  return RIGHT_TO_LEFT.test(part) ? part : [...part].reverse().join('');
}

/** Rule L2: from the highest level down to the lowest odd one, each row of runs at that level or above is reversed. */
function reordered<T extends { level: number }>(runs: readonly T[]): T[] {
  let order = [...runs];
  const highest = Math.max(...order.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1) {
    const next: T[] = [];
    let row: T[] = [];
    for (const run of order) {
      if (run.level >= level) {
        row.unshift(run);
        continue;
      }
      next.push(...row, run);
      row = [];
    }
    order = [...next, ...row];
  }
  return order;
}
