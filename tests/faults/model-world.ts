import { onTestFinished } from 'vitest';
import { createClaudeLlm, createRandomIds, modelsByRole } from '#app/adapters/index.ts';
import { createModelDesk, type ModelDesk } from '#app/engine/index.ts';
import { createClaudeGrader, createClaudeInterviewer } from '#app/grading/index.ts';
import type { JobQueue, Llm, LlmRequest } from '#app/ports/index.ts';
import type { ScreenEvent } from '#app/protocol/index.ts';
import { openMemoryStores, type Stores } from '#app/store/index.ts';
import { FakeClock, settle } from '../engine/fake-clock.ts';
import { Wire } from '../engine/wire.ts';
import { createWorld, invite, SETTINGS, screenIdOf, signIn, type World } from '../engine/world.ts';
import { seededRandom } from '../seeded-random.ts';
import { type Script, StubMessagesApi } from './stub-messages-api.ts';

/** Stands for the 90 s that a call may take: the adapter's own limit runs in real time. */
const REAL_LIMIT_MS = 250;

/** Prose in which things a, b and c are named, with enough around them to be no list of terms; `of` makes it an answer like no other. */
export function goodAnswer(of: string): string {
  return [
    `I would begin by asking the colleague who loads the export of ${of} every night what changed in the week before the numbers fell.`,
    `In my view thing a matters because of a late file in ${of}, and the older copies in the archive would show that within minutes.`,
    `Then I would compare both versions row by row, since thing b matters because of b and nobody had looked at ${of} for months.`,
    `If neither explains the drop in ${of} I would talk to the people in the shop, because thing c is something that only they can see.`,
  ].join(' ');
}

export const GOOD = goodAnswer('the warehouse');

interface ModelWorldOptions {
  /** Where the model is, instead of at the stub: for addresses where nothing is. */
  readonly baseUrl?: () => string;
  readonly passes?: 1 | 2 | 3;
  readonly lanes?: number;
  /** For a test that does much between the start of a call and its limit. */
  readonly realLimitMs?: number;
  /** Repeats every choice of the program, back-off above all. */
  readonly seed?: number;
  /** Who chooses probes; the offline grader unless told otherwise. */
  readonly interviewer?: 'claude';
}

/** The real engine, desk and adapter over memory stores, a clock that stands still, and a stub in place of the model's server. */
export class ModelWorld {
  /** What the adapter was asked for, with the simulated time. */
  readonly calls: { readonly request: LlmRequest; readonly atMs: number }[] = [];
  /** Attempts of each job that grades, by its id. */
  readonly attempts = new Map<string, number>();
  readonly #underWay = new Set<Promise<unknown>>();
  #screens = 0;

  private constructor(
    readonly stub: StubMessagesApi,
    readonly clock: FakeClock,
    readonly stores: Stores,
    private readonly options: ModelWorldOptions,
  ) {}

  world!: World;
  desk!: ModelDesk;

  static async create(script: Script, options: ModelWorldOptions = {}): Promise<ModelWorld> {
    const stub = await StubMessagesApi.start(script);
    onTestFinished(() => stub.close());
    const made = new ModelWorld(stub, new FakeClock(), openMemoryStores({ epoch: 'epoch-1' }), options);
    await made.#build();
    return made;
  }

