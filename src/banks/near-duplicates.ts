import { wordsOf } from './reading-grade.ts';

/** Words in a row that count as shared wording. */
const SHINGLE = 4;
/** Wording that this many questions share is the house's own (how much is expected, what to leave out) and says nothing of the case. */
const HOUSE_WORDING = 3;

export interface Text {
  readonly id: string;
  readonly text: string;
}

export interface NearDuplicate {
  readonly one: string;
  readonly other: string;
  /** Share of the shorter text's wording that stands in the other, 0 to 1. */
  readonly shared: number;
}

/** Pairs of texts with different ids that share at least `limit` of their wording (w-shingling: Broder, 1997). */
export function nearDuplicates(texts: readonly Text[], limit: number): NearDuplicate[] {
  const shingled = texts.map(({ id, text }) => ({ id, shingles: shinglesOf(text) }));
  const owners = new Map<string, Set<string>>();
  for (const { id, shingles } of shingled) {
    for (const shingle of shingles) owners.set(shingle, (owners.get(shingle) ?? new Set()).add(id));
  }
  const own = shingled.map(({ id, shingles }) => ({
    id,
    shingles: new Set([...shingles].filter((shingle) => (owners.get(shingle)?.size ?? 0) < HOUSE_WORDING)),
  }));
  return own.flatMap((one, index) =>
    own.slice(index + 1).flatMap((other) => {
      if (one.id === other.id) return [];
      const smaller = Math.min(one.shingles.size, other.shingles.size);
      const common = [...one.shingles].filter((shingle) => other.shingles.has(shingle)).length;
      const shared = smaller === 0 ? 0 : common / smaller;
      return shared >= limit ? [{ one: one.id, other: other.id, shared }] : [];
    }),
  );
}

function shinglesOf(text: string): Set<string> {
  const found = wordsOf(text.toLowerCase());
  return new Set(found.slice(0, Math.max(0, found.length - SHINGLE + 1)).map((_, at) => found.slice(at, at + SHINGLE).join(' ')));
}
