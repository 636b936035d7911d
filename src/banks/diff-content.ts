import type { Bank, Question, Rubric } from '#app/protocol/index.ts';
import { canonicalJson } from './content-hash.ts';
import type { Content, LoadedBank, LoadedRubric } from './load-content.ts';

/** What became of one question between two versions of a bank. */
export interface QuestionChange {
  readonly id: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'same';
  /** What changed, in words; empty unless `changed`. */
  readonly changes: readonly string[];
  /** Whether an answer's levels mean the same under both versions. */
  readonly comparable: boolean;
}

export interface BankDiff {
  readonly questions: readonly QuestionChange[];
  /** What changed beside the questions: sections, title, minutes. */
  readonly bank: readonly string[];
  /** Every form of the one has the structure of forms of the other, so that overall scores may be compared. */
  readonly comparable: boolean;
}

/** What changed from one bank version to another, and whether scores stay comparable. */
export function diffBanks(from: LoadedBank, to: LoadedBank, rubrics: Content['rubrics']): BankDiff {
  const before = new Map(from.bank.questions.map((question) => [question.id, question]));
  const after = new Map(to.bank.questions.map((question) => [question.id, question]));
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return {
    questions: ids.map((id) => diffQuestion(id, before.get(id), after.get(id), rubrics)),
    bank: changedFields(from.bank, to.bank, BANK_FIELDS),
    comparable: from.structureHash === to.structureHash,
  };
}

export interface RubricDiff {
  readonly changes: readonly string[];
  readonly comparable: boolean;
}

/** What changed from one rubric version to another. Levels stay comparable while nothing that they are computed from changes. */
export function diffRubrics(from: LoadedRubric, to: LoadedRubric): RubricDiff {
  return { changes: rubricChanges(from.rubric, to.rubric), comparable: from.structureHash === to.structureHash };
}

const BANK_FIELDS: readonly (keyof Bank)[] = ['track', 'title', 'about', 'key_dimensions', 'minutes', 'practice', 'sections'];
const QUESTION_FIELDS: readonly (keyof Question)[] = ['section', 'kind', 'title', 'minutes', 'tags', 'prompt', 'clarifications', 'probes'];

function diffQuestion(id: string, before: Question | undefined, after: Question | undefined, rubrics: Content['rubrics']): QuestionChange {
  if (!before || !after) return { id, kind: before ? 'removed' : 'added', changes: [], comparable: false };
  const [from, to] = [rubrics.get(before.rubric), rubrics.get(after.rubric)];
  const ofRubric =
    before.rubric === after.rubric
      ? []
      : [`rubric ${before.rubric} → ${after.rubric}`, ...(from && to ? rubricChanges(from.rubric, to.rubric) : [])];
  const changes = [...changedFields(before, after, QUESTION_FIELDS), ...ofRubric];
  const sameTask = before.prompt === after.prompt;
  const sameStructure = before.rubric === after.rubric || (from && to && from.structureHash === to.structureHash) === true;
  return { id, kind: changes.length === 0 ? 'same' : 'changed', changes, comparable: sameTask && sameStructure };
}

function rubricChanges(from: Rubric, to: Rubric): string[] {
  return [
    ...changedItems('criterion', from.criteria, to.criteria, (before, after) => [
      ...changedFields(before, after, ['dimension', 'weight', 'anchors', 'levels', 'needs']),
      ...changedItems('check', before.checks, after.checks, (one, other) => changedFields(one, other, ['points', 'says', 'cues'])),
      ...changedItems('misconception', before.misconceptions, after.misconceptions, (one, other) =>
        changedFields(one, other, ['says', 'cues', 'caps']),
      ),
    ]),
    ...changedFields(from, to, ['false_check', 'exemplars']),
  ];
}

function changedItems<T extends { readonly id: string }>(
  name: string,
  from: readonly T[],
  to: readonly T[],
  inside: (before: T, after: T) => readonly string[],
): string[] {
  return [
    ...from.filter(({ id }) => to.every((other) => other.id !== id)).map(({ id }) => `${name} ${id} removed`),
    ...to.flatMap((after) => {
      const before = from.find(({ id }) => id === after.id);
      return before ? inside(before, after).map((change) => `${name} ${after.id}: ${change}`) : [`${name} ${after.id} added`];
    }),
  ];
}

function changedFields<T extends object>(from: T, to: T, fields: readonly (keyof T)[]): string[] {
  return fields.flatMap((field) => {
    const [before, after] = [from[field], to[field]];
    if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
    const short = typeof before === 'number' && typeof after === 'number';
    return [short ? `${String(field)} ${before} → ${after}` : `${String(field)} changed`];
  });
}