  async #build(): Promise<void> {
    const { clock, stores, options } = this;
    const models = modelsByRole({});
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const failpoint = () => {};
    this.desk = createModelDesk({
      llm: this.#adapter(models),
      calls: stores.llmCalls,
      models,
      clock,
      ids: createRandomIds(),
      log,
      failpoint,
      dailyBudgetMicroUsd: null,
      estimateMicroUsd: () => null,
      gradingCalls: options.lanes ?? 8,
    });
    const chance = seededRandom(options.seed ?? 1);
    this.world = createWorld({
      ...stores,
      ids: { ...createRandomIds(), seed: () => Math.floor(chance() * 2 ** 32) },
      jobs: this.#counted(stores.jobs),
      clock,
      settings: { ...SETTINGS, gradingLanes: options.lanes ?? 8 },
      grader: createClaudeGrader({ llm: this.desk, model: models.grader, passes: options.passes ?? 1 }),
      ...(options.interviewer && { interviewer: createClaudeInterviewer({ llm: this.desk, model: models.interviewer }) }),
      gradingLane: this.desk,
    });
    await this.world.engine.start();
  }

  /** The real adapter, with its limit shortened and every call noted. */
  #adapter(models: ReturnType<typeof modelsByRole>): Llm {
    const at = (baseUrl: string) => createClaudeLlm({ apiKey: 'a-key-of-a-test', baseUrl, models });
    const adapters = new Map<string, Llm>();
    return {
      complete: (request) => {
        const url = this.options.baseUrl?.() ?? this.stub.url;
        const adapter = adapters.get(url) ?? at(url);
        adapters.set(url, adapter);
        this.calls.push({ request, atMs: this.clock.monotonicMs() });
        const call = adapter.complete({ ...request, timeoutMs: this.options.realLimitMs ?? REAL_LIMIT_MS });
        const ended: Promise<void> = call
          .catch(() => null)
          .then(() => {
            this.#underWay.delete(ended);
          });
        this.#underWay.add(ended);
        return call;
      },
    };
  }

  #counted(jobs: JobQueue): JobQueue {
    return {
      enqueue: (job) => jobs.enqueue(job),
      lease: async (input) => {
        const job = await jobs.lease(input);
        if (job?.payload.kind === 'grade-answer') this.attempts.set(job.id, job.attempt);
        return job;
      },
      renew: (...held) => jobs.renew(...held),
      complete: (...held) => jobs.complete(...held),
      retry: (...held) => jobs.retry(...held),
      bury: (...held) => jobs.bury(...held),
      release: (owner) => jobs.release(owner),
      nextRunAtMs: () => jobs.nextRunAtMs(),
      counts: () => jobs.counts(),
    };
  }

  /** Waits until no call is under way and what followed from the last ones is done. */
  async quiet(): Promise<void> {
    await settle();
    while (this.#underWay.size > 0) {
      await Promise.all(this.#underWay);
      await settle();
    }
  }

  /** Lets this much time pass in small steps, with the network keeping up. */
  async pass(ms: number, stepMs = 500): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      await this.clock.advance(Math.min(stepMs, left));
      await this.quiet();
    }
  }

  /** A screen in which the first `answers` questions are answered and the rest skipped. Gives its id. */
  async finishScreen(
    answers = 6,
    text: (index: number) => string = (index) => goodAnswer(`case ${this.#screens}-${index}`),
  ): Promise<string> {
    this.#screens += 1;
    const screenId = screenIdOf(this.#screens);
    const email = `candidate-${this.#screens}@example.org`;
    const wire = new Wire(
      this.world.engine,
      await signIn(this.world, await invite(this.world, { screenId, candidate: { name: 'Ada Example', email } })),
    );
    await wire.open();
    await wire.begin();
    let given = 0;
    // A probe is chosen by the stub as well, over a real socket, before the next question is shown.
    const next = async () => {
      for (let view = wire.view(); view.phase === 'probing' && view.probe === null; view = wire.view()) await this.quiet();
    };
    for (let view = wire.view(); view.phase !== 'wrapping'; await next(), view = wire.view()) {
      if (view.phase === 'probing' && view.probe) {
        await wire.do({ type: 'probe.skip', questionId: view.question.questionId, probeId: view.probe.probeId });
      } else if (view.phase === 'asking') {
        const { questionId } = view.question;
        if (given < answers) await wire.do({ type: 'answer.submit', questionId, text: text(given) });
        else await wire.do({ type: 'answer.skip', questionId });
        given += 1;
      } else throw new Error(`nothing to do in ${view.phase}`);
    }
    await wire.do({ type: 'declaration.give', declaration: { usedAi: false, delegated: '', rejected: '', checked: '' } });
    await wire.do({ type: 'screen.finish' });
    wire.drop();
    return screenId;
  }

  async events(screenId: string): Promise<readonly ScreenEvent[]> {
    return (await this.stores.events.read(screenId)).map(({ event }) => event);
  }

  /** What became of each answer: `grade`, or the reason why a person is needed; one entry for each event about it. */
  async outcomes(screenId: string): Promise<readonly string[]> {
    return (await this.events(screenId)).flatMap((event) => {
      if (event.type === 'AnswerGraded') return ['grade'];
      return event.type === 'GradingNeedsPerson' ? [event.reason] : [];
    });
  }

  /** Calls to grade and to confirm grades, without those that choose probes. */
  gradingCalls() {
    return this.calls.filter(({ request }) => request.role !== 'interviewer');
  }
}
