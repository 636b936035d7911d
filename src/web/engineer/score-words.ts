import type {
  Band,
  BandOutcome,
  Dimension,
  GradeFlag,
  NeedsPersonReason,
  NotAssessable,
  QuoteRejection,
  ScoreOutcome,
  Verdict,
} from '#app/protocol/index.ts';
import { unreachable } from '../parts/unreachable.ts';

export const BAND_WORDS: Readonly<Record<Band, string>> = {
  strong: 'Strong',
  'meets-bar': 'Meets the bar',
  'near-bar': 'Near the bar',
  'below-bar': 'Below the bar',
};

export const DIMENSION_WORDS: Readonly<Record<Dimension, string>> = {
  fundamentals: 'Fundamentals',
  'problem-framing': 'Problem framing',
  'data-judgment': 'Data judgment',
  implementation: 'Implementation',
  evaluation: 'Evaluation',
  operations: 'Operations',
  'ai-supervision': 'AI supervision',
  communication: 'Communication',
};

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  met: 'Met',
  partial: 'Partly met',
  'not-met': 'Not met',
  contradicted: 'Contradicted',
  'cannot-tell': 'Cannot tell',
};

export const NOT_ASSESSABLE_WORDS: Readonly<Record<NotAssessable, string>> = {
  unanswered: 'the question was not answered',
  empty: 'the answer is empty',
  'off-topic': 'the answer is about something else',
  'echoes-question': 'the answer repeats the question',
  'refused-by-model': 'the model declined to judge it',
  'malformed-reply': 'the model’s reply could not be read',
  'grader-failed': 'the grader failed',
};

export const NEEDS_PERSON_WORDS: Readonly<Record<NeedsPersonReason, string>> = {
  'model-refused': 'The model declined to judge this answer.',
  'model-output-malformed': 'The model’s reply could not be read.',
  'model-output-cut': 'The model’s reply was cut off.',
  'answer-too-long-for-model': 'The answer is too long for the model.',
  'model-unavailable': 'The model could not be reached.',
  'model-rejected-request': 'The model’s server rejected the request.',
  'grader-fooled': 'The grader accepted a statement that no honest answer makes. Its findings are not used.',
  'other-language': 'The answer is in a language that the grader does not read.',
  'content-missing': 'The rubric of this question is not installed.',
  'crashed-repeatedly': 'Grading failed again and again.',
};

export const FLAG_WORDS: Readonly<Record<GradeFlag, string>> = {
  'hidden-characters': 'The answer contains characters that cannot be seen.',
  'talks-about-grading': 'The answer addresses the grader.',
  'false-check-met': 'The grader accepted a statement that no honest answer makes.',
  'quotes-rejected': 'Some quotes of the grader were not in the answer and do not count.',
  'very-short': 'The answer is very short.',
  'keyword-list': 'The answer is a list of terms.',
  'unmatched-evidence': 'Some words may show a check and share too little with it for the rules to count them. Read them yourself.',
  'passes-disagree': 'Two readings of this answer lie more than one level apart.',
  'not-entailed': 'A second reader, shown only quotes and checks, did not find in some quotes all that the first had. Those count less.',
};

export const REJECTION_WORDS: Readonly<Record<QuoteRejection, string>> = {
  'not-in-answer': 'not in the answer',
  'too-short': 'too short to show anything',
  'too-long': 'too long to point at anything',
  'question-or-rubric-words': 'words of the question or the rubric',
  'talks-about-grading': 'addresses the grader',
  'off-check': 'about something else',
  'keyword-list': 'a list of terms',
  reused: 'used for another check',
};

/** `Meets the bar`; `Between near the bar and meets the bar`; `No band`. */
export function bandSentence(band: BandOutcome): string {
  switch (band.kind) {
    case 'band':
      return BAND_WORDS[band.band];
    case 'between':
      return `${BAND_WORDS[band.lower]} or ${BAND_WORDS[band.upper].toLowerCase()}`;
    case 'withheld':
      return 'No band';
    default:
      return unreachable(band);
  }
}

/** `2.71 ± 0.24`, or a dash where there is no score. */
export function scoreText(outcome: ScoreOutcome): string {
  if (outcome.kind === 'none') return '–';
  return outcome.standardError === null ? outcome.score.toFixed(2) : `${outcome.score.toFixed(2)} ± ${outcome.standardError.toFixed(2)}`;
}

/** `isolates`, `orders-by-cost` → `Isolates`, `Orders by cost`: ids of the rubric as a heading. */
export function idWords(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
