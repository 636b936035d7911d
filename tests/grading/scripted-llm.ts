import { onTestFinished } from 'vitest';
import { type Llm, LlmFailure, type LlmReply, type LlmRequest } from '#app/ports/index.ts';

type Step = LlmReply | LlmFailure | ((request: LlmRequest) => LlmReply | LlmFailure);

export interface ScriptedLlm extends Llm {
  /** Every request made so far. */
  readonly requests: readonly LlmRequest[];
}

/** A model that says what it was told to, in order. A missing reply throws; one that was never asked for fails the test. */
export function scriptedLlm(...steps: Step[]): ScriptedLlm {
  const left = [...steps];
  const requests: LlmRequest[] = [];
  onTestFinished(() => {
    if (left.length > 0) throw new Error(`${left.length} scripted replies were never asked for`);
  });
  return {
    requests,
    complete: async (request) => {
      requests.push(request);
      const step = left.shift();
      if (!step) throw new Error(`the script has no reply for call ${requests.length}`);
      const reply = typeof step === 'function' ? step(request) : step;
      if (reply instanceof LlmFailure) throw reply;
      return reply;
    },
  };
}

export function reply(text: string, over: Partial<LlmReply> = {}): LlmReply {
  const usage = { inputTokens: 100, outputTokens: 10, cacheReadTokens: 5, cacheWriteTokens: 1 };
  return {
    stopReason: 'end_turn',
    rawStopReason: 'end_turn',
    text,
    model: 'claude-test-1',
    usage,
    costMicroUsd: 42,
    requestId: 'req_1',
    ...over,
  };
}

export function stopped(stopReason: LlmReply['stopReason'], rawStopReason: string = stopReason): LlmReply {
  return reply('{"findings":[{"check":"k1","verdict":"met', { stopReason, rawStopReason });
}

export interface ListedStatement {
  readonly check: string;
  readonly says: string;
}

/** The statements as the model sees them, read from the prompt itself. */
export function statementsIn(request: LlmRequest): ListedStatement[] {
  const block = request.system[1] ?? '';
  return JSON.parse(block.slice(block.indexOf('[\n'))) as ListedStatement[];
}

export interface ScriptedFinding {
  readonly verdict: string;
  readonly quotes?: readonly { readonly segment: number; readonly text: string }[];
  readonly reason?: string;
}

/** The planted statement that is true of every text. */
export const READABLE_WORDS = 'at least one written word';

/** A complete reply: what `found` says of statements whose text contains its key, not-met for the rest but the one that is always true. */
export function findingsReply(
  found: Readonly<Record<string, ScriptedFinding>>,
  over: Partial<LlmReply> = {},
): (request: LlmRequest) => LlmReply {
  return (request) => {
    const findings = statementsIn(request).map(({ check, says }) => {
      const [, finding]: [string, ScriptedFinding] = Object.entries(found).find(([part]) => says.includes(part)) ?? [
        '',
        { verdict: says.includes(READABLE_WORDS) ? 'met' : 'not-met' },
      ];
      return { check, quotes: finding.quotes ?? [], reason: finding.reason ?? 'A reason.', verdict: finding.verdict };
    });
    return reply(JSON.stringify({ findings }), over);
  };
}
