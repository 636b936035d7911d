import type { Phrase } from '../rubric-words.ts';
import type { Mark, Reading } from './reading.ts';

/** The part of an answer in which most of a phrase stands close together. */
export interface Window {
  /** Share of the phrase's weight that was found, 0 to 1. */
  readonly share: number;
  /** First and last place in `Reading.content`. */
  readonly from: number;
  readonly to: number;
  readonly found: ReadonlySet<string>;
}

/** Less of a phrase than this is no trace of it. */
const LEAST_SHARE = 0.2;
/** Words of a phrase that each of two neighbouring segments has to hold. */
const LEAST_BEYOND = 2;

/**
 * For each segment, the best window that begins in it: at most `width` content words, in this segment and the next one of the same
 * turn. Words of a phrase that lie further apart are not the phrase, whoever wrote them all.
 */
export function windowsOf(
  phrase: Phrase,
  reading: Reading,
  options: { weights: ReadonlyMap<string, number>; width: number },
): Map<number, Window> {
  const best = new Map<number, Window>();
  const weigh = (keys: readonly string[]) => keys.reduce((sum, key) => sum + (options.weights.get(key) ?? 0), 0);
  const total = weigh(phrase.keys);
  if (weigh(phrase.keys.filter((key) => reading.places.has(key))) < total * LEAST_SHARE) return best;
  const hits = hitsOf(phrase, reading);
  for (const [index, first] of hits.entries()) {
    const found = new Set<string>();
    let weight = 0;
    let beyond = 0;
    for (let next = index; next < hits.length; next++) {
      const hit = hits[next];
      if (!hit || hit.place - first.place >= options.width || !isNear(first.mark, hit.mark, reading)) break;
      if (found.has(hit.key)) continue;
      found.add(hit.key);
      weight += options.weights.get(hit.key) ?? 0;
      if (hit.mark.segment !== first.mark.segment) beyond++;
      // A neighbour has to say a part of its own; one stray word of it completes nothing.
      if (beyond > 0 && (beyond < LEAST_BEYOND || found.size - beyond < LEAST_BEYOND)) continue;
      const share = weight / total;
      const known = best.get(first.mark.segment);
      if (!known || share > known.share + 1e-9 || (share > known.share - 1e-9 && hit.place - first.place < known.to - known.from)) {
        best.set(first.mark.segment, { share, from: first.place, to: hit.place, found: new Set(found) });
      }
    }
  }
  return best;
}

interface Hit {
  readonly key: string;
  readonly place: number;
  readonly mark: Mark;
}

function hitsOf(phrase: Phrase, reading: Reading): Hit[] {
  return phrase.keys
    .flatMap((key) => (reading.places.get(key) ?? []).map((place) => ({ key, place })))
    .sort((one, other) => one.place - other.place)
    .flatMap(({ key, place }) => {
      const mark = reading.marks[reading.content[place] ?? -1];
      return mark ? [{ key, place, mark }] : [];
    });
}

function isNear(first: Mark, other: Mark, { answer }: Reading): boolean {
  return other.segment - first.segment <= 1 && answer.segments[first.segment]?.turn === answer.segments[other.segment]?.turn;
}
