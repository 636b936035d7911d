import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as fontkit from 'fontkit';

/** The faces that the layout asks for. */
export type Face = 'sans' | 'italic' | 'semibold' | 'mono';
/** The fonts that are embedded: the faces, and those that stand in where a face lacks a character. */
export const FONTS = ['sans', 'italic', 'semibold', 'mono', 'symbols', 'devanagari', 'han', 'hangul'] as const;
export type FontId = (typeof FONTS)[number];

export interface FontRun {
  readonly font: FontId;
  readonly text: string;
}

const FALLBACKS: readonly FontId[] = ['symbols', 'devanagari', 'han', 'hangul'];
/** Joiners and variation selectors shape their neighbours and have no picture of their own. */
const SILENT = /^(?:[\u200b-\u200d]|[\ufe00-\ufe0f])$/u;
const ASCII = /^[\x20-\x7e]*$/;
/** Longest row of missing characters that is spelled out; the rest is counted. */
const MAX_SPELLED = 6;

const require = createRequire(import.meta.url);

/** Complete TrueType files; the licences lie beside them. */
export function fontFile(font: FontId): string {
  switch (font) {
    case 'sans':
      return require.resolve('@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf');
    case 'italic':
      return require.resolve('@expo-google-fonts/ibm-plex-sans/400Regular_Italic/IBMPlexSans_400Regular_Italic.ttf');
    case 'semibold':
      return require.resolve('@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf');
    case 'mono':
      return require.resolve('@expo-google-fonts/source-code-pro/400Regular/SourceCodePro_400Regular.ttf');
    case 'symbols':
      return require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
    case 'devanagari':
      return require.resolve('@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf');
    case 'han':
      return committed('DroidSansFallbackFull.ttf');
    case 'hangul':
      return committed('NanumGothicCoding.ttf');
    default:
      throw new Error(`no file for font ${String(font satisfies never)}`);
  }
}

/** No npm package holds these as complete TrueType files of a reasonable size. */
function committed(name: string): string {
  return fileURLToPath(new URL(`../../../assets/fonts/${name}`, import.meta.url));
}

/** Width of text in one font, in ems: what the drawer itself would advance. */
export type Measure = (font: FontId, text: string) => number;

/** Measures text and chooses a font for each part of it. One instance serves one document: it remembers what it measured. */
export class Typefaces {
  readonly #fonts = new Map<FontId, fontkit.Font>();
  readonly #widths = new Map<string, number>();
  readonly #ems = new Map<string, number>();

  constructor(private readonly measure: Measure) {}

  /** Parts of `text` by font, in its order. Characters that no font has become `⟦U+1F9FF⟧`. */
  runs(face: Face, text: string): FontRun[] {
    if (ASCII.test(text)) return text === '' ? [] : [{ font: face, text }];
    const runs: { font: FontId; text: string }[] = [];
    const add = (font: FontId, part: string) => {
      const last = runs.at(-1);
      if (last?.font === font) last.text += part;
      else runs.push({ font, text: part });
    };
    let missing: string[] = [];
    const spell = () => {
      if (missing.length > 0) add('symbols', spelled(missing));
      missing = [];
    };
    for (const character of text) {
      const previous = runs.at(-1)?.font ?? face;
      if (SILENT.test(character)) {
        if (missing.length === 0 && this.#has(previous, character)) add(previous, character);
        continue;
      }
      const font = this.#fontFor(face, previous, character);
      if (font === null) {
        missing.push(character);
        continue;
      }
      spell();
      add(font, character);
    }
    spell();
    return runs;
  }

  /** Width of a short text in ems of its face's size: one word is the unit that is remembered. */
  width(face: Face, text: string): number {
    const key = `${face} ${text}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    const width = this.runs(face, text).reduce((sum, run) => sum + this.runWidth(run), 0);
    this.#widths.set(key, width);
    return width;
  }

  runWidth({ font, text }: FontRun): number {
    const key = `${font} ${text}`;
    const known = this.#ems.get(key);
    if (known !== undefined) return known;
    const width = this.measure(font, text);
    this.#ems.set(key, width);
    return width;
  }

  /** The face itself; else the font of the character before (marks and joined letters stay together); else the first that has it. */
  #fontFor(face: Face, previous: FontId, character: string): FontId | null {
    if (this.#has(face, character) && !(previous !== face && /\p{M}/u.test(character) && this.#has(previous, character))) return face;
    if (character === ' ') return face;
    return [previous, ...FALLBACKS].find((font) => this.#has(font, character)) ?? null;
  }

  #has(font: FontId, character: string): boolean {
    return this.#font(font).hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  }

  #font(id: FontId): fontkit.Font {
    const known = this.#fonts.get(id);
    if (known) return known;
    const opened = fontkit.openSync(fontFile(id));
    if (!('hasGlyphForCodePoint' in opened)) throw new Error(`${fontFile(id)} holds several fonts`);
    this.#fonts.set(id, opened);
    return opened;
  }
}

function spelled(characters: readonly string[]): string {
  const codes = characters.slice(0, MAX_SPELLED).map((character) => `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}⟧`);
  const more = characters.length - codes.length;
  return more > 0 ? `${codes.join('')}⟦and ${more} more⟧` : codes.join('');
}
