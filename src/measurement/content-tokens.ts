const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    "a an the is are was were be been being am of to in on at by for with from as and or but if then than that this these those it its it's",
    'they them their he she his her we our you your i me my which who whom what when where how why so such can could may might will',
    'would shall should do does did has have had not no there here into also any some each other more most very just about up out over',
  ].flatMap((line) => line.split(' ')),
);

/**
 * The number of content tokens of an answer: runs of ASCII letters and digits, lower-cased, stop words dropped. Only for measuring how
 * much length explains; graders read text by rules of their own.
 */
export function contentTokens(text: string): number {
  return (text.toLowerCase().match(/[a-z0-9]+(?:'[a-z]+)?/g) ?? []).filter((token) => !STOP_WORDS.has(token)).length;
}

/** ln(1 + n), so that an empty answer has a length too. */
export function logLength(tokens: number): number {
  return Math.log1p(tokens);
}
