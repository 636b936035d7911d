import type { Clarification } from '#app/protocol/index.ts';

/** A share of the words of `asks` at which a request is taken to ask for it: two words of five, or one of two. */
const ENOUGH = 0.4;
/** What a word that stands only in `says` adds: people ask with the words of the fact they are after. */
const SAYS_WORTH = 0.15;

/**
 * Index of the clarification that a request asks for, or null when none fits. By overlap of word stems: no model, so that the
 * same request gets the same fact in every screen. Among equals the first wins.
 */
export function matchClarification(text: string, clarifications: readonly Clarification[]): number | null {
  const request = stems(text);
  let best: { index: number; score: number } | null = null;
  for (const [index, clarification] of clarifications.entries()) {
    const score = overlap(request, clarification);
    if (score >= ENOUGH && (best === null || score > best.score)) best = { index, score };
  }
  return best?.index ?? null;
}

function overlap(request: ReadonlySet<string>, { asks, says }: Clarification): number {
  const asked = stems(asks);
  const said = [...stems(says)].filter((stem) => !asked.has(stem));
  const share = asked.size === 0 ? 0 : [...asked].filter((stem) => request.has(stem)).length / asked.size;
  return share + SAYS_WORTH * said.filter((stem) => request.has(stem)).length;
}

function stems(text: string): ReadonlySet<string> {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !STOP_WORDS.has(word)).map(stem));
}

/** Longest first, so that `ations` is not cut as `s`. */
const ENDINGS = ['ations', 'ation', 'ities', 'ings', 'ally', 'ity', 'ing', 'ies', 'ed', 'es', 'al', 'ly', 's', 'y', 'e'];

/** Crude on purpose: cuts one ending and a doubled last letter, and never below three letters. */
function stem(word: string): string {
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length >= 3);
  const cut = ending === undefined ? word : word.slice(0, -ending.length);
  return cut.length > 3 && cut.at(-1) === cut.at(-2) ? cut.slice(0, -1) : cut;
}

const STOP_WORDS = new Set(
  (
    'a about after again all also am an and any are as at be because been before being but by can could did do does doing each else even ' +
    'every for from get gets give had has have how i if in into is it its itself just know let like many may me might more most much my no ' +
    'not of on one only or other our out over please shall should so some such tell than that the their them then there these they thing ' +
    'this those to too under up us use used very want was we were what when where whether which while who whom whose why will with would ' +
    'you your'
  ).split(' '),
);
