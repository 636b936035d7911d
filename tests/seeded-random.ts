export { seededRandom } from '#app/measurement/index.ts';

/** Of the test run, or a fresh one; it stands in the test's title. */
export function seedOfRun(): number {
  return Number(process.env.ASSAY_TEST_SEED ?? Math.floor(Math.random() * 2 ** 32));
}

/** A whole number from `low` to `high`. */
export function between(random: () => number, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}
