/** Cyrillic and Greek letters that look like Latin ones, with what they look like. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  'аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl ԛq ԝw Аa Вb Еe Кk Мm Нh Оo Рp Сc Тt Хx Іi Ѕs Јj Уy αa οo ρp νv ιi κk υu Αa Βb Εe Ζz Ηh Ιi Κk Μm Νn Οo Ρp Τt Υy Χx'
    .split(' ')
    .map((pair) => [pair.slice(0, -1), pair.slice(-1)]),
);
// biome-ignore lint/suspicious/noControlCharactersInRegex: it names the range
const BEYOND_ASCII = /[^\u0000-\u007F]/;
const STRUCK = /[\u0334-\u0338]/g;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const LATIN = /\p{Script=Latin}/u;
const LOOK_ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

/**
 * The text as it looks to a reader, for finding words that somebody disguised: full-width and styled letters (NFKC), strokes through
 * letters, and letters of other scripts inside Latin words. Only for looking at: no quote is ever compared with it, and a word written in
 * one script throughout stays as it is.
 */
export function plainLetters(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(STRUCK, '')
    .replace(WORD, (word) =>
      LATIN.test(word) && LOOK_ALIKE.test(word) ? [...word].map((letter) => LOOKS_LIKE.get(letter) ?? letter).join('') : word,
    );
}
