import type {
  AiPolicy,
  Band,
  Dimension,
  GradeFlag,
  NeedsPersonReason,
  NotAssessable,
  QuestionKind,
  QuoteRejection,
  Verdict,
} from '#app/protocol/index.ts';

/** The plain words that a reader sees for each value of the protocol. */

export const DIMENSION_WORDS: Record<Dimension, string> = {
  fundamentals: 'Fundamentals',
  'problem-framing': 'Problem framing',
  'data-judgment': 'Data judgment',
  implementation: 'Implementation',
  evaluation: 'Evaluation',
  operations: 'Operations',
  'ai-supervision': 'AI supervision',
  communication: 'Communication',
};

export const BAND_WORDS: Record<Band, string> = {
  strong: 'Strong',
  'meets-bar': 'Meets the bar',
  'near-bar': 'Near the bar',
  'below-bar': 'Below the bar',
};

export const VERDICT_WORDS: Record<Verdict, string> = {
  met: 'Met',
  partial: 'Partly met',
  'not-met': 'Not met',
  contradicted: 'Contradicted',
  'cannot-tell': 'Cannot tell',
};

export const KIND_WORDS: Record<QuestionKind, string> = {
  concept: 'Concept',
  scenario: 'Scenario',
  experience: 'Experience',
  critique: 'Critique',
  'code-python': 'Python',
  sql: 'SQL',
};

export const NOT_ASSESSABLE_WORDS: Record<NotAssessable, string> = {
  unanswered: 'the question was not answered',
  empty: 'the answer is empty',
  'off-topic': 'the answer is not about the question',
  'echoes-question': 'the answer repeats the question',
  'refused-by-model': 'the model declined to read the answer',
  'malformed-reply': 'the model’s reply could not be used',
  'grader-failed': 'no grade could be made',
};

export const NEEDS_PERSON_WORDS: Record<NeedsPersonReason, string> = {
  'model-refused': 'The model declined to read this answer.',
  'model-output-malformed': 'The model’s reply could not be used, also after repair.',
  'model-output-cut': 'The model’s reply was cut off.',
  'answer-too-long-for-model': 'The answer is longer than the model can read.',
  'model-unavailable': 'The model could not be reached.',
  'model-rejected-request': 'The model’s service refused the request.',
  'grader-fooled': 'The grader accepted a statement that no honest answer makes, so none of its findings are used.',
  'other-language': 'The answer is in a language that the grader does not read.',
  'content-missing': 'The rubric of this question is not installed here.',
  'crashed-repeatedly': 'Grading failed several times.',
};

export const FLAG_WORDS: Record<GradeFlag, string> = {
  'hidden-characters': 'The answer holds characters that cannot be seen; they were taken out before grading.',
  'talks-about-grading': 'The answer speaks about how it should be graded. Those words earn nothing.',
  'false-check-met': 'The grader accepted a statement that no honest answer makes. Read this answer yourself.',
  'quotes-rejected': 'The grader offered words that are not in the answer. They were thrown out.',
  'very-short': 'The answer is very short.',
  'keyword-list': 'The answer is a list of terms without statements.',
  'unmatched-evidence': 'Some words may show a check and share too little with it for the rules to count them. Read them yourself.',
  'passes-disagree': 'Two readings of this answer lie more than one level apart.',
  'not-entailed': 'A second reader, shown only quotes and checks, did not find in some quotes all that the first had. Those count less.',
};

export const REJECTION_WORDS: Record<QuoteRejection, string> = {
  'not-in-answer': 'not in the answer',
  'too-short': 'too short to show anything',
  'too-long': 'too long',
  'question-or-rubric-words': 'words of the question or the rubric',
  'talks-about-grading': 'speaks about grading',
  'off-check': 'about something else',
  'keyword-list': 'terms without a statement',
  reused: 'already used for another check',
};

export const POLICY_WORDS: Record<AiPolicy, string> = {
  closed: 'AI assistants were not allowed.',
  'open-with-declaration': 'AI assistants were allowed; the candidate was asked to declare what they were used for.',
  'ai-required': 'AI assistants were expected; the candidate was asked to declare what they were used for.',
};

export const DECISION_WORDS: Record<'advance' | 'decline' | 'hold', string> = { advance: 'Advance', decline: 'Decline', hold: 'Hold' };

/** `orders-by-cost` → `Orders by cost`. */
export function slugWords(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `1 quote`, `3 quotes`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** `2026-03-09T14:05:00.000Z` → `9 March 2026`. The zone is UTC, as in the log. */
export function dayWords(iso: string): string {
  const [year = '', month = '1', day = '1'] = iso.slice(0, 10).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** `2026-03-09T14:05:00.000Z` → `9 March 2026, 14:05 UTC`. */
export function timeWords(iso: string): string {
  return `${dayWords(iso)}, ${iso.slice(11, 16)} UTC`;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
