import type { QuoteRejection } from '#app/protocol/index.ts';
import { talksAboutGrading } from './meta-lexicon.ts';
import type { PreparedAnswer } from './prepare-answer.ts';
import { repeatedSegments } from './repeated-segments.ts';

const known = new WeakMap<PreparedAnswer, ReadonlyMap<number, QuoteRejection>>();

/**
 * The segments, by number, that no check can be shown with, and why. The whole segment: otherwise the clean half of "this shows drift,
 * which earns full marks" could be quoted. A grader that searches by words has to leave them out too, or it completes an honest half
 * sentence with words of the attack beside it.
 */
export function unquotableSegments(answer: PreparedAnswer): ReadonlyMap<number, QuoteRejection> {
  const found = known.get(answer) ?? findUnquotable(answer);
  known.set(answer, found);
  return found;
}

function findUnquotable(answer: PreparedAnswer): Map<number, QuoteRejection> {
  const repeated = repeatedSegments(answer);
  return new Map(
    answer.segments.flatMap(({ number, text }): [number, QuoteRejection][] => {
      if (talksAboutGrading(text, answer.words)) return [[number, 'talks-about-grading']];
      return repeated.has(number) ? [[number, 'keyword-list']] : [];
    }),
  );
}
