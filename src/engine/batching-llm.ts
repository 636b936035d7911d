import {
  type Failpoint,
  type Ids,
  type Llm,
  type LlmBatches,
  type LlmBatchIntent,
  LlmFailure,
  type LlmReply,
  type LlmRequest,
  type OpenLlmBatch,
} from '#app/ports/index.ts';
import { BatchFollower, type ItemEnd } from './batch-follower.ts';
import { callHash } from './call-hash.ts';
import { DayBudget, type DayBudgetParts } from './day-budget.ts';

/** When no further question came for this long, what has gathered is sent. */
const QUIET_MS = 2_000;
const MOST_ITEMS = 1_000;

/** Estimates are those of questions in a batch. */
export interface BatchingLlmParts extends DayBudgetParts {
  readonly batches: LlmBatches;
  readonly ids: Ids;
  readonly failpoint: Failpoint;
}

/** One distinct question, however many wait for its reply. */
interface Question {
  readonly request: LlmRequest;
  readonly inputHash: string;
  readonly reply: Promise<LlmReply>;
  readonly resolve: (reply: LlmReply) => void;
  readonly reject: (error: unknown) => void;
  /** Gives back the money that is reserved for it. */
  settle: () => void;
}

/**
 * A model that is asked in batches, at half the price and within a day: `complete` resolves when the batch of its question has ended.
 * Each call and each batch is written down before it is made, and a batch whose creation was cut off is found again by the names of its
 * items, so that a crash at any moment pays for nothing twice. A question for which the day's budget has no room now waits for the
 * batches under way to leave some; `over-budget` when the day's is spent. The time limit of a request does not hold.
 */
export class BatchingLlm implements Llm {
  readonly #follower: BatchFollower;
  readonly #budget: DayBudget;
  readonly #questions = new Map<string, Question>();
  /** Questions in a batch, by the id of their call. */
  readonly #asked = new Map<string, Question>();
  /** Calls of batches that an earlier process left open. */
  readonly #adopted = new Set<string>();
  #gathered: Question[] = [];
  #cancelSend: () => void = () => {};
  #started: Promise<void> | null = null;
  #stopped = false;

  constructor(private readonly parts: BatchingLlmParts) {
    this.#budget = new DayBudget(parts);
    this.#follower = new BatchFollower(parts, (callId, end) => this.#ended(callId, end));
  }

  /** Takes up the batches that an earlier process left open. Questions are taken before, and wait for it. */
  start(): Promise<void> {
    this.#started ??= this.#adoptAll();
    return this.#started;
  }

  /** Ends all waiting. Batches under way go on at the provider, and are taken up at the next start. */
  stop(): void {
    this.#stopped = true;
    this.#cancelSend();
    this.#follower.stop();
    for (const { reject } of this.#questions.values())
      reject(new LlmFailure('transient', 'The program stopped before the batch ended.', null));
    this.#questions.clear();
  }

  async complete(request: LlmRequest): Promise<LlmReply> {
    const { calls, models } = this.parts;
    const inputHash = callHash(models[request.role], request);
    await this.start();
    const stored = await calls.findReply(inputHash);
    if (stored !== null) return stored;
    if (this.#stopped || request.signal?.aborted) throw givenUp();
    const question = this.#questions.get(inputHash) ?? (await this.#take(request, inputHash));
    return orAborted(question.reply, request.signal);
  }

  /** A new question: into the next batch, unless an adopted one holds it already. */
  async #take(request: LlmRequest, inputHash: string): Promise<Question> {
    const question = createQuestion(request, inputHash);
    this.#questions.set(inputHash, question);
    const sent = this.#adopted.size === 0 ? [] : await this.parts.calls.about(request.subject);
    const adopted = sent.find((call) => call.inputHash === inputHash && call.status === 'sent' && this.#adopted.has(call.id));
    if (adopted) this.#asked.set(adopted.id, question);
    else this.#gatherInBudget(question);
    return question;
  }

  #gatherInBudget(question: Question): void {
    this.#budget.reserve(question.request, true).then(
      (settle) => {
        question.settle = settle;
        this.#gather(question);
      },
      (error: unknown) => this.#close(question, (open) => open.reject(error)),
    );
  }

