import { type Clock, type LlmBatches, type LlmCalls, LlmFailure, type LlmReply, type Log, type OpenLlmBatch } from '#app/ports/index.ts';

/** Between two looks at a batch: from ten seconds, half as long again each time, to five minutes. */
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const PAUSE_GROWTH = 1.5;
/** No batch is under way for longer at the provider. */
const BATCH_LIFE_MS = 24 * 3_600_000;
/** The provider may list a batch late; before this nobody can say that there is none. */
const LISTED_AFTER_MS = 60_000;
/** How far the provider's clock may be behind ours. */
const CLOCK_SKEW_MS = 10 * 60_000;

/** What became of one item. `expired`: not worked on; to be asked again. */
export type ItemEnd =
  | { readonly kind: 'answered'; readonly reply: LlmReply }
  | { readonly kind: 'failed'; readonly failure: LlmFailure }
  | { readonly kind: 'expired' };

type Found = { readonly kind: 'found'; readonly providerId: string } | { readonly kind: 'not-known-yet' | 'absent' };

/**
 * Follows batches until they have ended and every result is stored. The provider may fail at any step: it is asked again, with growing
 * pauses, until it says that there is nothing to be had.
 */
export class BatchFollower {
  readonly #pauses = new Set<() => void>();
  /** The provider's ids of batches whose intent is known: none of them is the one that is missed. */
  readonly #bound = new Set<string>();
  #stopped = false;

  constructor(
    private readonly parts: { readonly batches: LlmBatches; readonly calls: LlmCalls; readonly clock: Clock; readonly log: Log },
    /** Called for each item after what became of it was stored, and again for all of them when that cannot go on. */
    private readonly onEnd: (callId: string, end: ItemEnd) => void,
  ) {}

  follow(batch: OpenLlmBatch): void {
    if (batch.providerId !== null) this.#bound.add(batch.providerId);
    this.#follow(batch).catch((error: unknown) => {
      if (error instanceof Stopped) return;
      this.parts.log.error({ batch: batch.id, error: String(error) }, 'a batch is not followed any more; the next start takes it up');
      const failure = new LlmFailure('transient', 'The results of a batch could not be taken in.', null, { cause: error });
      for (const callId of batch.callIds) this.onEnd(callId, { kind: 'failed', failure });
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const wake of [...this.#pauses]) wake();
  }

  async #follow(batch: OpenLlmBatch): Promise<void> {
    const providerId = batch.providerId ?? (await this.#look(batch));
    const left = new Map(batch.callIds.map((callId, index) => [`${batch.id}_${index}`, callId]));
    if (providerId !== null) {
      await this.#persist(async () => (await this.parts.batches.hasEnded(providerId)) || null);
      await this.#persist(async () => {
        await this.#read(providerId, left);
        return true;
      });
    }
    const isOver = providerId !== null || this.#ageMs(batch) > BATCH_LIFE_MS;
    await Promise.all([...left.values()].map((callId) => this.#end(callId, { kind: 'expired' })));
    // One that was never found stays open for a day: should it turn up at a later start, its replies are paid for.
    if (isOver) await this.parts.calls.closeBatch(batch.id);
  }

  /** The provider's id of a batch whose creation was cut off; null when there is none. */
  async #look(batch: OpenLlmBatch): Promise<string | null> {
    const found = await this.#persist(async () => {
      const seen = await this.#find(batch);
      return seen.kind === 'not-known-yet' ? null : seen;
    });
    if (found?.kind !== 'found') return null;
    this.#bound.add(found.providerId);
    await this.parts.calls.bindBatch(batch.id, found.providerId);
    return found.providerId;
  }

  async #find(batch: OpenLlmBatch): Promise<Found> {
    const recent = await this.parts.batches.recent();
    const ours = recent.find(({ firstName }) => firstName?.startsWith(`${batch.id}_`));
    if (ours) return { kind: 'found', providerId: ours.providerId };
    const ageMs = this.#ageMs(batch);
    const mayBeOurs = recent.some(
      ({ providerId, firstName, createdAtMs }) =>
        firstName === null && !this.#bound.has(providerId) && createdAtMs >= batch.createdAtMs - CLOCK_SKEW_MS,
    );
    return { kind: ageMs > BATCH_LIFE_MS || (ageMs >= LISTED_AFTER_MS && !mayBeOurs) ? 'absent' : 'not-known-yet' };
  }

  /** Stores every result that is one of ours; removes it from `left`. Names that were never sent, or come again, are not in it. */
  async #read(providerId: string, left: Map<string, string>): Promise<void> {
    const storing: Promise<void>[] = [];
    for await (const result of this.parts.batches.results(providerId)) {
      const callId = left.get(result.name);
      if (callId === undefined) continue;
      left.delete(result.name);
      storing.push(this.#end(callId, result));
    }
    await Promise.all(storing);
  }

  async #end(callId: string, end: ItemEnd): Promise<void> {
    const { calls, clock } = this.parts;
    if (end.kind === 'answered') await calls.answer(callId, end.reply, clock.wallMs());
    else await calls.fail(callId, end.kind === 'failed' ? `${end.failure.kind}: ${end.failure.message}` : 'expired', clock.wallMs());
    this.onEnd(callId, end);
  }

  #ageMs({ createdAtMs }: OpenLlmBatch): number {
    return this.parts.clock.wallMs() - createdAtMs;
  }

  /** Takes a step again and again until it gives something. Null when the provider says that it never will. */
  async #persist<T>(step: () => Promise<T | null>): Promise<T | null> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * PAUSE_GROWTH, LONGEST_PAUSE_MS)) {
      if (this.#stopped) throw new Stopped();
      let namedMs = 0;
      try {
        const given = await step();
        if (given !== null) return given;
      } catch (error) {
        if (!(error instanceof LlmFailure)) throw error;
        if (error.kind === 'permanent') return null;
        this.parts.log.warn({ error: error.message }, 'a batch could not be looked at; it is tried again');
        namedMs = error.retryAfterMs ?? 0;
      }
      await this.#pause(Math.max(pauseMs, namedMs));
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        cancel();
        this.#pauses.delete(wake);
        resolve();
      };
      const cancel = this.parts.clock.after(ms, wake);
      this.#pauses.add(wake);
    });
  }
}

class Stopped extends Error {
  override readonly name = 'Stopped';
}
