/** Who an answer must not give away. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu;
/** With a plus; with a leading zero and groups; as in North America. Gains, decimals, dates and rows of layer sizes are none of these. */
const PHONES = [
  /(?<![\w.+])\+[1-9]\d{0,2}(?:[\s./-]{0,2}\(?\d{1,5}\)?){2,6}(?!\w)/g,
  /(?<![\w.])\(?0\d{2,4}\)?[\s/-]\d{2,5}(?:[\s/-]?\d{2,5}){1,3}(?!\w|\.\d)/g,
  /(?<![\w.])(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}(?!\w)/g,
];
const LEAST_PHONE_DIGITS = 8;
/** Shorter parts of a name are words or initials. */
const LEAST_NAME_PART = 3;

/**
 * Puts marks in place of mail addresses, telephone numbers and the candidate's name. The whole name is found in any case; a part of it
 * only as it is written, with its capital, so that Mark loses his name and a benchmark keeps its mark.
 */
export function maskIdentity(text: string, { name, email }: Identity): string {
  const parts = name
    .split(/[\s,]+/)
    .filter((part) => [...part].length >= LEAST_NAME_PART && part !== part.toLowerCase())
    .toSorted((one, other) => other.length - one.length);
  let masked = text.replaceAll(EMAIL, '[e-mail]');
  if (email !== '') masked = masked.replace(wordOf(email, 'giu'), '[e-mail]');
  for (const phone of PHONES)
    masked = masked.replaceAll(phone, (found) => (found.replaceAll(/\D/g, '').length < LEAST_PHONE_DIGITS ? found : '[phone]'));
  if (name.trim() !== '') masked = masked.replace(wordOf(name.trim(), 'giu'), '[name]');
  for (const part of parts) masked = masked.replace(wordOf(part, 'gu'), '[name]');
  return masked;
}

function wordOf(words: string, flags: string): RegExp {
  const pattern = words
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
    .join('\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, flags);
}
