import type { LoadedBank } from './load-content.ts';

/** Banks by version, the newest first. */
export function newestFirst(banks: Iterable<LoadedBank>): LoadedBank[] {
  return [...banks].sort((one, other) => compareVersions(other.bank.version, one.bank.version));
}

/** The newest of these versions for each bank, by name. */
export function newestOfEach(banks: Iterable<LoadedBank>): LoadedBank[] {
  const newest = new Map<string, LoadedBank>();
  for (const source of newestFirst(banks)) if (!newest.has(source.bank.bank)) newest.set(source.bank.bank, source);
  return [...newest.values()].sort((one, other) => (one.bank.bank < other.bank.bank ? -1 : 1));
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  const index = left.findIndex((part, position) => part !== right[position]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
