import type { CriterionResult, Finding, Grade, GraderStamp, Level, Rubric, Verdict } from '#app/protocol/index.ts';
import { statementsOf } from './statements.ts';

/** A grade, and the rubric version behind it; null when exactly that version is not installed. */
export interface JudgedGrade {
  readonly grade: Grade;
  readonly rubric: Rubric | null;
}

/** Levels say the same thing when they are computed from the same points, levels, needs and caps: equal structure hashes. */
export type RubricChange = 'same' | 'equal-structure' | 'different-structure';

/** What was not the same about who read the answer. */
export type GraderChange = 'grader' | 'program' | 'prompt' | 'model' | 'blind-reader';

export interface LevelChange {
  readonly criterion: string;
  /** Null: not assessable, or the rubric of that side has no such criterion. */
  readonly before: Level | null;
  readonly after: Level | null;
  /** In levels; null when one side has none. */
  readonly shift: number | null;
}

export interface FindingSide {
  readonly verdict: Verdict;
  /** Words of the candidate, verbatim. */
  readonly quotes: readonly string[];
}

export interface FindingChange {
  readonly check: string;
  readonly kind: Finding['kind'];
  /** In the words of the newer rubric, else of the older; null when neither is installed. */
  readonly says: string | null;
  /** Null: the rubric of that side has no such statement. */
  readonly before: FindingSide | null;
  readonly after: FindingSide | null;
}

export interface GradeComparison {
  readonly questionId: string;
  readonly rubric: { readonly before: string; readonly after: string; readonly change: RubricChange };
  readonly grader: { readonly before: GraderStamp; readonly after: GraderStamp; readonly changed: readonly GraderChange[] };
  /** Both grades are of the same stored text. */
  readonly sameAnswer: boolean;
  /** Levels before and after stand on one scale and are of one text. */
  readonly mayCompare: boolean;
  readonly levels: readonly LevelChange[];
  /** Findings whose verdict or quotes are not the same. */
  readonly findings: readonly FindingChange[];
  /** Some level moved so far that a person must look. */
  readonly needsLook: boolean;
}

/** A move of a level that is no longer within what two careful readers differ by. */
const FAR = 2;

/** What another grade of the same answer changed. Says nothing about which of the two is right. */
export function compareGrades(before: JudgedGrade, after: JudgedGrade): GradeComparison {
  const [one, other] = [before.grade, after.grade];
  const change = rubricChange(one.rubric, other.rubric);
  const sameAnswer = one.questionId === other.questionId && one.answerHash === other.answerHash;
  const levels = levelChanges(one.criteria, other.criteria);
  return {
    questionId: other.questionId,
    rubric: { before: one.rubric.ref, after: other.rubric.ref, change },
    grader: { before: one.grader, after: other.grader, changed: graderChanges(one, other) },
    sameAnswer,
    mayCompare: sameAnswer && change !== 'different-structure',
    levels,
    findings: findingChanges(before, after),
    needsLook: levels.some(({ shift }) => shift !== null && Math.abs(shift) >= FAR),
  };
}

export interface LevelShift {
  /** Criteria with a level on both sides. */
  readonly pairs: number;
  readonly unchanged: number;
  /** Criteria that have a level only after, or only before. */
  readonly gained: number;
  readonly lost: number;
  /** After less before, in levels; null without pairs. */
  readonly meanShift: number | null;
}

/** How levels moved over many criteria. What has no level on one side counts as gained or lost, never as a move. */
export function levelShift(changes: readonly LevelChange[]): LevelShift {
  const shifts = changes.flatMap(({ shift }) => (shift === null ? [] : [shift]));
  return {
    pairs: shifts.length,
    unchanged: shifts.filter((shift) => shift === 0).length,
    gained: changes.filter(({ before, after }) => before === null && after !== null).length,
    lost: changes.filter(({ before, after }) => before !== null && after === null).length,
    meanShift: shifts.length === 0 ? null : shifts.reduce((sum, shift) => sum + shift, 0) / shifts.length,
  };
}

function rubricChange(before: Grade['rubric'], after: Grade['rubric']): RubricChange {
  if (before.contentHash === after.contentHash) return 'same';
  return before.structureHash === after.structureHash ? 'equal-structure' : 'different-structure';
}

function graderChanges(before: Grade, after: Grade): GraderChange[] {
  const [one, other] = [before.grader, after.grader];
  const readers = [before.entailment, after.entailment];
  const anotherReader = readers.every((stamp) => stamp !== null) && !sameStamp(readers[0], readers[1]);
  return [
    ...(one.name === other.name ? [] : (['grader'] as const)),
    ...(one.version === other.version ? [] : (['program'] as const)),
    ...(one.prompt?.hash === other.prompt?.hash ? [] : (['prompt'] as const)),
    ...(one.model === other.model ? [] : (['model'] as const)),
    ...(anotherReader ? (['blind-reader'] as const) : []),
  ];
}

/** A grade that needed no blind reading says nothing about the blind reader. */
function sameStamp(one: GraderStamp | null | undefined, other: GraderStamp | null | undefined): boolean {
  return one?.model === other?.model && one?.prompt?.hash === other?.prompt?.hash && one?.version === other?.version;
}

function levelChanges(before: readonly CriterionResult[], after: readonly CriterionResult[]): LevelChange[] {
  const ids = [...new Set([...after, ...before].map(({ criterion }) => criterion))];
  return ids.map((criterion) => {
    const [one, other] = [levelOf(before, criterion), levelOf(after, criterion)];
    return { criterion, before: one, after: other, shift: one === null || other === null ? null : other - one };
  });
}

function levelOf(results: readonly CriterionResult[], criterion: string): Level | null {
  const outcome = results.find((result) => result.criterion === criterion)?.outcome;
  return outcome?.kind === 'level' ? outcome.level : null;
}

function findingChanges(before: JudgedGrade, after: JudgedGrade): FindingChange[] {
  const [ones, others] = [before.grade.findings, after.grade.findings];
  const checks = [...new Set([...others, ...ones].map(({ check }) => check))];
  return checks.flatMap((check) => {
    const [one, other] = [ones, others].map((findings) => findings.find((finding) => finding.check === check));
    const kind = (other ?? one)?.kind;
    if (kind === undefined || (one && other && isSame(one, other))) return [];
    return [{ check, kind, says: saysOf(check, after.rubric) ?? saysOf(check, before.rubric), before: sideOf(one), after: sideOf(other) }];
  });
}

function isSame(one: Finding, other: Finding): boolean {
  return one.verdict === other.verdict && placesOf(one) === placesOf(other);
}

function placesOf({ quotes }: Finding): string {
  return JSON.stringify(quotes.map(({ turnId, start, end }) => `${turnId} ${start} ${end}`).sort());
}

function sideOf(finding: Finding | undefined): FindingSide | null {
  return finding ? { verdict: finding.verdict, quotes: finding.quotes.map(({ text }) => text) } : null;
}

function saysOf(check: string, rubric: Rubric | null): string | null {
  return (rubric && statementsOf(rubric).find(({ ref }) => ref === check)?.says) ?? null;
}
