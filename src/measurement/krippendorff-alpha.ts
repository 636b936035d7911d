import { sum } from './moments.ts';
import { unreachable } from './unreachable.ts';

export type Scale = 'nominal' | 'ordinal' | 'interval';

/**
 * Krippendorff's alpha of units with the ratings each received, missing ones left out or null. Units with fewer than two ratings do not
 * count. Null when nothing can be paired or all paired ratings are the same.
 * Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
 */
export function krippendorffAlpha(units: readonly (readonly (number | null)[])[], scale: Scale): number | null {
  const paired = units.map((unit) => unit.filter((rating) => rating !== null)).filter((unit) => unit.length > 1);
  const categories = [...new Set(paired.flat())].toSorted((a, b) => a - b);
  const place = new Map(categories.map((category, at) => [category, at]));
  const coincidences = categories.map((): number[] => new Array(categories.length).fill(0));
  for (const unit of paired) {
    for (const [at, one] of unit.entries()) {
      const row = coincidences[place.get(one) as number] as number[];
      for (const [by, other] of unit.entries()) {
        if (by !== at) row[place.get(other) as number] = (row[place.get(other) as number] as number) + 1 / (unit.length - 1);
      }
    }
  }
  const margins = coincidences.map(sum);
  const total = sum(margins);
  let observed = 0;
  let expected = 0;
  for (const [c, row] of coincidences.entries()) {
    for (const [k, count] of row.entries()) {
      const apart = distance(c, k, categories, margins, scale);
      observed += count * apart;
      expected += (margins[c] as number) * (margins[k] as number) * apart;
    }
  }
  return expected === 0 ? null : 1 - (observed * (total - 1)) / expected;
}

function distance(c: number, k: number, categories: readonly number[], margins: readonly number[], scale: Scale): number {
  if (c === k) return 0;
  switch (scale) {
    case 'nominal':
      return 1;
    case 'interval':
      return ((categories[c] as number) - (categories[k] as number)) ** 2;
    case 'ordinal': {
      const between = sum(margins.slice(Math.min(c, k), Math.max(c, k) + 1));
      return (between - ((margins[c] as number) + (margins[k] as number)) / 2) ** 2;
    }
    default:
      return unreachable(scale);
  }
}
