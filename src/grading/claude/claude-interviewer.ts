import type { Llm } from '#app/ports/index.ts';
import { PROBE_DEADLINE_MS } from '#app/protocol/index.ts';
import type { Grader } from '../grader.ts';
import { FIND_OPEN_CHECKS } from '../prompts/find-open-checks.ts';
import { askForClaims } from './ask-for-claims.ts';
import { type Manner, stampOf, type Way } from './ask-model.ts';

/** One short call: a candidate is waiting, and the offline grader stands by. */
const MANNER: Manner = {
  maxTokens: 4_000,
  timeoutMs: PROBE_DEADLINE_MS,
  repairs: 0,
  extensions: 0,
};

const WAY: Way = { role: 'interviewer', wordings: [FIND_OPEN_CHECKS] };

/** For `openChecks` only: its findings choose a probe and never become a grade. */
export function createClaudeInterviewer(options: { llm: Llm; model: string }): Grader {
  return {
    name: 'claude',
    passes: 1,
    blindReader: null,
    stamp: (sha256) => stampOf(options.model, FIND_OPEN_CHECKS, sha256),
    find: (answer, pass, signal) => askForClaims(options.llm, answer, { way: WAY, manner: MANNER, pass, signal }),
  };
}
