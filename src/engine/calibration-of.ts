import { blockingGates, type GateId, isProvisional, type JudgedGate, RELEASE_GATES } from '#app/measurement/index.ts';
import type { CalibrationRecord, CalibrationTuple, Grade, ReportDocument } from '#app/protocol/index.ts';

/** A question of the form with the grade that is shown for it. `number` counts from 1. */
export interface GradedQuestion {
  readonly number: number;
  readonly grade: Grade;
}

const DECIDE = 'Treat levels as a reading aid and decide from the evidence.';
const NEVER = 'This grader has not been compared with people on this bank version.';

/**
 * Whether every level shown comes from a grader that passed the gates against people: on exactly this bank, rubric text, program of the
 * grader, prompt and model. Worked out from the stored results each time; there is no setting for it. `records` come newest first, and of
 * several for one tuple the newest counts. A question without any level needs nothing: no grader said anything about it.
 */
export function calibrationOf(
  bank: string,
  questions: readonly GradedQuestion[],
  records: readonly CalibrationRecord[],
): ReportDocument['calibration'] {
  const judged = questions.filter(({ grade }) => grade.criteria.some(({ outcome }) => outcome.kind === 'level'));
  if (judged.length === 0) return { calibrated: false, statement: 'No level of this report was given by a grader.' };
  const reasons = judged.map(({ number, grade }) => ({ number, ...verdictFor(tupleOf(bank, grade), records) }));
  const failing = reasons.flatMap(({ number, reason }) => (reason === null ? [] : { number, reason }));
  if (failing.length > 0) return { calibrated: false, statement: `${inWords(failing, judged.length)} ${DECIDE}` };
  const oldest = reasons.map(({ at }) => at).toSorted()[0] ?? '';
  const fewest = Math.min(...reasons.map(({ doubleRated }) => doubleRated));
  return {
    calibrated: true,
    statement: `For every question shown, this grader passed the gates against people with this rubric, prompt and model: at least ${fewest} answers rated by two people, measured ${oldest.slice(0, 10)} or later.`,
  };
}

export function tupleOf(bank: string, { rubric, grader }: Grade): CalibrationTuple {
  return {
    bank,
    rubric: rubric.ref,
    rubricHash: rubric.contentHash,
    grader: grader.name,
    graderVersion: grader.version,
    promptHash: grader.prompt?.hash ?? null,
    model: grader.model,
  };
}

type Verdict =
  | { readonly reason: null; readonly at: string; readonly doubleRated: number }
  | { readonly reason: string; readonly at: string; readonly doubleRated: number };

function verdictFor(tuple: CalibrationTuple, records: readonly CalibrationRecord[]): Verdict {
  const own = records.find((record) => differing(tuple, record.tuple).length === 0);
  if (!own) return { reason: reasonWithout(tuple, records), at: '', doubleRated: 0 };
  const outcomes = own.gates.map(asJudged);
  const blocking = blockingGates(outcomes);
  if (blocking.length === 0 && own.calibrated) return { reason: null, at: own.at, doubleRated: own.doubleRated };
  const named = blocking.map((id) => gateInWords(id, own)).join('; ');
  const verdict = isProvisional(outcomes) ? 'was good enough for provisional use only' : 'did not pass the gates';
  return {
    reason: `Compared with people, this grader ${verdict}: ${named || 'the result was not accepted'}.`,
    at: own.at,
    doubleRated: own.doubleRated,
  };
}

function asJudged({ id, outcome }: CalibrationRecord['gates'][number]): JudgedGate {
  const gate = RELEASE_GATES.find((each) => each.id === id);
  // A gate that this version does not know blocks nothing; one that it knows and the record lacks does.
  return { gate: id as GateId, threshold: gate?.threshold ?? 0, value: null, outcome };
}

function gateInWords(id: GateId, { gates }: CalibrationRecord): string {
  const gate = gates.find((each) => each.id === id);
  const says = RELEASE_GATES.find((each) => each.id === id)?.says ?? gate?.says ?? id;
  return `${says} (${gate ? gate.value : 'not measured'})`;
}

const PARTS = {
  bank: 'bank version',
  rubric: 'rubric version',
  rubricHash: 'rubric text',
  grader: 'grader',
  graderVersion: 'version of the grader',
  promptHash: 'prompt',
  model: 'model',
} as const satisfies Record<keyof CalibrationTuple, string>;

function differing(one: CalibrationTuple, other: CalibrationTuple): (keyof CalibrationTuple)[] {
  return (Object.keys(PARTS) as (keyof CalibrationTuple)[]).filter((part) => one[part] !== other[part]);
}

/** Which part differs from the nearest result there is for the same question; of equals one that passed, then the newest. */
function reasonWithout(tuple: CalibrationTuple, records: readonly CalibrationRecord[]): string {
  const nameOf = (ref: string) => ref.split('@')[0];
  const near = records
    .filter(({ tuple: { bank, rubric } }) => nameOf(bank) === nameOf(tuple.bank) && nameOf(rubric) === nameOf(tuple.rubric))
    .map((record) => ({ record, parts: differing(tuple, record.tuple) }))
    .toSorted((one, other) => one.parts.length - other.parts.length || Number(other.record.calibrated) - Number(one.record.calibrated))[0];
  if (!near) return NEVER;
  const changed = near.parts.map((part) => partInWords(part, tuple, near.record.tuple));
  const last = changed.at(-1) ?? '';
  const listed = changed.length > 1 ? `${changed.slice(0, -1).join(', ')} and ${last}` : last;
  return `Compared with people only with another ${listed}.`;
}

function partInWords(part: keyof CalibrationTuple, now: CalibrationTuple, then: CalibrationTuple): string {
  switch (part) {
    case 'rubricHash':
    case 'promptHash':
      return PARTS[part];
    case 'bank':
    case 'rubric':
    case 'grader':
    case 'graderVersion':
    case 'model':
      return `${PARTS[part]} (${then[part] ?? 'none'}, here ${now[part] ?? 'none'})`;
  }
}

/** The same reason once, with the questions it holds for. */
function inWords(failing: readonly { readonly number: number; readonly reason: string }[], shown: number): string {
  const reasons = [...new Set(failing.map(({ reason }) => reason))];
  return reasons
    .map((reason) => {
      const numbers = failing.filter((each) => each.reason === reason).map(({ number }) => number);
      if (numbers.length === shown) return reason;
      return `${numbers.length === 1 ? 'Question' : 'Questions'} ${numbers.join(', ')}: ${reason}`;
    })
    .join(' ');
}
