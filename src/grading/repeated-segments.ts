import type { PreparedAnswer } from './prepare-answer.ts';
import { wordsOf } from './text/words.ts';

/** So often the same run of at most so many words is said for its own sake. */
const REPEATED = { times: 3, words: 20 } as const;

/** Numbers of the segments that say the same words three times in a row, or have a part in it: one phrase stuffed into an answer. */
export function repeatedSegments({ segments }: PreparedAnswer): ReadonlySet<number> {
  const words = segments.flatMap(({ number, text }) => wordsOf(text).map((word) => ({ number, text: word.text })));
  const found = new Set<number>();
  for (let length = 1; length <= REPEATED.words; length++) {
    let alike = 0;
    for (let at = length; at < words.length; at++) {
      alike = words[at]?.text === words[at - length]?.text ? alike + 1 : 0;
      if (alike < length * (REPEATED.times - 1)) continue;
      const run = words.slice(at - length * REPEATED.times + 1, at + 1);
      if (!isHonest(run.slice(-length).map((word) => word.text))) for (const { number } of run) found.add(number);
    }
  }
  return found;
}

/** Figures repeat in a sum, and short names in a program. */
function isHonest(run: readonly string[]): boolean {
  return run.length === 1 ? !/\p{L}{3}|\d{3}|\d,\d/u.test(run[0] ?? '') : run.length === 2 && run.every((word) => /^[\d.,]+k?$/.test(word));
}
