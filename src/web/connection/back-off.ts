const FIRST_TRY_MS = 250;
const BASE_MS = 500;
const CEILING_MS = 30_000;
/** A hidden page with nothing to send may rest longer. */
const HIDDEN_CEILING_MS = 300_000;

/**
 * Full jitter: anywhere between now and an upper bound that doubles, so that many pages that lost one server do not
 * come back in step. `attempt` counts from 0; bounds are 250, 1000, 2000, 4000 … 30 000 ms.
 */
export function backOffMs(attempt: number, resting: boolean, random: () => number): number {
  const bound = attempt === 0 ? FIRST_TRY_MS : BASE_MS * 2 ** attempt;
  return Math.floor(random() * Math.min(bound, resting ? HIDDEN_CEILING_MS : CEILING_MS));
}
