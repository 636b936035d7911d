import { type Llm, LlmFailure, type LlmReply, type LlmRequest } from '#app/ports/index.ts';
import type { GraderStamp, NeedsPersonReason } from '#app/protocol/index.ts';
import type { NoReply } from '../grader.ts';
import type { Sha256Of } from '../grading-input.ts';
import type { Prompt } from '../prompts/prompt.ts';
import { addSpending, type Spending } from '../spending.ts';
import { unreachable } from '../unreachable.ts';

/** Of the code around the prompts: what is shown to the model and what is made of its reply. */
const CLAUDE_GRADER_VERSION = '2';

/** Who is asked, and in which words. */
export interface Way {
  readonly role: LlmRequest['role'];
  /** Tried in order; the next one only after a refusal. */
  readonly wordings: readonly [Prompt, ...Prompt[]];
}

/** How much room and time a call has, and how often it is made again. */
export interface Manner {
  readonly maxTokens: number;
  readonly timeoutMs: number;
  /** Further calls after a malformed reply. */
  readonly repairs: number;
  /** Further calls, each with twice the room, after a reply that was cut off. */
  readonly extensions: number;
}

/** What is asked, and what counts as a reply. */
export interface Asked<T> extends Pick<LlmRequest, 'subject' | 'pass' | 'schema'> {
  /** The messages of one call. `problems` are the faults of the reply before, in sentences of ours; `callsBefore` counts from 0. */
  message(call: {
    readonly prompt: Prompt;
    readonly problems: readonly string[];
    readonly callsBefore: number;
  }): Pick<LlmRequest, 'system' | 'user'>;
  parse(text: string): Parsed<T>;
}

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly string[] };

export type Answered<T> =
  | { readonly kind: 'answered'; readonly value: T; readonly model: string; readonly prompt: Prompt; readonly spent: Spending }
  | NoReply;

/**
 * Asks a model until there is a usable reply or no sense in asking on. Every retry here is about what the model said; failures of the
 * wire are thrown (LlmFailure of every kind but `permanent`) and belong to the queue.
 */
export async function askModel<T>(
  llm: Llm,
  asked: Asked<T>,
  how: { readonly way: Way; readonly manner: Manner; readonly signal?: AbortSignal | undefined },
): Promise<Answered<T>> {
  const { way, manner, signal } = how;
  const { subject, pass, schema } = asked;
  const left = { repairs: manner.repairs, extensions: manner.extensions };
  let [prompt, ...otherWordings] = way.wordings;
  let maxTokens = manner.maxTokens;
  let problems: readonly string[] = [];
  let spent: Spending | null = null;
  const needsPerson = (reason: NeedsPersonReason, detail: string): NoReply => ({ kind: 'needs-person', reason, detail, spent });
  for (let callsBefore = 0; ; callsBefore++) {
    const message = asked.message({ prompt, problems, callsBefore });
    const request = { ...message, role: way.role, subject, pass, schema, maxTokens, timeoutMs: manner.timeoutMs };
    const reply: LlmReply | string = await complete(llm, signal ? { ...request, signal } : request);
    if (typeof reply === 'string') return needsPerson('model-rejected-request', reply);
    const total: Spending = addSpending(spent, reply) ?? reply;
    spent = total;
    switch (reply.stopReason) {
      case 'end_turn': {
        const parsed = asked.parse(reply.text);
        if (parsed.ok) return { kind: 'answered', value: parsed.value, model: reply.model, prompt, spent: total };
        if (left.repairs-- <= 0)
          return needsPerson('model-output-malformed', `The model's reply could not be used: ${parsed.problems.join(' ')}`);
        problems = parsed.problems;
        break;
      }
      case 'max_tokens':
        if (left.extensions-- <= 0) return needsPerson('model-output-cut', 'The model ran out of room before its reply was complete.');
        maxTokens *= 2;
        break;
      case 'refusal': {
        const [next, ...rest] = otherWordings;
        if (!next) return needsPerson('model-refused', 'The model declined to read this answer.');
        prompt = next;
        otherWordings = rest;
        break;
      }
      case 'context_window_exceeded':
        return needsPerson('answer-too-long-for-model', 'The answer and its rubric do not fit into the model.');
      case 'other':
        return needsPerson('model-output-malformed', `The model stopped for a reason that was not expected: ${reply.rawStopReason}.`);
      default:
        return unreachable(reply.stopReason);
    }
  }
}

export function stampOf(model: string, prompt: Prompt, sha256: Sha256Of): GraderStamp {
  const { id, version, text } = prompt;
  return { name: 'claude', version: CLAUDE_GRADER_VERSION, model, prompt: { id, version, hash: sha256(text) } };
}

/** Faults of the reply before, to be put in front of what was typed. */
export function problemsBlock(problems: readonly string[]): string[] {
  if (problems.length === 0) return [];
  const list = problems.map((problem) => `- ${problem}`).join('\n');
  return [`Your previous reply could not be used:\n${list}\nReply again, complete and from the beginning.`];
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
