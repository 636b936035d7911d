import type { PreparedAnswer, Segment } from './prepare-answer.ts';
import { contentWords, STOP_WORDS, wordsOf } from './text/words.ts';
import { isRubricInNoOrder, looksShuffled } from './word-order.ts';

/** So many fragments in a row, each of at most TERM_WORDS content words, are a list of terms. */
const LIST_LENGTH = 4;
const TERM_WORDS = 2;
const LEADING: ReadonlySet<string> = new Set(['and', 'or', 'the', 'a', 'an', 'also']);
const CODE = /[=()[\]{}<>]|\b(?:select|from|where|join|group by|order by|def|return|import|for|while|if|print)\b/i;

/**
 * The numbers of the segments that are mostly terms without sentences: short fragments in a row (over line breaks too), one phrase said
 * again and again, or words in no order. Such a segment names things and says nothing about them, so it cannot be evidence.
 */
export function termSegments({ segments, kind, words: rubric }: PreparedAnswer): Set<number> {
  const listed = new Map<number, number>();
  for (const run of termRuns(segments, kind)) {
    for (const { segment, words } of run) listed.set(segment, (listed.get(segment) ?? 0) + words);
  }
  const salad = (text: string, extent: 'answer' | 'segment') =>
    kind === 'prose' && (looksShuffled(text) || isRubricInNoOrder(text, rubric, extent));
  const whole = salad(segments.map((segment) => segment.text).join('\n'), 'answer');
  const found = new Set<number>();
  for (const { number, text } of segments) {
    if (kind === 'code' && CODE.test(text)) continue;
    const isListed = (listed.get(number) ?? 0) * 2 > wordsOf(text).length;
    if (whole || isListed || isRepetition(text) || salad(text, 'segment')) found.add(number);
  }
  return found;
}

interface Fragment {
  readonly segment: number;
  readonly words: number;
}

function termRuns(segments: readonly Segment[], kind: 'prose' | 'code'): Fragment[][] {
  const runs: Fragment[][] = [];
  let run: Fragment[] = [];
  const close = () => {
    if (run.length >= LIST_LENGTH) runs.push(run);
    run = [];
  };
  for (const segment of segments) {
    if (kind === 'code' && CODE.test(segment.text)) {
      close();
      continue;
    }
    for (const text of segment.text.split(/[,;:.!?\u2022|]/)) {
      const words = wordsOf(text).length;
      if (words === 0) continue;
      if (isTerm(text)) run.push({ segment: segment.number, words });
      else close();
    }
  }
  close();
  return runs;
}

/** A name and nothing beside it. Small words inside ("know the future") make a clause; a figure makes a note ("28%, pays"). */
function isTerm(text: string): boolean {
  const words = wordsOf(text).map((word) => word.text);
  const name = LEADING.has(words[0] ?? '') ? words.slice(1) : words;
  return name.length <= TERM_WORDS && !name.some((word) => STOP_WORDS.has(word)) && !/\d/.test(text);
}

/** The same few words over and over: each stands there two and a half times on average. */
function isRepetition(text: string): boolean {
  const words = contentWords(text);
  return words.length >= 6 && words.length / new Set(words).size >= 2.5;
}