  #gather(question: Question): void {
    this.#cancelSend();
    if (this.#stopped) return;
    this.#gathered.push(question);
    if (this.#gathered.length >= MOST_ITEMS) this.#sendGathered();
    else this.#cancelSend = this.parts.clock.after(QUIET_MS, () => this.#sendGathered());
  }

  #sendGathered(): void {
    const questions = this.#gathered;
    this.#gathered = [];
    if (questions.length === 0) return;
    this.#send(questions).catch((error: unknown) => {
      for (const question of questions) this.#close(question, (open) => open.reject(error));
    });
  }

  async #send(gathered: readonly Question[]): Promise<void> {
    const { batches, calls, clock, failpoint, ids, log, models } = this.parts;
    const questions = await this.#unanswered(gathered);
    if (questions.length === 0) return;
    const callIds = questions.map(() => ids.uuid());
    await Promise.all(
      questions.map(({ request, inputHash }, index) => {
        const { role, subject, pass, system, user, schema, maxTokens } = request;
        const body = JSON.stringify({ role, pass, system, user, schema, maxTokens });
        const id = callIds[index] as string;
        return calls.intend({ id, subject, role, model: models[role], inputHash, request: body, sentAtMs: clock.wallMs() });
      }),
    );
    for (const [index, question] of questions.entries()) this.#asked.set(callIds[index] as string, question);
    const batch: LlmBatchIntent = { id: ids.uuid(), createdAtMs: clock.wallMs(), callIds };
    await calls.intendBatch(batch);
    failpoint('batch-intended');
    const items = questions.map(({ request }, index) => ({ name: `${batch.id}_${index}`, request }));
    let providerId: string | null = null;
    try {
      providerId = await batches.create(items);
    } catch (error) {
      if (!(error instanceof LlmFailure) || error.kind !== 'transient') return this.#refused(batch, error);
      // Nobody knows whether it was created: it is looked for like one that a crash cut off.
    }
    if (providerId !== null) {
      failpoint('batch-created');
      await calls.bindBatch(batch.id, providerId).catch((error: unknown) => {
        log.warn({ batch: batch.id, error: String(error) }, 'where a batch is could not be written down; the next start finds it again');
      });
    }
    this.#follower.follow({ ...batch, providerId });
  }

  /** Those to be asked for; the others were answered by an adopted batch while they gathered. */
  async #unanswered(gathered: readonly Question[]): Promise<Question[]> {
    const stored = await Promise.all(gathered.map(({ inputHash }) => this.parts.calls.findReply(inputHash)));
    return gathered.filter((question, index) => {
      const reply = stored[index];
      if (reply) this.#close(question, (open) => open.resolve(reply));
      return !reply;
    });
  }

  async #refused({ id, callIds }: LlmBatchIntent, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    await Promise.all(callIds.map((callId) => this.parts.calls.fail(callId, message, this.parts.clock.wallMs())));
    await this.parts.calls.closeBatch(id);
    throw error;
  }

  async #adoptAll(): Promise<void> {
    const open: readonly OpenLlmBatch[] = await this.parts.calls.openBatches();
    for (const { callIds } of open) for (const callId of callIds) this.#adopted.add(callId);
    for (const batch of open) this.#follower.follow(batch);
  }

  /** What became of one item, after it was stored. */
  #ended(callId: string, end: ItemEnd): void {
    const question = this.#asked.get(callId);
    this.#asked.delete(callId);
    this.#adopted.delete(callId);
    if (!question) return;
    if (end.kind === 'expired') return this.#gather(question);
    this.#close(question, (open) => (end.kind === 'answered' ? open.resolve(end.reply) : open.reject(end.failure)));
  }

  #close(question: Question, how: (question: Question) => void): void {
    this.#questions.delete(question.inputHash);
    question.settle();
    how(question);
  }
}

function createQuestion(request: LlmRequest, inputHash: string): Question {
  let resolve: Question['resolve'] = () => {};
  let reject: Question['reject'] = () => {};
  const reply = new Promise<LlmReply>((...settle) => {
    [resolve, reject] = settle;
  });
  // Whoever waits hears of a failure through a promise of their own; when all have given up, nobody needs to.
  reply.catch(() => {});
  return { request, inputHash, reply, resolve, reject, settle: () => {} };
}

/** Giving up ends the wait and not the question: its reply is on the way and will be stored. */
function orAborted(reply: Promise<LlmReply>, signal: AbortSignal | undefined): Promise<LlmReply> {
  if (!signal) return reply;
  return new Promise((resolve, reject) => {
    const abort = () => reject(givenUp());
    signal.addEventListener('abort', abort, { once: true });
    reply.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function givenUp(): LlmFailure {
  return new LlmFailure('transient', 'The call was given up.', null);
}
