import { segment } from '#app/grading/index.ts';

export const POSITIONS = ['prefix', 'suffix', 'middle', 'between', 'alone'] as const;
export type Position = (typeof POSITIONS)[number];

export const CARRIERS = ['prose', 'code-comment', 'sql-comment', 'json', 'fence'] as const;
export type Carrier = (typeof CARRIERS)[number];

export const REPETITIONS = [1, 5] as const;

/** An answer with foreign words in it. */
export interface Composed {
  readonly text: string;
  /** Where in `text` the words of the attack stand, in order. */
  readonly hostile: readonly { readonly start: number; readonly end: number }[];
}

export interface Placing {
  readonly kind: 'prose' | 'code';
  readonly position: Position;
  readonly carrier?: Carrier;
  readonly repetition?: (typeof REPETITIONS)[number];
  /** In prose: honest words follow in the same line even where the attack ends no sentence. */
  readonly runOn?: boolean;
}

/** Ends a sentence for whoever cuts an answer into sentences. */
const FINISHED = /[.!?]["')\]}*_`\u201D\u2019]*\s*$/;

/**
 * Puts an attack into an answer. Prose takes a finished sentence into the running text and anything else on a line of its own; code takes
 * lines. `middle` is the boundary of sentences nearest to the middle, or a place between two words of a single sentence; `between` is every
 * boundary, or both ends of a single sentence.
 */
export function composeAttack(
  base: string,
  attack: string,
  { kind, position, carrier = 'prose', repetition = 1, runOn = false }: Placing,
): Composed {
  const again = Array.from({ length: repetition }, () => ({ text: attack, hostile: true }));
  const carried = carry(join(again, kind, runOn).text, carrier);
  const spans = segment(base, kind);
  const cuts = spans.slice(1).map(({ start }) => start);
  switch (position) {
    case 'alone':
      return join([{ text: carried, hostile: true }], kind, runOn);
    case 'prefix':
      return join(cutAt(base, [0], carried), kind, runOn);
    case 'suffix':
      return join(cutAt(base, [base.length], carried), kind, runOn);
    case 'middle':
      return join(cutAt(base, [nearest(cuts.length > 0 ? cuts : gapsOf(base), base.length / 2)], carried), kind, runOn);
    case 'between':
      return join(cutAt(base, cuts.length > 0 ? cuts : [0, base.length], carried), kind, runOn);
  }
}

/** Two attacks in two places of one answer. */
export function composeTwo(base: string, [first, last]: readonly [string, string], kind: Placing['kind']): Composed {
  return join(
    [
      { text: first, hostile: true },
      { text: base, hostile: false },
      { text: last, hostile: true },
    ],
    kind,
  );
}

function carry(attack: string, carrier: Carrier): string {
  switch (carrier) {
    case 'prose':
      return attack;
    case 'code-comment':
      return marked(attack, '# ');
    case 'sql-comment':
      return marked(attack, '-- ');
    case 'json':
      return JSON.stringify({ answer: attack });
    case 'fence':
      return `\n\`\`\`\n${attack}\n\`\`\`\n`;
  }
}

function marked(attack: string, mark: string): string {
  const lines = attack.split('\n').map((line) => mark + line);
  return `\n${lines.join('\n')}\n`;
}

interface Piece {
  readonly text: string;
  readonly hostile: boolean;
}

function cutAt(base: string, places: readonly number[], attack: string): Piece[] {
  const ends = [...places, base.length];
  return [0, ...places].flatMap((from, index): Piece[] => [
    ...(index === 0 ? [] : [{ text: attack, hostile: true }]),
    { text: base.slice(from, ends[index]), hostile: false },
  ]);
}

function join(pieces: readonly Piece[], kind: Placing['kind'], runOn = false): Composed {
  let text = '';
  const hostile: { start: number; end: number }[] = [];
  let ended = true;
  for (const piece of pieces) {
    if (piece.text === '') continue;
    const gap = kind === 'code' || !(ended || runOn) ? '\n' : ' ';
    if (text !== '' && !text.endsWith(gap) && !text.endsWith('\n')) text += gap;
    const start = text.length;
    text += piece.text;
    ended = FINISHED.test(piece.text);
    if (piece.hostile) hostile.push({ start, end: text.length });
  }
  return { text, hostile };
}

function gapsOf(base: string): number[] {
  return [...base.matchAll(/\s+/g)].map((match) => match.index + match[0].length);
}

function nearest(places: readonly number[], wanted: number): number {
  return places.toSorted((one, other) => Math.abs(one - wanted) - Math.abs(other - wanted))[0] ?? 0;
}
