import type { Usage } from '#app/protocol/index.ts';

/** US dollars per million tokens, which is also millionths of a dollar per token. Cache writes are those of five minutes. */
export interface ModelPrices {
  readonly inputPerMTok: number;
  readonly outputPerMTok: number;
  readonly cacheReadPerMTok: number;
  readonly cacheWritePerMTok: number;
}

interface PriceEntry extends ModelPrices {
  /** For a model that is dearer when the prompt is long: from the first token on, output included. */
  readonly longPrompt?: ModelPrices & { readonly overTokens: number };
}

/**
 * List prices as of November 2026, without taxes and agreements: https://platform.claude.com/docs/en/about-claude/pricing and the pages
 * of the models under https://platform.claude.com/docs/en/models. Models that a user would choose today; every other has no known price.
 */
const LIST_PRICES: Readonly<Record<string, PriceEntry>> = {
  'claude-opus-5-5': { inputPerMTok: 4, outputPerMTok: 20, cacheReadPerMTok: 0.2, cacheWritePerMTok: 5 },
  'claude-opus-5': { inputPerMTok: 5, outputPerMTok: 25, cacheReadPerMTok: 0.5, cacheWritePerMTok: 6.25 },
  'claude-sonnet-5-5': { inputPerMTok: 2, outputPerMTok: 10, cacheReadPerMTok: 0.1, cacheWritePerMTok: 2.5 },
  'claude-sonnet-5': { inputPerMTok: 2, outputPerMTok: 10, cacheReadPerMTok: 0.2, cacheWritePerMTok: 2.5 },
  'claude-sonnet-4-6': { inputPerMTok: 3, outputPerMTok: 15, cacheReadPerMTok: 0.3, cacheWritePerMTok: 3.75 },
  'claude-haiku-5-5': {
    inputPerMTok: 0.1,
    outputPerMTok: 0.5,
    cacheReadPerMTok: 0.01,
    cacheWritePerMTok: 0.125,
    longPrompt: { overTokens: 100_000, inputPerMTok: 0.5, outputPerMTok: 2.5, cacheReadPerMTok: 0.05, cacheWritePerMTok: 0.625 },
  },
  'claude-haiku-4-5': { inputPerMTok: 1, outputPerMTok: 5, cacheReadPerMTok: 0.1, cacheWritePerMTok: 1.25 },
};

/**
 * Prices of a model for a prompt of this many tokens, cached ones included. A date or `-latest` behind a known id is the same model; null
 * for every other id, for what looks alike may cost ten times as much.
 */
export function pricesOf(model: string, promptTokens = 0): ModelPrices | null {
  const id = model.replace(/-(?:\d{8}|latest)$/, '');
  const entry = Object.hasOwn(LIST_PRICES, id) ? LIST_PRICES[id] : undefined;
  if (!entry) return null;
  const { longPrompt, ...prices } = entry;
  if (!longPrompt || promptTokens <= longPrompt.overTokens) return prices;
  const { overTokens: _, ...longPrices } = longPrompt;
  return longPrices;
}

/**
 * What a call cost, in whole millionths of a US dollar, rounded up; null when the model's price is not known. A batch costs half of
 * everything; inference kept in the United States costs a tenth more
 * (https://platform.claude.com/docs/en/manage-claude/data-residency).
 */
export function costMicroUsd(model: string, usage: Usage, how: { readonly batch: boolean; readonly usOnly?: boolean }): number | null {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  const prices = pricesOf(model, inputTokens + cacheReadTokens + cacheWriteTokens);
  if (!prices) return null;
  // Whole billionths until the one division: fractions of a cent add up to wrong sums in floating point.
  const billionths =
    inputTokens * thousandfold(prices.inputPerMTok) +
    outputTokens * thousandfold(prices.outputPerMTok) +
    cacheReadTokens * thousandfold(prices.cacheReadPerMTok) +
    cacheWriteTokens * thousandfold(prices.cacheWritePerMTok);
  return Math.ceil((billionths * (how.usOnly ? 11 : 10)) / (how.batch ? 20_000 : 10_000));
}

/** No list price is finer than a tenth of a cent. */
function thousandfold(price: number): number {
  return Math.round(price * 1_000);
}
