import { describe, expect, test } from 'vitest';
import { estimateQuestionCost, type TokenPrices } from '#app/grading/index.ts';
import type { LlmRole } from '#app/ports/index.ts';
import { question, rubric, sha256 } from './fixture.ts';

const FREE: TokenPrices = { inputPerMTok: 0, outputPerMTok: 0, cacheReadPerMTok: 0, cacheWritePerMTok: 0 };

/** The estimate when one role has these prices and every other one costs nothing. */
function costOf(role: LlmRole, prices: Partial<TokenPrices>, of = { question, rubric }) {
  const pricesOf = (asked: LlmRole) => (asked === role ? { ...FREE, ...prices } : FREE);
  const cost = estimateQuestionCost(of.question, of.rubric, { pricesOf, sha256 });
  if (!cost) throw new Error('every price is known');
  return cost;
}

describe('what grading is expected to cost', () => {
  test('[GR90] grows with the texts that are sent, and asks every role', () => {
    for (const role of ['grader', 'panel', 'interviewer', 'entailment'] as const) {
      expect(costOf(role, { inputPerMTok: 1 }).aloneMicroUsd).toBeGreaterThan(20);
      expect(costOf(role, { outputPerMTok: 1 }).aloneMicroUsd).toBeGreaterThan(20);
    }
    const longer = { question: { ...question, prompt: question.prompt + 'word '.repeat(800) }, rubric };
    const more =
      costOf('grader', { cacheWritePerMTok: 1 }, longer).aloneMicroUsd - costOf('grader', { cacheWritePerMTok: 1 }).aloneMicroUsd;
    expect(more).toBeGreaterThanOrEqual(999);
    expect(more).toBeLessThanOrEqual(1_001);
    const [input, doubled] = [2, 4].map((inputPerMTok) => costOf('grader', { inputPerMTok }).aloneMicroUsd);
    expect(Math.abs((doubled ?? 0) - 2 * (input ?? 0))).toBeLessThanOrEqual(1);
    const panel = costOf('panel', { outputPerMTok: 1_000 }).aloneMicroUsd / costOf('grader', { outputPerMTok: 1_000 }).aloneMicroUsd;
    expect(panel).toBeCloseTo(0.6, 2);
  });

  test('[GR91] takes the instructions as written to the cache for a screen alone, as read from it for one among many', () => {
    const written = costOf('grader', { cacheWritePerMTok: 1 });
    const read = costOf('grader', { cacheReadPerMTok: 1 });
    expect(written.amongManyMicroUsd).toBe(0);
    expect(read.aloneMicroUsd).toBe(0);
    expect(read.amongManyMicroUsd).toBe(written.aloneMicroUsd);
    const typed = costOf('grader', { inputPerMTok: 1, outputPerMTok: 5 });
    expect(typed.aloneMicroUsd).toBe(typed.amongManyMicroUsd);
  });

  test('[GR92] is unknown while the price of one of the models is', () => {
    for (const unknown of ['grader', 'panel', 'interviewer', 'entailment'] as const)
      expect(estimateQuestionCost(question, rubric, { pricesOf: (role) => (role === unknown ? null : FREE), sha256 })).toBeNull();
  });
});
