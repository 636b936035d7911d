import type { ScreenRow, ScreenStatus } from '#app/protocol/index.ts';

export const FILTERS = {
  all: { label: 'All', holds: null },
  review: { label: 'To review', holds: ['needs-person', 'report-ready'] },
  sitting: { label: 'Under way', holds: ['in-progress', 'paused', 'grading', 'waiting-for-budget'] },
  waiting: { label: 'Waiting', holds: ['invited', 'opened'] },
  done: { label: 'Done', holds: ['decided', 'expired', 'cancelled', 'withdrawn'] },
} as const satisfies Record<string, { label: string; holds: readonly ScreenStatus[] | null }>;

export type FilterName = keyof typeof FILTERS;
export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];

export function isFilterName(name: string | null): name is FilterName {
  return name !== null && Object.hasOwn(FILTERS, name);
}

/** The rows of one filter, the most lately changed first. */
export function filterScreens(rows: readonly ScreenRow[], name: FilterName): ScreenRow[] {
  const holds: readonly ScreenStatus[] | null = FILTERS[name].holds;
  return rows
    .filter((row) => holds === null || holds.includes(row.status))
    .sort((one, other) => other.updatedAt.localeCompare(one.updatedAt));
}
