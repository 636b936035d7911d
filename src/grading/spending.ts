import type { Usage } from '#app/protocol/index.ts';

/** What calls to a model used. */
export interface Spending {
  readonly usage: Usage;
  /** Millionths of a US dollar; null when the price of one of the calls is not known. */
  readonly costMicroUsd: number | null;
}

/** Null stands for no call at all, which costs nothing. */
export function addSpending(one: Spending | null, other: Spending | null): Spending | null {
  if (one === null || other === null) return one ?? other;
  return {
    usage: {
      inputTokens: one.usage.inputTokens + other.usage.inputTokens,
      outputTokens: one.usage.outputTokens + other.usage.outputTokens,
      cacheReadTokens: one.usage.cacheReadTokens + other.usage.cacheReadTokens,
      cacheWriteTokens: one.usage.cacheWriteTokens + other.usage.cacheWriteTokens,
    },
    costMicroUsd: one.costMicroUsd === null || other.costMicroUsd === null ? null : one.costMicroUsd + other.costMicroUsd,
  };
}
