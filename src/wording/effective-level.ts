import type { Level, ReportCriterion } from '#app/protocol/index.ts';

/** The level that counts: the override's if a person gave one, the machine's otherwise; null when there is neither. */
export function effectiveLevel(criterion: ReportCriterion): Level | null {
  if (criterion.override) return criterion.override.to;
  return criterion.outcome.kind === 'level' ? criterion.outcome.level : null;
}
