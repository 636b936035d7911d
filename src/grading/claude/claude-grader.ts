import type { Llm } from '#app/ports/index.ts';
import type { Grader } from '../grader.ts';
import { FIND_EVIDENCE } from '../prompts/find-evidence.ts';
import { FIND_EVIDENCE_RESTATED } from '../prompts/find-evidence-restated.ts';
import { askModel, type Manner, stampOf } from './ask-model.ts';

const MANNER: Manner = {
  role: 'grader',
  wordings: [FIND_EVIDENCE, FIND_EVIDENCE_RESTATED],
  // About 25 statements with quotes and a reason take 4,000; models that think first need as much again and more.
  maxTokens: 12_000,
  timeoutMs: 90_000,
  repairs: 2,
  extensions: 1,
};

/** Grades with a model that speaks the Messages API. `model` only stamps grades for which no call was needed. */
export function createClaudeGrader(options: { llm: Llm; model: string }): Grader {
  return {
    name: 'claude',
    stamp: (sha256) => stampOf(options.model, FIND_EVIDENCE, sha256),
    find: (answer, signal) => askModel(options.llm, answer, MANNER, signal),
  };
}
