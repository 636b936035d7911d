import { type Failpoint, type Ids, type Llm, LlmFailure, type LlmReply, type LlmRequest, type LlmRole } from '#app/ports/index.ts';
import { atMost } from './at-most.ts';
import { callHash } from './call-hash.ts';
import { admit, afterCall, type CallOutcome, type Circuit, CLOSED, capacityOf } from './circuit-breaker.ts';
import { DayBudget, type DayBudgetParts } from './day-budget.ts';

export interface ModelDeskParts extends DayBudgetParts {
  /** Makes the calls: one request, no retries. */
  readonly llm: Llm;
  readonly ids: Ids;
  readonly failpoint: Failpoint;
  /** Calls for grading under way at once. The interviewer waits for nobody. */
  readonly gradingCalls: number;
}

/** Says when grading makes sense. Times are monotonic. */
export interface GradingLane {
  /** Calls for grading that would be let through now: Infinity as a rule, 1 to try a model that failed, 0 while it is left alone. */
  capacity(nowMs: number): number;
  /** When that will be more than 0 again; null when it is already, or nobody knows. */
  openAgainAtMs(): number | null;
}

export interface ModelDesk extends Llm, GradingLane {}

type LaneName = 'grading' | 'interview';

/** What grades and what confirms grades fail together; the interviewer has seconds and a stand-in, and must not wait for either. */
const LANE_OF: Readonly<Record<LlmRole, LaneName>> = {
  grader: 'grading',
  panel: 'grading',
  entailment: 'grading',
  interviewer: 'interview',
};

/**
 * Every call to a model goes over this desk, which makes it safe, cheap and resumable: a question that was answered before is answered
 * from the record; the day's budget holds; a model that fails is left alone; and each call is written down before it is made and its
 * raw reply before anybody sees it. `complete` throws LlmFailure like the adapter's, and of kind `over-budget`.
 */
export function createModelDesk(parts: ModelDeskParts): ModelDesk {
  const { calls, clock } = parts;
  const budget = new DayBudget(parts);
  const inTurn = { grading: atMost(parts.gradingCalls), interview: atMost(Number.POSITIVE_INFINITY) };
  const lanes: Record<LaneName, Lane> = { grading: new Lane(parts), interview: new Lane(parts) };

  /** The adapter's call, with its circuit told how it ended before anything else happens. */
  const call = async (request: LlmRequest, ended: (outcome: CallOutcome) => void): Promise<LlmReply> => {
    try {
      const reply = await parts.llm.complete(request);
      ended({ kind: 'worked' });
      return reply;
    } catch (error) {
      ended(outcomeOf(error, request.signal));
      throw error;
    }
  };

  const ask = async (request: LlmRequest, inputHash: string): Promise<LlmReply> => {
    const { role, subject, pass, system, user, schema, maxTokens } = request;
    const id = parts.ids.uuid();
    const body = JSON.stringify({ role, pass, system, user, schema, maxTokens });
    const reply = await inTurn[LANE_OF[role]](async () => {
      const ended = lanes[LANE_OF[role]].enter(request.signal);
      try {
        await calls.intend({ id, subject, role, model: parts.models[role], inputHash, request: body, sentAtMs: clock.wallMs() });
        parts.failpoint('before-call');
      } catch (error) {
        ended({ kind: 'given-up' });
        throw error;
      }
      return call(request, ended).catch(async (error: unknown) => {
        const said = error instanceof LlmFailure ? `${error.kind}: ${error.message}` : String(error);
        await calls.fail(id, said, clock.wallMs());
        throw error;
      });
    });
    parts.failpoint('after-call');
    await calls.answer(id, reply, clock.wallMs());
    parts.failpoint('after-store');
    return reply;
  };

  return {
    async complete(request) {
      const inputHash = callHash(parts.models[request.role], request);
      const stored = await calls.findReply(inputHash);
      if (stored !== null) return stored;
      const settle = await budget.reserve(request, LANE_OF[request.role] === 'grading');
      try {
        return await ask(request, inputHash);
      } finally {
        settle();
      }
    },
    capacity: (nowMs) => lanes.grading.capacity(nowMs),
    openAgainAtMs: () => lanes.grading.openAgainAtMs(),
  };
}

/** The way to the models of some roles, with its circuit. */
class Lane implements GradingLane {
  #circuit: Circuit = CLOSED;
  #saidUnauthorized = false;

  constructor(private readonly parts: Pick<ModelDeskParts, 'clock' | 'log'>) {}

  capacity(nowMs: number): number {
    return capacityOf(this.#circuit, nowMs);
  }

  openAgainAtMs(): number | null {
    const circuit = this.#circuit;
    return circuit.kind === 'open' && circuit.untilMs > this.parts.clock.monotonicMs() ? circuit.untilMs : null;
  }

  /**
   * Throws LlmFailure when no call may be made. Otherwise the returned function must be called once, with how the call ended: an admitted
   * probe that nobody ends would leave the circuit half-open for ever.
   */
  enter(signal: AbortSignal | undefined): (outcome: CallOutcome) => void {
    if (signal?.aborted) throw new LlmFailure('transient', 'The call was given up before it was made.', null);
    const admission = admit(this.#circuit, this.parts.clock.monotonicMs());
    if (admission.kind === 'refused')
      throw new LlmFailure('transient', 'The model failed a moment ago and is left alone for now.', admission.retryAfterMs);
    if (admission.kind === 'probe') this.#circuit = { kind: 'probing' };
    return (outcome) => this.#learn(admission.kind, outcome);
  }

  #learn(admitted: 'call' | 'probe', outcome: CallOutcome): void {
    const before = this.#circuit;
    this.#circuit = afterCall(before, admitted, outcome, this.parts.clock.monotonicMs());
    if (outcome.kind === 'worked') this.#saidUnauthorized = false;
    if (outcome.kind === 'unauthorized' && !this.#saidUnauthorized) {
      this.#saidUnauthorized = true;
      this.parts.log.error({}, 'the server of the model refuses the key: nothing is graded by it until the key is mended');
    }
    if (this.#circuit.kind === 'open' && before.kind === 'closed')
      this.parts.log.warn({ outcome: outcome.kind }, 'the model is left alone for a while');
  }
}

function outcomeOf(error: unknown, signal: AbortSignal | undefined): CallOutcome {
  if (signal?.aborted && !isTimeout(signal.reason)) return { kind: 'given-up' };
  if (!(error instanceof LlmFailure)) return { kind: 'failed', retryAfterMs: null };
  switch (error.kind) {
    case 'transient':
      return { kind: 'failed', retryAfterMs: error.retryAfterMs };
    case 'unauthorized':
      return { kind: 'unauthorized' };
    case 'permanent':
    case 'over-budget':
      return { kind: 'worked' };
  }
}

/** As AbortSignal.timeout gives it: a caller whose time was over, which the other side has used up. */
function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}
