import type { CalibrationDocument, CalibrationGate, GateOutcome } from '#app/protocol/index.ts';

/** Gates whose values are counts. */
const COUNTS: ReadonlySet<string> = new Set(['sample-provisional', 'sample-release', 'injections', 'levels-used']);
const SHARES: ReadonlySet<string> = new Set(['quotes', 'exact', 'exact-or-adjacent']);

export const OUTCOME_WORDS: Readonly<Record<GateOutcome, string>> = {
  pass: 'Passed',
  fail: 'Failed',
  'not-measured': 'Not measured',
  insufficient: 'Too few',
};

/** `0.74`, `112`, `3.1 %`; a dash where there is no value. */
export function gateValue({ id, value }: Pick<CalibrationGate, 'id' | 'value'>): string {
  return value === null ? '–' : numberOf(id, value);
}

/** `at least 0.70`, `at most 5.0 %`, `from −0.15 to 0.15`. */
export function gateLimit({ id, holds, threshold }: Pick<CalibrationGate, 'id' | 'holds' | 'threshold'>): string {
  const limit = numberOf(id, threshold);
  switch (holds) {
    case 'at-least':
      return `at least ${limit}`;
    case 'at-most':
      return `at most ${limit}`;
    case 'at-most-either-way':
      return `from −${limit} to ${limit}`;
  }
}

/** A gate's result with what it is held against: `0.61, at least 0.70`. */
export function gateResult(gate: CalibrationGate): string {
  const value = gate.value === null ? OUTCOME_WORDS[gate.outcome].toLowerCase() : gateValue(gate);
  return `${value}, ${gateLimit(gate)}`;
}

export interface VerdictWords {
  readonly badge: 'CALIBRATED' | 'NOT CALIBRATED';
  readonly headline: string;
  readonly sentence: string;
  /** The gates that block, each with its result. */
  readonly blocking: readonly string[];
}

export function verdictWords({ calibrated, provisional, gates }: CalibrationDocument): VerdictWords {
  const blocking = gates.filter(({ blocks }) => blocks).map((gate) => `${gate.says}: ${gateResult(gate)}`);
  const required = gates.filter((gate) => gate.required).length;
  if (calibrated) {
    const sentence = `Every one of the ${required} required gates is passed. Reports whose levels come from exactly this grader on these rubrics bear no warning.`;
    return { badge: 'CALIBRATED', headline: 'Calibrated', sentence, blocking };
  }
  const many = `${blocking.length} of ${required} required gates ${blocking.length === 1 ? 'is' : 'are'} not passed.`;
  return provisional
    ? {
        badge: 'NOT CALIBRATED',
        headline: 'Not calibrated, good enough for provisional use',
        sentence: `${many} Only the size of the sample for release is lacking. Reports keep their warning until it is there.`,
        blocking,
      }
    : { badge: 'NOT CALIBRATED', headline: 'Not calibrated', sentence: `${many} Reports by this grader keep their warning.`, blocking };
}

function numberOf(id: string, value: number): string {
  if (COUNTS.has(id)) return String(value);
  return SHARES.has(id) ? `${signed(value * 100, 1)} %` : signed(value, 2);
}

/** With a true minus sign, and no minus before a zero. */
export function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
