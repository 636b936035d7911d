/** Small words of languages that candidates may answer in. Left out: single letters, which stand in formulas, and English words. */
const SMALL_WORDS: readonly (readonly [language: string, words: string])[] = [
  [
    'German',
    'der die das und ist nicht mit für werden wird eine einen einer ein zu von dem den des bei auf oder durch sich als auch nur wenn sind im zur zum aus über nach haben diese dieser keine',
  ],
  ['French', 'le la les et est une du dans pour que qui pas sur avec ce cette sont au aux ou il elle nous vous je donc mais'],
  ['Spanish', 'el la los las es una del para que por se lo como más pero sus este esta entre cuando muy sobre también'],
  ['Portuguese', 'os é uma da dos das em para que com por não se ao como mais mas são entre quando muito sem sobre também'],
  ['Italian', 'il lo la gli le è una di del della che si più ma sono tra quando molto senza anche nel questo'],
  ['Dutch', 'het een en niet voor van dat die op aan te worden wordt zijn ook maar als bij uit naar deze dit'],
  ['Polish', 'nie jest się że dla jak przez są oraz ale lub który która może być tym'],
];
const ENGLISH: ReadonlySet<string> = new Set(
  'the of and to a in is it that for with on as are be this by or an from at which can not if then we you has have so will each all when'.split(
    ' ',
  ),
);
const TABLE = SMALL_WORDS.map(([language, words]) => ({ language, words: new Set(words.split(' ')) }));
/** Fewer prove nothing: an English answer may quote a title. */
const LEAST_FOUND = 5;
const LEAST_SHARE = 0.15;
/** So many times the English small words. */
const AHEAD = 1.5;

/** The language of a text when it is clearly one of a few and not English; null for English, for code and whenever that is not clear. */
export function foreignLanguage(text: string): string | null {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const english = words.filter((word) => ENGLISH.has(word)).length;
  let best: { language: string; found: number } | null = null;
  for (const { language, words: small } of TABLE) {
    const found = words.filter((word) => small.has(word)).length;
    if (!best || found > best.found) best = { language, found };
  }
  if (!best || best.found < LEAST_FOUND || best.found < words.length * LEAST_SHARE || best.found < english * AHEAD) return null;
  return best.language;
}
