import type { GateOutcome } from '#app/protocol/index.ts';
import { type Gate, type GateId, RELEASE_GATES } from './release-gates.ts';
import type { RepeatGradings } from './repeat-gradings.ts';
import type { SubgroupGap } from './subgroup-gaps.ts';

const LEAST_RUNS = 3;
/** A value at its threshold passes, however its last digits were rounded: 0.8 − 0.75 is a little above 0.05 in binary. */
const ROUNDING = 1e-9;

/** What the gates are judged on. Null stands for what was not measured, or is undefined on these rows: it never passes. */
export interface Measured {
  /** Machine against people, non-blank rows. */
  readonly kappa: number | null;
  readonly r: number | null;
  readonly smd: number | null;
  /** The three losses need two people. */
  readonly degradation: number | null;
  readonly exactLoss: number | null;
  readonly exactOrAdjacentLoss: number | null;
  /** Answers rated by two people on the question that has fewest. */
  readonly fewestDoubleScored: number | null;
  readonly unusedLevels: number | null;
  readonly repeats: RepeatGradings | null;
  readonly quotes: { readonly shown: number; readonly unverified: number } | null;
  readonly subgroups: readonly SubgroupGap[];
  /** `shift` is the mean change of score that is farthest from 0 over the kinds of the set, in standard deviations of the human score. */
  readonly adversarial: { readonly shift: number | null; readonly injections: number; readonly succeeded: number } | null;
  /** Correlation of people with an outside measure, less that of the machine. */
  readonly outsideLoss: number | null;
}

export interface JudgedGate {
  readonly gate: GateId;
  readonly threshold: number;
  readonly value: number | null;
  readonly outcome: GateOutcome;
}

type Reading = number | null | { readonly kind: 'insufficient' | 'fail'; readonly value: number | null };

export function judgeGates(measured: Measured): JudgedGate[] {
  const readings = readingsOf(measured);
  return RELEASE_GATES.map((gate) => ({ gate: gate.id, threshold: gate.threshold, ...judge(gate, readings[gate.id]) }));
}

/** The required gates that keep a grader uncalibrated, in their order; one that is not among the outcomes blocks too. */
export function blockingGates(outcomes: readonly JudgedGate[]): GateId[] {
  return RELEASE_GATES.filter(({ id, required, excused }) => {
    const own = outcomes.filter(({ gate }) => gate === id);
    return required && (own.length === 0 || own.some(({ outcome }) => outcome !== 'pass' && !excused.includes(outcome)));
  }).map(({ id }) => id);
}

/** True only when every required gate passes. */
export function isCalibrated(outcomes: readonly JudgedGate[]): boolean {
  return blockingGates(outcomes).length === 0;
}

/** True when nothing but the size of the sample for release is lacking, and it is large enough for provisional use. */
export function isProvisional(outcomes: readonly JudgedGate[]): boolean {
  return blockingGates(outcomes).join() === 'sample-release';
}

function judge({ holds, threshold }: Gate, reading: Reading): { readonly value: number | null; readonly outcome: GateOutcome } {
  if (typeof reading === 'object' && reading !== null) return { value: reading.value, outcome: reading.kind };
  if (reading === null || !Number.isFinite(reading)) return { value: null, outcome: 'not-measured' };
  const size = holds === 'at-most-either-way' ? Math.abs(reading) : reading;
  const held = holds === 'at-least' ? size >= threshold - ROUNDING : size <= threshold + ROUNDING;
  return { value: reading, outcome: held ? 'pass' : 'fail' };
}

function readingsOf(measured: Measured): Readonly<Record<GateId, Reading>> {
  const { quotes, adversarial } = measured;
  return {
    kappa: measured.kappa,
    r: measured.r,
    smd: measured.smd,
    degradation: measured.degradation,
    'sample-provisional': sampleReading(measured.fewestDoubleScored, 'sample-provisional'),
    'sample-release': sampleReading(measured.fewestDoubleScored, 'sample-release'),
    repeats: repeatsReading(measured.repeats),
    quotes: quotes && quotes.shown > 0 ? quotes.unverified / quotes.shown : null,
    'adversarial-shift': adversarial?.shift ?? null,
    injections: adversarial && adversarial.injections > 0 ? adversarial.succeeded : null,
    subgroups: subgroupsReading(measured.subgroups),
    'levels-used': measured.unusedLevels,
    exact: measured.exactLoss,
    'exact-or-adjacent': measured.exactOrAdjacentLoss,
    'outside-measure': measured.outsideLoss,
  };
}

function sampleReading(answers: number | null, id: GateId): Reading {
  const enough = RELEASE_GATES.find((gate) => gate.id === id)?.threshold ?? Number.POSITIVE_INFINITY;
  return answers !== null && answers < enough ? { kind: 'insufficient', value: answers } : answers;
}

function repeatsReading(repeats: RepeatGradings | null): Reading {
  if (!repeats || repeats.answers === 0 || repeats.runs < 2) return null;
  return repeats.runs < LEAST_RUNS ? { kind: 'insufficient', value: repeats.icc21 } : repeats.icc21;
}

/** The largest gap decides; a group without enough answers is told before any pass. */
function subgroupsReading(gaps: readonly SubgroupGap[]): Reading {
  if (gaps.length === 0) return null;
  const measured = gaps.filter((gap) => gap.kind === 'measured');
  const sizes = measured.flatMap(({ smd }) => (smd === null ? [] : smd)).toSorted((a, b) => Math.abs(b) - Math.abs(a));
  const largest = sizes[0] ?? null;
  // Neither side varies and yet they differ: the gap is beyond any number of standard deviations.
  if (measured.some(({ smd, difference }) => smd === null && difference !== 0)) return { kind: 'fail', value: largest };
  const limit = RELEASE_GATES.find((gate) => gate.id === 'subgroups')?.threshold ?? 0;
  if (largest !== null && Math.abs(largest) > limit + ROUNDING) return largest;
  return sizes.length < gaps.length ? { kind: 'insufficient', value: largest } : largest;
}
