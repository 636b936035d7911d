/** The sum of `term` over two equally long columns, row by row. Throws a RangeError when a row has no partner. */
export function sumOfPairs(one: readonly number[], other: readonly number[], term: (one: number, other: number) => number): number {
  if (one.length !== other.length) throw new RangeError(`columns of ${one.length} and ${other.length} rows cannot be paired`);
  let total = 0;
  for (let row = 0; row < one.length; row += 1) total += term(one[row] as number, other[row] as number);
  return total;
}
