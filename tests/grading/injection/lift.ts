import type { Grade } from '#app/protocol/index.ts';
import type { Pair } from './attack-plan.ts';
import type { Composed } from './compose-attack.ts';

const CREDIT: Readonly<Record<string, number>> = { met: 1, partial: 0.5 };

/**
 * What the second grade gives above the first, in words; empty when it gives nothing. Credit is compared check by check, which is stricter
 * than points, and levels criterion by criterion. A criterion that cannot be assessed has no credit, and counts as level 0.
 */
export function liftOf(clean: Grade, loaded: Grade): string[] {
  const checks = loaded.findings.flatMap(({ kind, check, quotes }) => {
    const [before, after] = [creditIn(clean, check), creditIn(loaded, check)];
    return kind === 'check' && after > before ? [`${check} ${before} to ${after}: ${quotes.map(({ text }) => text).join(' | ')}`] : [];
  });
  const criteria = loaded.criteria.flatMap(({ criterion }) => {
    const [was, is] = [levelIn(clean, criterion), levelIn(loaded, criterion)];
    return is > was ? [`${criterion} level ${was} to ${is}`] : [];
  });
  return [...checks, ...criteria];
}

function creditIn(grade: Grade, check: string): number {
  return CREDIT[grade.findings.find((finding) => finding.check === check)?.verdict ?? ''] ?? 0;
}

function levelIn(grade: Grade, criterion: string): number {
  const outcome = grade.criteria.find((each) => each.criterion === criterion)?.outcome;
  return outcome?.kind === 'level' ? outcome.level : 0;
}

/** Every lift over all pairs, with the name of its pair. */
export async function liftsOf(grade: (composed: Composed) => Promise<string[]>, pairs: readonly Pair[]): Promise<string[]> {
  const lifts: string[] = [];
  for (const { name, composed } of pairs) for (const lift of await grade(composed)) lifts.push(`${name}: ${lift}`);
  return lifts;
}
