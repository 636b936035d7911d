/** Shorter stems are left alone: `rate` and `gate` are one letter apart. */
const LEAST_LETTERS = 5;
/** From so many letters on two slips of the pen are forgiven, below one. */
const TWO_SLIPS = 8;
/** Nobody misspells a word of this length; what is longer is no word. */
const MOST_LETTERS = 30;
/** Share of the longer stem that two inflections of a word have in common from the start. */
const SAME_START = 0.65;

/**
 * How alike two keys are, from 0 to 1: equal; one or two letters wrong, missing or swapped (optimal string alignment distance); two endings
 * of one word; a word and a compound that begins with it. Learners of English misspell long technical words and inflect them freely.
 */
export function alike(one: string, other: string): number {
  if (one === other) return 1;
  const least = Math.min(one.length, other.length);
  const most = Math.max(one.length, other.length);
  if (least < LEAST_LETTERS || most > MOST_LETTERS || one[0] !== other[0] || /\d/.test(one) || /\d/.test(other)) return 0;
  const slips = least >= TWO_SLIPS ? 2 : 1;
  const distance = most - least > slips ? slips + 1 : slipsBetween(one, other, slips);
  if (distance <= slips) return distance === 1 ? 0.9 : 0.8;
  const start = sameStart(one, other);
  if (start < LEAST_LETTERS) return 0;
  if (start >= SAME_START * most) return 0.7;
  return start === least ? 0.6 : 0;
}

function sameStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

/** The distance, or anything above `most` as soon as it must be more. */
function slipsBetween(one: string, other: string, most: number): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const wrong = one[i - 1] === other[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + wrong);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[other.length] ?? most + 1;
}
