import type { Llm } from '#app/ports/index.ts';
import type { Grader } from '../grader.ts';
import { FIND_EVIDENCE } from '../prompts/find-evidence.ts';
import { FIND_EVIDENCE_RESTATED } from '../prompts/find-evidence-restated.ts';
import { askForClaims } from './ask-for-claims.ts';
import { type Manner, stampOf, type Way } from './ask-model.ts';
import { createClaudeBlindReader } from './claude-blind-reader.ts';

const MANNER: Manner = {
  // About 25 statements with quotes and a reason take 4,000; models that think first need as much again and more.
  maxTokens: 12_000,
  timeoutMs: 90_000,
  repairs: 2,
  extensions: 1,
};

/** The statements come in another order on each pass, and from the second on possibly before another model. */
const WAYS: Readonly<Record<1 | 2 | 3, Way>> = {
  1: { role: 'grader', wordings: [FIND_EVIDENCE, FIND_EVIDENCE_RESTATED] },
  2: { role: 'panel', wordings: [FIND_EVIDENCE, FIND_EVIDENCE_RESTATED] },
  3: { role: 'panel', wordings: [FIND_EVIDENCE_RESTATED, FIND_EVIDENCE] },
};

/** Grades with a model that speaks the Messages API. `model` only stamps grades for which no call was needed. */
export function createClaudeGrader(options: { readonly llm: Llm; readonly model: string; readonly passes?: 1 | 2 | 3 }): Grader {
  const { llm, model, passes = 3 } = options;
  return {
    name: 'claude',
    passes,
    blindReader: createClaudeBlindReader({ llm }),
    stamp: (sha256) => stampOf(model, FIND_EVIDENCE, sha256),
    find: (answer, pass, signal) => {
      const way = WAYS[pass.pass === 2 || pass.pass === 3 ? pass.pass : 1];
      return askForClaims(llm, answer, { way, manner: MANNER, pass, signal });
    },
  };
}
