import { LlmFailure } from '#app/ports/index.ts';
import { shapeOf } from './answer-shape.ts';
import { findingsFrom } from './findings.ts';
import { FIRST_PASS, type Grader } from './grader.ts';
import type { GradingInput, Sha256Of } from './grading-input.ts';
import { prepareAnswer } from './prepare-answer.ts';
import { verifyQuotes } from './verify-quotes.ts';

/** A check that the answer so far leaves open, as `criterion/check`, with what meeting it would still add: points times weight. */
export interface OpenCheck {
  readonly check: string;
  readonly value: number;
}

/**
 * The checks an answer has not met yet, most valuable first, for choosing a probe. A partly met check is open for its other half; of an
 * answer in a language that the grader does not read, all are. Throws LlmFailure when the grader has no findings to give (kind `permanent` for a refusal or a malformed reply): the caller turns to
 * the offline grader, because an interview never waits on a model and never fails with one.
 */
export async function openChecks(
  input: GradingInput,
  grader: Grader,
  context: { readonly sha256: Sha256Of; readonly signal?: AbortSignal },
): Promise<readonly OpenCheck[]> {
  const answer = prepareAnswer(input, context.sha256);
  const shape = shapeOf(answer);
  const left = new Map(
    answer.words.statements.flatMap(({ statement }) => (statement.kind === 'check' ? [[statement.ref, statement.value]] : [])),
  );
  if (!shape.notAssessable) {
    const reply = await grader.find(answer, FIRST_PASS, context.signal);
    if (reply.kind === 'needs-person' && reply.reason !== 'other-language') throw new LlmFailure('permanent', reply.detail, null);
    const claims = reply.kind === 'claims' ? reply.claims : [];
    for (const { check, verdict } of findingsFrom(verifyQuotes(claims, answer, shape))) {
      const value = left.get(check);
      if (value === undefined) continue;
      if (verdict === 'met') left.delete(check);
      if (verdict === 'partial') left.set(check, value / 2);
    }
  }
  return [...left].map(([check, value]) => ({ check, value })).sort((one, other) => other.value - one.value);
}
