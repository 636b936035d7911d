/** A text brought into the form in which quotes are compared, with the way back. */
export interface FoldedText {
  readonly text: string;
  /** Where in the text before folding the character at each place begins. */
  readonly starts: readonly number[];
  /** Where it ends (the place after its last code unit). */
  readonly ends: readonly number[];
}

const CLUSTER = /\s+|\P{M}\p{M}*/gu;
const MARKDOWN = new Set(['*', '_', '`', '#', '~', '>']);
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ['\u2018', "'"],
  ['\u2019', "'"],
  ['\u201A', "'"],
  ['\u02BC', "'"],
  ['\u201C', '"'],
  ['\u201D', '"'],
  ['\u201E', '"'],
  ['\u00AB', '"'],
  ['\u00BB', '"'],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u2012', '-'],
  ['\u2013', '-'],
  ['\u2014', '-'],
  ['\u2212', '-'],
  ['\u2026', '...'],
]);

/**
 * Folds what a model changes when it copies words: Unicode composition (NFC), runs of white space, letter case, Markdown marks,
 * typographic quotes and dashes. Never folds letters into other letters: a quote stays the candidate's words.
 */
export function fold(text: string): FoldedText {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of text.matchAll(CLUSTER)) {
    const cluster = match[0];
    if (MARKDOWN.has(cluster)) continue;
    const piece = foldCluster(cluster);
    if (piece === ' ' && (folded === '' || folded.endsWith(' '))) continue;
    folded += piece;
    for (let index = 0; index < piece.length; index++) {
      starts.push(match.index);
      ends.push(match.index + cluster.length);
    }
  }
  return { text: folded, starts, ends };
}

function foldCluster(cluster: string): string {
  if (cluster.trim() === '') return ' ';
  return SAME_AS.get(cluster) ?? cluster.normalize('NFC').toLowerCase();
}
