import type { Criterion, CriterionOutcome, Finding, Level } from '#app/protocol/index.ts';
import type { TextCap } from './answer-shape.ts';

const LEVELS = [1, 2, 3, 4] as const;

/**
 * The level of one criterion by arithmetic that a reader can repeat: a check that is met earns its points, a partly met one half of them,
 * anything else nothing. The level is the highest whose points are reached and whose needed checks (its own and those of the levels
 * below) are met. A misconception that is met, and a rule about the text, then hold it down.
 */
export function levelsFrom(criterion: Criterion, findings: readonly Finding[], caps: readonly TextCap[]): CriterionOutcome {
  const verdictOf = (id: string) => findings.find((finding) => finding.check === `${criterion.id}/${id}`)?.verdict;
  const isMet = (id: string) => verdictOf(id) === 'met';
  const earned = criterion.checks.map(({ id, points }) => (isMet(id) ? points : verdictOf(id) === 'partial' ? points / 2 : 0));
  const points = sum(earned);
  const limits: string[] = [];
  let level: Level = 0;
  for (const next of LEVELS) {
    if (points < criterion.levels[next]) break;
    const missing = (criterion.needs[next] ?? []).filter((id) => !isMet(id));
    if (missing.length > 0) {
      limits.push(`Level ${next} needs a check that is not met: ${missing.map((id) => saysOf(criterion, id)).join('; ')}`);
      break;
    }
    level = next;
  }
  const held = [
    ...criterion.misconceptions
      .filter(({ id }) => isMet(id))
      .map(({ says, caps: most }) => ({ level: most, why: `The answer holds a misconception: ${says}` })),
    ...caps,
  ];
  for (const cap of held) {
    if (cap.level >= level) continue;
    limits.push(`At most level ${cap.level}. ${cap.why}`);
  }
  const lowest = [level, ...held.map((cap) => cap.level)].toSorted((one, other) => one - other)[0] ?? 0;
  return {
    kind: 'level',
    level: lowest,
    points,
    maxPoints: sum(criterion.checks.map((check) => check.points)),
    limits,
  };
}

function saysOf(criterion: Criterion, id: string): string {
  return criterion.checks.find((check) => check.id === id)?.says ?? id;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
