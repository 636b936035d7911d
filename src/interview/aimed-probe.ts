import type { FormQuestion } from '#app/protocol/index.ts';

/** A check that an answer left open, with what settling it would be worth. */
export interface OpenCheck {
  /** `criterion/check`. */
  readonly check: string;
  readonly value: number;
}

/**
 * The probe aimed at the most valuable open check that has one; null when no probe fits. Among equals the earlier check in the
 * list and the earlier probe in the bank win, so that the same answer always leads to the same probe.
 */
export function aimedProbe(question: FormQuestion, openChecks: readonly OpenCheck[]): { probeId: string; why: string } | null {
  const byValue = openChecks.filter(({ value }) => value > 0).toSorted((one, other) => other.value - one.value);
  for (const { check, value } of byValue) {
    const probe = question.probes.find(({ aims }) => aims === check);
    if (probe !== undefined) return { probeId: probe.id, why: `Aimed at ${check}, which the answer left open (worth ${value}).` };
  }
  return null;
}
