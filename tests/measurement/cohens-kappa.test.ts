import { describe, expect, test } from 'vitest';
import { cohensKappa } from '#app/measurement/index.ts';

describe('agreement of two raters', () => {
  test("[ME24] Cohen's kappa of a table worked out by hand", () => {
    // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: equal 0.70, by chance 0.50, kappa 0.40.
    const pairs = (count: number, pair: [string, string]) => Array.from({ length: count }, () => pair);
    const found = cohensKappa([
      ...pairs(20, ['yes', 'yes']),
      ...pairs(5, ['yes', 'no']),
      ...pairs(10, ['no', 'yes']),
      ...pairs(15, ['no', 'no']),
    ]);
    expect(found.items).toBe(50);
    expect(found.equal).toBeCloseTo(0.7);
    expect(found.kappa).toBeCloseTo(0.4);
  });

  test('[ME24] total agreement is kappa 1; one category alone has no kappa', () => {
    expect(
      cohensKappa([
        ['a', 'a'],
        ['b', 'b'],
      ]),
    ).toEqual({ items: 2, equal: 1, kappa: 1 });
    expect(
      cohensKappa([
        ['a', 'a'],
        ['a', 'a'],
      ]).kappa,
    ).toBeNull();
  });

  test('[ME24] without items there is neither a share nor a kappa', () => {
    expect(cohensKappa([])).toEqual({ items: 0, equal: null, kappa: null });
  });
});
