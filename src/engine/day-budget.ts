import { type Clock, type LlmCalls, LlmFailure, type LlmRequest, type LlmRole, type Log } from '#app/ports/index.ts';
import { nextUtcDayMs, utcDayStartMs } from './utc-day.ts';

export interface DayBudgetParts {
  /** For the whole installation and one day, UTC, in millionths of a US dollar; null: none. */
  readonly dailyBudgetMicroUsd: number | null;
  /** The most a call can cost, in millionths of a US dollar; null when the price of its model is not known. */
  readonly estimateMicroUsd: (request: LlmRequest) => number | null;
  readonly models: Readonly<Record<LlmRole, string>>;
  readonly calls: LlmCalls;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The money that may be spent on models in one day, UTC. A call is let through while what was spent today and the estimates of the calls
 * under way stay below the budget together: the day ends at most one call above it, however many lanes there are. A caller that finds
 * money free but reserved waits for the calls that reserved it, because estimates are upper bounds and most of it comes back.
 */
export class DayBudget {
  #reservedMicroUsd = 0;
  /** Counts ended calls: a sum that was read before one ended and is used after would miss its cost on both sides. */
  #ended = 0;
  /** Woken one at a time, first come first: a thousand of them asking the store at each cost would be a million queries. */
  readonly #waiting: (() => void)[] = [];

  readonly #withoutPrice = new Set<string>();

  constructor(private readonly parts: DayBudgetParts) {}

  /**
   * Gives what returns the reservation: to be called once, when what the call cost is stored. `patient`: waits for reserved money to be
   * settled; otherwise reserved counts as spent. Throws LlmFailure of kind `over-budget`, with the time to the next day.
   */
  async reserve(request: LlmRequest, patient: boolean): Promise<() => void> {
    const { dailyBudgetMicroUsd, calls, clock } = this.parts;
    if (dailyBudgetMicroUsd === null) return () => {};
    const estimateMicroUsd = this.#estimate(request);
    for (;;) {
      const nowMs = clock.wallMs();
      const ended = this.#ended;
      const spent = await calls.spentMicroUsd(utcDayStartMs(nowMs));
      if (ended !== this.#ended) continue;
      if (spent + this.#reservedMicroUsd < dailyBudgetMicroUsd) {
        this.#reservedMicroUsd += estimateMicroUsd;
        this.#wakeNext();
        return () => this.#giveBack(estimateMicroUsd);
      }
      if (spent >= dailyBudgetMicroUsd || !patient) {
        if (patient) this.#wakeNext();
        throw new LlmFailure('over-budget', 'The daily budget for models is spent.', nextUtcDayMs(nowMs) - nowMs);
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #giveBack(estimateMicroUsd: number): void {
    this.#reservedMicroUsd -= estimateMicroUsd;
    this.#ended += 1;
    this.#wakeNext();
  }

  #estimate(request: LlmRequest): number {
    const { estimateMicroUsd, models, log } = this.parts;
    const estimate = estimateMicroUsd(request);
    const model = models[request.role];
    if (estimate === null && !this.#withoutPrice.has(model)) {
      this.#withoutPrice.add(model);
      log.warn({ model }, 'the price of this model is not known, so the daily budget does not hold for it');
    }
    return estimate ?? 0;
  }

  #wakeNext(): void {
    this.#waiting.shift()?.();
  }
}
