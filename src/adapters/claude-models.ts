import type { LlmRole } from '#app/ports/index.ts';

/** Model ids as the API names them. The grader reads with care; the interviewer has four seconds; entailment reads many short pairs. */
export const DEFAULT_MODELS = {
  grader: 'claude-sonnet-5-5',
  interviewer: 'claude-haiku-5-5',
  entailment: 'claude-haiku-5-5',
} as const satisfies Record<Exclude<LlmRole, 'panel'>, string>;

export type ModelsByRole = Readonly<Record<LlmRole, string>>;

/** The models in force. What was not chosen is the default; the panel reads with the grader's own model unless it was given another. */
export function modelsByRole(chosen: Readonly<Partial<Record<LlmRole, string | null>>>): ModelsByRole {
  const grader = chosen.grader ?? DEFAULT_MODELS.grader;
  return {
    grader,
    panel: chosen.panel ?? grader,
    interviewer: chosen.interviewer ?? DEFAULT_MODELS.interviewer,
    entailment: chosen.entailment ?? DEFAULT_MODELS.entailment,
  };
}
