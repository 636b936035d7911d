import type { Llm } from '#app/ports/index.ts';
import { PROBE_DEADLINE_MS } from '#app/protocol/index.ts';
import type { Grader } from '../grader.ts';
import { FIND_OPEN_CHECKS } from '../prompts/find-open-checks.ts';
import { askModel, type Manner, stampOf } from './ask-model.ts';

/** One short call: a candidate is waiting, and the offline grader stands by. */
const MANNER: Manner = {
  role: 'interviewer',
  wordings: [FIND_OPEN_CHECKS],
  maxTokens: 4_000,
  timeoutMs: PROBE_DEADLINE_MS,
  repairs: 0,
  extensions: 0,
};

/** For `openChecks` only: its findings choose a probe and never become a grade. */
export function createClaudeInterviewer(options: { llm: Llm; model: string }): Grader {
  return {
    name: 'claude',
    stamp: (sha256) => stampOf(options.model, FIND_OPEN_CHECKS, sha256),
    find: (answer, signal) => askModel(options.llm, answer, MANNER, signal),
  };
}
