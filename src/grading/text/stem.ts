/** Endings, longest first within each round, with the shortest stem that may be left over. */
const PLURALS: readonly (readonly [ending: string, put: string, least: number])[] = [
  ['sses', 'ss', 2],
  ['ies', 'y', 2],
  ['ches', 'ch', 2],
  ['shes', 'sh', 2],
  ['xes', 'x', 2],
];
const ENDINGS: readonly (readonly [ending: string, least: number])[] = [
  ['isations', 3],
  ['izations', 3],
  ['ification', 3],
  ['isation', 3],
  ['ization', 3],
  ['fulness', 3],
  ['ibility', 4],
  ['ability', 4],
  ['ations', 4],
  ['ation', 4],
  ['ators', 4],
  ['ator', 4],
  ['ified', 4],
  ['ifier', 4],
  ['ising', 4],
  ['izing', 4],
  ['ating', 4],
  ['ness', 4],
  ['ment', 4],
  ['able', 4],
  ['ible', 4],
  ['ance', 4],
  ['ence', 4],
  ['ancy', 4],
  ['ency', 4],
  ['ised', 4],
  ['ized', 4],
  ['ated', 4],
  ['ify', 4],
  ['ise', 4],
  ['ize', 4],
  ['ate', 4],
  ['ant', 5],
  ['ent', 5],
  ['ive', 4],
  ['age', 4],
  ['ion', 4],
  ['ing', 3],
  ['er', 5],
  ['or', 5],
  ['al', 5],
  ['ly', 4],
  ['ed', 3],
  ['is', 4],
];
const ROUNDS = 3;

/**
 * A crude English stemmer: cuts inflections and the commonest endings, British and American spelling alike, so that
 * "labelling", "labels" and "labeled" meet. Words with digits and words of up to three letters stay as they are.
 */
export function stem(word: string): string {
  let left = word.endsWith("'s") ? word.slice(0, -2) : word;
  if (left.length <= 3 || /\d/.test(left)) return left;
  left = cutPlural(left);
  for (let round = 0; round < ROUNDS; round++) {
    const ending = ENDINGS.find(([text, least]) => left.length - text.length >= least && left.endsWith(text));
    if (!ending) break;
    left = undouble(left.slice(0, -ending[0].length));
  }
  if (left.length > 3 && left.endsWith('e')) left = left.slice(0, -1);
  return left.length > 2 && left.endsWith('y') ? `${left.slice(0, -1)}i` : left;
}

function cutPlural(word: string): string {
  const rule = PLURALS.find(([ending, , least]) => word.length - ending.length >= least && word.endsWith(ending));
  if (rule) return word.slice(0, -rule[0].length) + rule[1];
  return /[^sui]s$/.test(word) && !word.endsWith('ias') ? word.slice(0, -1) : word;
}

function undouble(left: string): string {
  return /([bdfglmnprtz])\1$/.test(left) && left.length > 3 && !/(?:ll|ff)$/.test(left.slice(0, 4)) ? left.slice(0, -1) : left;
}
