import type { LoadedBank } from './load-content.ts';

/** Banks by name; of one bank the newest version first. */
export function newestFirst(banks: Iterable<LoadedBank>): LoadedBank[] {
  return [...banks].sort(
    (one, other) => one.bank.bank.localeCompare(other.bank.bank, 'en') || compareVersions(other.bank.version, one.bank.version),
  );
}

/** The newest of these versions for each bank, by name. */
export function newestOfEach(banks: Iterable<LoadedBank>): LoadedBank[] {
  return newestFirst(banks).filter(({ bank }, index, all) => all[index - 1]?.bank.bank !== bank.bank);
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  const index = left.findIndex((part, position) => part !== right[position]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
