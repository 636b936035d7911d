/** Text as a grader reads it, with the way back to the text as stored. */
export interface NormalisedText {
  readonly text: string;
  /** `offsets[i]` is the UTF-16 offset in the stored text of `text[i]`; one entry more than `text` is long, for the end. */
  readonly offsets: readonly number[];
  /** Characters that carry text no reader sees were removed: a reason for a person to look, never a reason for a lower level. */
  readonly hidden: boolean;
}

const TAG = /[\u{E0000}-\u{E007F}]/gu;
const VARIATION_RUN = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{2,}/gu;
const VARIATION_SUPPLEMENT = /[\u{E0100}-\u{E01EF}]/gu;
const BIDI_OVERRIDE = /[\u202A-\u202E\u2066-\u2069]/g;
/** Direction marks that honest right-to-left text uses: stripped, not held against it. */
const BIDI_MARK = /[\u200E\u200F\u061C]/g;
const INVISIBLE = /[\u200B\u2060-\u2064\uFEFF\u180E]/g;
/** Joiners outside letters and emoji, where they join nothing. */
const STRAY_JOINER =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of these characters is looked for by itself
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;
const SOFT_HYPHEN = /\u00AD/g;
const CARRIAGE_RETURN = /\r(?=\n)/g;

/** A single zero-width space comes from a copied web page; three or more do not come by accident. */
const INVISIBLE_BY_ACCIDENT = 2;

/**
 * Removes what no reader sees (tag characters, variation-selector runs, direction overrides, zero-width characters,
 * control characters), so that the words a person reads and the words a grader reads are the same.
 */
export function normalise(stored: string): NormalisedText {
  const wellFormed = stored.toWellFormed();
  const start: Stripped = { text: wellFormed, offsets: Array.from({ length: wellFormed.length + 1 }, (_, index) => index) };
  const lines = strip(start, CARRIAGE_RETURN);
  const unix = { ...lines, text: lines.text.replaceAll('\r', '\n') };
  const hidden =
    unix.text.search(TAG) >= 0 ||
    unix.text.search(VARIATION_RUN) >= 0 ||
    unix.text.search(BIDI_OVERRIDE) >= 0 ||
    (unix.text.match(INVISIBLE)?.length ?? 0) > INVISIBLE_BY_ACCIDENT;
  const order = [TAG, VARIATION_RUN, VARIATION_SUPPLEMENT, BIDI_OVERRIDE, BIDI_MARK, INVISIBLE, STRAY_JOINER, CONTROL, SOFT_HYPHEN];
  return { ...order.reduce(strip, unix), hidden };
}

interface Stripped {
  readonly text: string;
  readonly offsets: readonly number[];
}

function strip(from: Stripped, pattern: RegExp): Stripped {
  let text = '';
  let last = 0;
  const offsets: number[] = [];
  const keep = (end: number) => {
    text += from.text.slice(last, end);
    for (let index = last; index < end; index++) offsets.push(from.offsets[index] ?? 0);
  };
  for (const match of from.text.matchAll(pattern)) {
    keep(match.index);
    last = match.index + match[0].length;
  }
  if (last === 0) return from;
  keep(from.text.length);
  offsets.push(from.offsets[from.text.length] ?? 0);
  return { text, offsets };
}
