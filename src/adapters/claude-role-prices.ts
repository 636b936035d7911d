import type { LlmRole } from '#app/ports/index.ts';
import { type ClaudeOptions, hasListPrices } from './claude-client.ts';
import { type ModelPrices, pricesOf } from './claude-prices.ts';

/** The list price of the model of each role; null where it is not known, and for every address but the API's own. */
export function createRolePrices({ baseUrl, models }: Pick<ClaudeOptions, 'baseUrl' | 'models'>): (role: LlmRole) => ModelPrices | null {
  return (role) => (hasListPrices(baseUrl) ? pricesOf(models[role]) : null);
}
