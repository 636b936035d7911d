import type { LlmRequest, LlmRole } from '#app/ports/index.ts';
import type { FormQuestion, Rubric } from '#app/protocol/index.ts';
import { claimsRequest } from './claude/claims-request.ts';
import { keyStatements } from './claude/keyed-statements.ts';
import { outputSchema, replySchema } from './claude/reply-schema.ts';
import { FIRST_PASS } from './grader.ts';
import type { Sha256Of } from './grading-input.ts';
import { type PreparedAnswer, prepareAnswer } from './prepare-answer.ts';
import { CONFIRM_QUOTES } from './prompts/confirm-quotes.ts';
import { FIND_EVIDENCE } from './prompts/find-evidence.ts';
import { FIND_OPEN_CHECKS } from './prompts/find-open-checks.ts';

/** US dollars per million tokens, which is also millionths of a dollar per token. */
export interface TokenPrices {
  readonly inputPerMTok: number;
  readonly outputPerMTok: number;
  readonly cacheReadPerMTok: number;
  readonly cacheWritePerMTok: number;
}

/** What one answer is expected to cost, in millionths of a US dollar. */
export interface QuestionCost {
  /** Nothing of the prompts is in the cache yet: a screen by itself. */
  readonly aloneMicroUsd: number;
  /** Instructions and rubric are read from the cache: a screen shortly after another one with the same question. */
  readonly amongManyMicroUsd: number;
}

/** Usual rule of thumb for English text. Code and other scripts take more tokens. */
const CHARACTERS_PER_TOKEN = 4;
/** What a written answer of a few minutes comes to: ten sentences of fifteen words. */
const SENTENCES = 10;
const WORDS_PER_SENTENCE = 15;
/** A second pass is made where half a point decides a level, a third where two differ: most answers have one, few have three. */
const MEAN_PASSES = 1.6;
/** The prompt asks for one short sentence beside each finding. */
const REASON_WORDS = 15;
/** A quote for every second statement: good answers meet more, weak ones fewer. */
const STATEMENTS_PER_QUOTE = 2;
const QUOTE_WORDS = 12;
/** Checks of an answer that carry a level or are suspect; each is held against its own statement and against the false check. */
const CONFIRMED_CHECKS = 4;
const WORD = 'wording';

/**
 * The expected cost of grading one answer with a model: the passes, the blind reading, and the quick look that chooses a follow-up.
 * Null when the price of one of the models is not known. Tokens that a model spends on thinking, repairs of a bad reply and what the API
 * adds around a prompt are not in it: an order of magnitude to plan with, not a bill.
 */
export function estimateQuestionCost(
  question: FormQuestion,
  rubric: Rubric,
  given: { readonly pricesOf: (role: LlmRole) => TokenPrices | null; readonly sha256: Sha256Of },
): QuestionCost | null {
  const answer = prepareAnswer({ subject: 'estimate', question, rubric, turns: [typicalAnswer(question.id)] }, given.sha256);
  const calls: readonly Call[] = [
    { role: 'grader', times: 1, ...findings(answer, FIND_EVIDENCE, REASON_WORDS) },
    { role: 'panel', times: MEAN_PASSES - 1, ...findings(answer, FIND_EVIDENCE, REASON_WORDS) },
    { role: 'interviewer', times: 1, ...findings(answer, FIND_OPEN_CHECKS, 0) },
    { role: 'entailment', times: 1, ...confirmation(rubric) },
  ];
  let aloneMicroUsd = 0;
  let amongManyMicroUsd = 0;
  for (const { role, times, system, user, output } of calls) {
    const prices = given.pricesOf(role);
    if (prices === null) return null;
    const fresh = tokens(user) * prices.inputPerMTok + tokens(output) * prices.outputPerMTok;
    aloneMicroUsd += times * (tokens(system) * prices.cacheWritePerMTok + fresh);
    amongManyMicroUsd += times * (tokens(system) * prices.cacheReadPerMTok + fresh);
  }
  return { aloneMicroUsd: Math.ceil(aloneMicroUsd), amongManyMicroUsd: Math.ceil(amongManyMicroUsd) };
}

interface Call {
  readonly role: LlmRole;
  readonly times: number;
  /** Marked for the cache: instructions, rubric, and the schema of the reply. */
  readonly system: string;
  readonly user: string;
  readonly output: string;
}

type Texts = Pick<Call, 'system' | 'user' | 'output'>;

function findings(answer: PreparedAnswer, prompt: typeof FIND_EVIDENCE, reasonWords: number): Texts {
  const statements = keyStatements(answer, FIRST_PASS.pass);
  const keys = statements.map(({ key }) => key);
  const { system, user }: Pick<LlmRequest, 'system' | 'user'> = claimsRequest(answer, {
    prompt,
    statements,
    problems: [],
    pass: FIRST_PASS,
    callsBefore: 0,
  });
  const entries = keys.map((check, index) => ({
    check,
    quotes: index % STATEMENTS_PER_QUOTE === 0 ? [{ segment: SENTENCES, text: words(QUOTE_WORDS) }] : [],
    reason: words(reasonWords),
    verdict: 'partial',
  }));
  return {
    system: `${system.join('')}${JSON.stringify(outputSchema(replySchema(keys)))}`,
    user,
    output: JSON.stringify({ findings: entries }),
  };
}

function confirmation(rubric: Rubric): Texts {
  const says = rubric.criteria.flatMap(({ checks }) => checks.map((check) => check.says)).slice(0, CONFIRMED_CHECKS);
  const items = says
    .flatMap((statement) => [statement, rubric.false_check])
    .map((statement, index) => ({ item: `i${index + 1}`, statement, quotes: [words(QUOTE_WORDS)] }));
  return {
    system: CONFIRM_QUOTES.text,
    user: JSON.stringify(items),
    output: JSON.stringify({ items: items.map(({ item }) => ({ item, answer: 'partly' })) }),
  };
}

function typicalAnswer(questionId: string) {
  const text = Array.from({ length: SENTENCES }, () => `${words(WORDS_PER_SENTENCE)}.`).join(' ');
  const at = '2000-01-01T00:00:00.000Z';
  return { id: 't1', kind: 'answer', by: 'candidate', questionId, text, at, autoSubmitted: false } as const;
}

function words(count: number): string {
  return Array.from({ length: count }, () => WORD).join(' ');
}

function tokens(text: string): number {
  return text.length / CHARACTERS_PER_TOKEN;
}
