import { sha256 } from '#app/banks/index.ts';

const LONGEST = 64;
const TAG_LENGTH = 8;

/** A name that two runs share only when they grade on the same day, with the same grader and model, by the same rubrics: a slug. */
export function runName(of: {
  /** ISO time, UTC. */
  readonly at: string;
  readonly grader: string;
  /** Null for a grader without one. */
  readonly model: string | null;
  readonly rubrics: readonly string[];
}): string {
  const rubrics = of.rubrics.length === 0 ? ['own-rubrics'] : [...of.rubrics].sort();
  const name = [of.at.slice(0, 10), of.model ?? of.grader, ...rubrics]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  if (name.length <= LONGEST) return name;
  return `${name.slice(0, LONGEST - TAG_LENGTH - 1).replace(/-$/, '')}-${sha256(name).slice(0, TAG_LENGTH)}`;
}
