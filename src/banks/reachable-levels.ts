import type { Criterion, Level } from '#app/protocol/index.ts';

const LEVELS = [1, 2, 3, 4] as const;

/**
 * The levels that some set of findings gives (each check met, partial or not), by the same arithmetic as grading: the highest level
 * whose points are reached and whose needed checks, and those of the levels below, are met. With the most that one check alone gives.
 */
export function reachableLevels(criterion: Criterion): { readonly levels: ReadonlySet<Level>; readonly byOneCheck: Level } {
  const levels = new Set<Level>();
  let byOneCheck: Level = 0;
  const { checks } = criterion;
  const combinations = 3 ** checks.length;
  for (let code = 0; code < combinations; code++) {
    let rest = code;
    let points = 0;
    const met = new Set<string>();
    let touched = 0;
    for (const check of checks) {
      const verdict = rest % 3;
      rest = Math.floor(rest / 3);
      points += (check.points * verdict) / 2;
      if (verdict === 2) met.add(check.id);
      if (verdict > 0) touched += 1;
    }
    const level = levelAt(criterion, points, met);
    levels.add(level);
    if (touched === 1 && level > byOneCheck) byOneCheck = level;
  }
  return { levels, byOneCheck };
}

function levelAt({ levels, needs }: Criterion, points: number, met: ReadonlySet<string>): Level {
  let level: Level = 0;
  for (const next of LEVELS) {
    if (points < levels[next] || (needs[next] ?? []).some((id) => !met.has(id))) break;
    level = next;
  }
  return level;
}
