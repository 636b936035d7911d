import type { Criterion, CriterionOutcome, Finding, Level } from '#app/protocol/index.ts';
import type { TextCap } from './answer-shape.ts';

/** All that the arithmetic reads of findings. */
export type Verdicts = readonly Pick<Finding, 'check' | 'verdict'>[];

const LEVELS = [1, 2, 3, 4] as const;
/** The least that a criterion's points can move by: a check of one point that turns from met to partly met. */
const HALF_POINT = 0.5;

/**
 * The level of one criterion by arithmetic that a reader can repeat: a check that is met earns its points, a partly met one half of them,
 * anything else nothing. The level is the highest whose points are reached and whose needed checks (its own and those of the levels
 * below) are met. A misconception that is met, and a rule about the text, then hold it down. `passes` are the findings of each pass of
 * a panel, when there was more than one.
 */
export function levelsFrom(
  criterion: Criterion,
  findings: Verdicts,
  caps: readonly TextCap[],
  passes: readonly Verdicts[] = [findings],
): CriterionOutcome {
  const isMet = metIn(criterion, findings);
  const points = pointsOf(criterion, findings);
  const { level: reached, missing } = climb(criterion, points, isMet);
  const limits = missing.map(
    ({ level, ids }) => `Level ${level} needs a check that is not met: ${ids.map((id) => saysOf(criterion, id)).join('; ')}`,
  );
  const held = holdsOf(criterion, isMet, caps);
  for (const { level, why } of held) if (level < reached) limits.push(`At most level ${level}. ${why}`);
  return {
    kind: 'level',
    level: lowest([reached, ...held.map((cap) => cap.level)]),
    points,
    maxPoints: sum(criterion.checks.map((check) => check.points)),
    limits,
    textCap: caps.length === 0 ? null : lowest(caps.map((cap) => cap.level)),
    passes: passes.map((own) => levelOf(criterion, own, caps)),
  };
}

/** The level alone. */
export function levelOf(criterion: Criterion, findings: Verdicts, caps: readonly TextCap[]): Level {
  const isMet = metIn(criterion, findings);
  const { level } = climb(criterion, pointsOf(criterion, findings), isMet);
  return lowest([level, ...holdsOf(criterion, isMet, caps).map((cap) => cap.level)]);
}

/** Half a point more or less would give another level, or a misconception holds the level down: one verdict decides it. */
export function isNearEdge(criterion: Criterion, findings: Verdicts, caps: readonly TextCap[]): boolean {
  const isMet = metIn(criterion, findings);
  const points = pointsOf(criterion, findings);
  const holds = holdsOf(criterion, isMet, caps).map((cap) => cap.level);
  if (levelOf(criterion, findings, caps) < lowest([climb(criterion, points, isMet).level, ...caps.map((cap) => cap.level)])) return true;
  const at = (sum: number) => lowest([climb(criterion, sum, isMet).level, ...holds]);
  return at(points - HALF_POINT) !== at(points) || at(points + HALF_POINT) !== at(points);
}

type IsMet = (id: string) => boolean;

function verdictIn({ id }: Criterion, findings: Verdicts, check: string): Finding['verdict'] | undefined {
  return findings.find((finding) => finding.check === `${id}/${check}`)?.verdict;
}

function metIn(criterion: Criterion, findings: Verdicts): IsMet {
  return (id) => verdictIn(criterion, findings, id) === 'met';
}

function pointsOf(criterion: Criterion, findings: Verdicts): number {
  const share = { met: 1, partial: 0.5, 'not-met': 0, contradicted: 0, 'cannot-tell': 0 } as const;
  return sum(criterion.checks.map(({ id, points }) => points * share[verdictIn(criterion, findings, id) ?? 'not-met']));
}

/** The highest level that points and needs give, and the needs that ended the climb. */
function climb(criterion: Criterion, points: number, isMet: IsMet): { level: Level; missing: { level: Level; ids: string[] }[] } {
  let level: Level = 0;
  for (const next of LEVELS) {
    if (points < criterion.levels[next]) break;
    const ids = (criterion.needs[next] ?? []).filter((id) => !isMet(id));
    if (ids.length > 0) return { level, missing: [{ level: next, ids }] };
    level = next;
  }
  return { level, missing: [] };
}

function holdsOf(criterion: Criterion, isMet: IsMet, caps: readonly TextCap[]): TextCap[] {
  const misconceptions = criterion.misconceptions.filter(({ id }) => isMet(id));
  return [...misconceptions.map(({ says, caps: level }) => ({ level, why: `The answer holds a misconception: ${says}` })), ...caps];
}

function saysOf(criterion: Criterion, id: string): string {
  return criterion.checks.find((check) => check.id === id)?.says ?? id;
}

function lowest(levels: readonly Level[]): Level {
  return levels.toSorted((one, other) => one - other)[0] ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
