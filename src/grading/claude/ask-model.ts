import { type Llm, LlmFailure, type LlmReply, type LlmRequest } from '#app/ports/index.ts';
import type { GraderStamp, NeedsPersonReason, Usage } from '#app/protocol/index.ts';
import type { GraderReply } from '../grader.ts';
import type { Sha256Of } from '../grading-input.ts';
import type { PreparedAnswer } from '../prepare-answer.ts';
import type { Prompt } from '../prompts/prompt.ts';
import { unreachable } from '../unreachable.ts';
import { keyStatements } from './keyed-statements.ts';
import { modelRequest } from './model-request.ts';
import { parseReply } from './parse-reply.ts';
import { outputSchema, replySchema } from './reply-schema.ts';

/** How a role asks, and how often it asks again. */
export interface Manner {
  readonly role: LlmRequest['role'];
  /** Tried in order; the next one only after a refusal. */
  readonly wordings: readonly [Prompt, ...Prompt[]];
  readonly maxTokens: number;
  readonly timeoutMs: number;
  /** Further calls after a malformed reply. */
  readonly repairs: number;
  /** Further calls, each with twice the room, after a reply that was cut off. */
  readonly extensions: number;
}

/**
 * Asks a model for its findings until there is a usable reply or no sense in asking on. Every retry here is about what the model said;
 * failures of the wire are thrown (LlmFailure `transient` and `unauthorized`) and belong to the queue.
 */
export async function askModel(llm: Llm, answer: PreparedAnswer, manner: Manner, signal?: AbortSignal): Promise<GraderReply> {
  const statements = keyStatements(answer);
  const schema = outputSchema(replySchema(statements.map(({ key }) => key)));
  const left = { repairs: manner.repairs, extensions: manner.extensions };
  let [prompt, ...otherWordings] = manner.wordings;
  let maxTokens = manner.maxTokens;
  let problems: readonly string[] = [];
  let usage: Usage | null = null;
  for (;;) {
    const parts = modelRequest(answer, { prompt, statements, problems });
    const request = { ...parts, role: manner.role, schema, maxTokens, timeoutMs: manner.timeoutMs, ...(signal ? { signal } : {}) };
    const reply: LlmReply | string = await complete(llm, request);
    if (typeof reply === 'string') return needsPerson('model-rejected-request', reply, usage);
    usage = add(usage, reply.usage);
    switch (reply.stopReason) {
      case 'end_turn': {
        const parsed = parseReply(reply.text, statements, answer.segments.length);
        if (parsed.ok) return { kind: 'claims', claims: parsed.claims, stamp: stampOf(reply.model, prompt, answer.sha256), usage };
        if (left.repairs-- <= 0)
          return needsPerson('model-output-malformed', `The model's reply could not be used: ${parsed.problems.join(' ')}`, usage);
        problems = parsed.problems;
        break;
      }
      case 'max_tokens':
        if (left.extensions-- <= 0)
          return needsPerson('model-output-cut', 'The model ran out of room before its reply was complete.', usage);
        maxTokens *= 2;
        break;
      case 'refusal': {
        const [next, ...rest] = otherWordings;
        if (!next) return needsPerson('model-refused', 'The model declined to read this answer.', usage);
        prompt = next;
        otherWordings = rest;
        break;
      }
      case 'context_window_exceeded':
        return needsPerson('answer-too-long-for-model', 'The answer and its rubric do not fit into the model.', usage);
      case 'other':
        return needsPerson(
          'model-output-malformed',
          `The model stopped for a reason that was not expected: ${reply.rawStopReason}.`,
          usage,
        );
      default:
        return unreachable(reply.stopReason);
    }
  }
}

export function stampOf(model: string, prompt: Prompt, sha256: Sha256Of): GraderStamp {
  return { name: 'claude', version: '1', model, prompt: { id: prompt.id, version: prompt.version, hash: sha256(prompt.text) } };
}

/** The reply, or the reason why this very request can never work. */
async function complete(llm: Llm, request: LlmRequest): Promise<LlmReply | string> {
  try {
    return await llm.complete(request);
  } catch (error) {
    if (error instanceof LlmFailure && error.kind === 'permanent') return error.message;
    throw error;
  }
}

function needsPerson(reason: NeedsPersonReason, detail: string, usage: Usage | null): GraderReply {
  return { kind: 'needs-person', reason, detail, usage };
}

function add(sum: Usage | null, next: Usage): Usage {
  return {
    inputTokens: (sum?.inputTokens ?? 0) + next.inputTokens,
    outputTokens: (sum?.outputTokens ?? 0) + next.outputTokens,
    cacheReadTokens: (sum?.cacheReadTokens ?? 0) + next.cacheReadTokens,
    cacheWriteTokens: (sum?.cacheWriteTokens ?? 0) + next.cacheWriteTokens,
  };
}
