import type { Reading } from './reading.ts';

/** A stretch of one segment, short enough that the words in it belong together. */
export interface Unit {
  readonly segment: number;
  /** First and last place in `Reading.content`. */
  readonly from: number;
  readonly to: number;
}

/** Content words of a unit: a long sentence. Longer segments are cut into overlapping units. */
const WIDTH = 16;
const STEP = 4;

/** Every segment that has content, in units. */
export function unitsOf({ content, marks }: Reading): Unit[] {
  const units: Unit[] = [];
  let from = 0;
  for (let place = 0; place < content.length; place++) {
    const segment = marks[content[place] ?? -1]?.segment ?? 0;
    if (place + 1 < content.length && marks[content[place + 1] ?? -1]?.segment === segment) continue;
    for (let start = from; start < place - WIDTH + 1; start += STEP) units.push({ segment, from: start, to: start + WIDTH - 1 });
    units.push({ segment, from: Math.max(from, place - WIDTH + 1), to: place });
    from = place + 1;
  }
  return units;
}
