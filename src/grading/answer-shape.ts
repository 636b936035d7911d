import type { GradeFlag, Level, NotAssessable } from '#app/protocol/index.ts';
import { termSegments } from './keyword-list.ts';
import { addressesGrader, talksAboutGrading } from './meta-lexicon.ts';
import type { PreparedAnswer } from './prepare-answer.ts';
import { keysOf } from './rubric-words.ts';
import { sharedSequences } from './text/word-sequences.ts';
import { codeTokens, contentWords } from './text/words.ts';

/** Below this an answer to an open question holds a level of at most VERY_SHORT_LEVEL. */
const VERY_SHORT_WORDS = 12;
const VERY_SHORT_LEVEL = 1;
const TERMS_LEVEL = 1;
/** Share of the answer's three-word sequences that stand in the question. Who mends code that was given repeats most of it. */
const ECHO_SHARE = { prose: 0.6, code: 0.95 } as const;
const TERMS_SHARE = 0.6;

export interface TextCap {
  readonly level: Level;
  /** Plain words for the report. */
  readonly why: string;
}

/** What can be said of an answer before anybody looks for evidence. */
export interface AnswerShape {
  /** Why no criterion can be given a level at all; null when it can. */
  readonly notAssessable: NotAssessable | null;
  readonly caps: readonly TextCap[];
  /** Numbers of segments that list terms. */
  readonly termSegments: ReadonlySet<number>;
  readonly flags: readonly GradeFlag[];
}

export function shapeOf(answer: PreparedAnswer): AnswerShape {
  const text = answer.segments.map((segment) => segment.text).join('\n');
  const terms = termSegments(answer);
  const isTerms = termShare(answer, terms) >= TERMS_SHARE;
  const veryShort = answer.kind === 'prose' && wordsOnTopic(answer) < VERY_SHORT_WORDS;
  const notAssessable = reasonNotToAssess(answer, text);
  const caps: TextCap[] = [];
  if (veryShort)
    caps.push({ level: VERY_SHORT_LEVEL, why: `The answer has fewer than ${VERY_SHORT_WORDS} content words on the question.` });
  if (isTerms) caps.push({ level: TERMS_LEVEL, why: 'The answer lists terms without sentences that say something about them.' });
  const flags: GradeFlag[] = [];
  if (answer.hidden) flags.push('hidden-characters');
  if (answer.segments.some((segment) => addressesGrader(segment.text, answer.words))) flags.push('talks-about-grading');
  if (veryShort && notAssessable !== 'empty') flags.push('very-short');
  if (isTerms) flags.push('keyword-list');
  return { notAssessable, caps, termSegments: terms, flags };
}

function reasonNotToAssess(answer: PreparedAnswer, text: string): NotAssessable | null {
  if (!/[\p{L}\p{N}]/u.test(text)) return 'empty';
  if (sharedSequences(text, answer.words.asked.sequences) >= ECHO_SHARE[answer.kind]) return 'echoes-question';
  const own = answer.kind === 'code' ? [...keysOf(text), ...codeTokens(text)] : keysOf(text);
  const known = (key: string) => answer.words.asked.keys.has(key) || answer.words.weights.has(key);
  return own.some(known) ? null : 'off-topic';
}

/** Content words of the segments that share two words with question or rubric: padding of another kind lengthens no answer. */
function wordsOnTopic(answer: PreparedAnswer): number {
  const { asked, weights } = answer.words;
  const shared = (text: string) => new Set(keysOf(text).filter((key) => asked.keys.has(key) || weights.has(key)));
  return answer.segments
    .filter(({ text }) => shared(text).size >= 2 && !talksAboutGrading(text, answer.words))
    .reduce((sum, { text }) => sum + contentWords(text).length, 0);
}

function termShare(answer: PreparedAnswer, terms: ReadonlySet<number>): number {
  const counts = answer.segments.map(({ number, text }) => ({ number, words: contentWords(text).length }));
  const all = counts.reduce((sum, { words }) => sum + words, 0);
  return all === 0 ? 0 : counts.reduce((sum, { number, words }) => sum + (terms.has(number) ? words : 0), 0) / all;
}
