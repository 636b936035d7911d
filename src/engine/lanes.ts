/**
 * Runs at most so many pieces of work at once; the others wait in the order in which they came. Once one has thrown, nothing more is
 * begun: what waits throws the same.
 */
export function lanes(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count;
  let broken: { readonly error: unknown } | null = null;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      if (broken) throw broken.error;
      return await work();
    } catch (error) {
      broken ??= { error };
      throw error;
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
