import type { Clock, LlmCalls } from '#app/ports/index.ts';
import { nextUtcDayMs, utcDayStartMs } from './utc-day.ts';

export type BudgetAnswer =
  /** `end` gives the reservation back; call it once what the call cost is stored. */
  { readonly kind: 'granted'; readonly end: () => void } | { readonly kind: 'spent'; readonly retryAfterMs: number };

/**
 * The money that may be spent on models in one day, UTC. A call is let through while what was spent today and the estimates of the calls
 * under way stay below the budget together: the day ends at most one call above it, however many lanes there are. A caller that finds
 * money free but reserved waits for the calls that reserved it, because estimates are upper bounds and most of it comes back.
 */
export class DayBudget {
  #reservedMicroUsd = 0;
  /** Counts ended calls: a sum that was read before one ended and is used after would miss its cost on both sides. */
  #ended = 0;
  readonly #waiting = new Set<() => void>();

  constructor(
    private readonly budgetMicroUsd: number,
    private readonly parts: { readonly calls: LlmCalls; readonly clock: Clock },
  ) {}

  /** `patient`: waits for reserved money to be settled; otherwise reserved counts as spent. */
  async reserve(estimateMicroUsd: number, patient: boolean): Promise<BudgetAnswer> {
    for (;;) {
      const nowMs = this.parts.clock.wallMs();
      const ended = this.#ended;
      const spent = await this.parts.calls.spentMicroUsd(utcDayStartMs(nowMs));
      if (ended !== this.#ended) continue;
      if (spent + this.#reservedMicroUsd < this.budgetMicroUsd) return this.#grant(estimateMicroUsd);
      if (spent >= this.budgetMicroUsd || !patient) return { kind: 'spent', retryAfterMs: nextUtcDayMs(nowMs) - nowMs };
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #grant(estimateMicroUsd: number): BudgetAnswer {
    this.#reservedMicroUsd += estimateMicroUsd;
    return {
      kind: 'granted',
      end: () => {
        this.#reservedMicroUsd -= estimateMicroUsd;
        this.#ended += 1;
        for (const resume of this.#waiting) resume();
        this.#waiting.clear();
      },
    };
  }
}
