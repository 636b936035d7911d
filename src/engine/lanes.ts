import { atMost } from './at-most.ts';

/** As `atMost`; but once one has thrown, nothing more is begun, and what waits throws the same. */
export function lanes(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const inLane = atMost(count);
  let broken: { readonly error: unknown } | null = null;
  return (work) =>
    inLane(async () => {
      if (broken) throw broken.error;
      try {
        return await work();
      } catch (error) {
        broken ??= { error };
        throw error;
      }
    });
}
