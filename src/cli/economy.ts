import type { Asking } from '#app/compose/index.ts';
import type { Config } from '#app/config.ts';
import { BadInput } from './terminal.ts';

export const ECONOMY_HELP = 'ask the model in batches: half the price, and up to a day for each of a few rounds';

/** A batch gathers what is asked at once. */
const BATCH_LANES = 1_000;

/** How to ask and how many answers to grade at once, by the option `--economy`. */
export function economy(wanted: boolean | undefined, config: Config): { readonly asking: Asking; readonly lanes: number } {
  if (!wanted) return { asking: 'at-once', lanes: config.gradingLanes };
  if (config.grader === 'offline') throw new BadInput('--economy is for the grader claude: the offline grader costs nothing.');
  return { asking: 'in-batches', lanes: BATCH_LANES };
}
