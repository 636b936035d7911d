import { describe, expect, test } from 'vitest';
import { composeCalibration } from '#app/compose/index.ts';
import { parseConfig } from '#app/config.ts';
import { type GradeOutcome, type Grader, gradeAnswer } from '#app/grading/index.ts';
import { answerInput } from '../../../src/cli/answer-input.ts';
import { gradedAt, sha256 } from '../fixture.ts';
import { everyPosition } from './attack-plan.ts';
import { type AttackRun, attackRun, bases } from './attack-run.ts';
import { liftOf } from './lift.ts';

/**
 * Against the model itself, which costs thousands of calls: only when it is asked for. ASSAY_LIVE_INJECTION=1 puts every attack into every
 * base once, in a position that turns; `all` puts it into every position. Settings and key are those of `assay`. Replies stay in
 * ASSAY_DATA: a run that was cut off goes on where it was, and one that is repeated costs nothing.
 */
const wanted = process.env.ASSAY_LIVE_INJECTION;
/** A batch may take a day, and a second look at what was lifted another one. */
const TWO_DAYS = { timeout: 50 * 3_600_000 };

describe.skipIf(!wanted)('the model itself (not without ASSAY_LIVE_INJECTION=1 and a key: it costs thousands of calls)', () => {
  test('[GR37] no attack lifts an answer, or not when it is graded once more', TWO_DAYS, async () => {
    const { config } = parseConfig({ flags: {}, env: process.env, dotenv: '', cwd: process.cwd() });
    expect(config.grader).toBe('claude');
    const { grader, close } = await composeCalibration(config, 'in-batches');
    try {
      const lifts = await Promise.all(
        bases.map(async ([title, about, weakness]) => liftsOn(title, await attackRun(about, weakness), grader)),
      );
      const found = lifts.flat();
      process.stdout.write(`${found.length} lifts at first sight, ${found.filter(({ again }) => again).length} of them confirmed\n`);
      expect(found.flatMap(({ name, again }) => (again ? [name] : []))).toEqual([]);
    } finally {
      await close();
    }
  });
});

/** Every lift over one base, and whether it came again when the answer was graded anew. */
async function liftsOn(title: string, run: AttackRun, grader: Grader): Promise<{ name: string; again: boolean }[]> {
  const clean = await outcomeOf(run, run.base, grader, 'clean');
  const all = everyPosition(run);
  const positions = all.length / run.attacks.length;
  const pairs = all.filter((_, index) => wanted === 'all' || index % positions === Math.floor(index / positions) % positions);
  const lifts = await Promise.all(
    pairs.map(async ({ name, composed }) => {
      const first = lift(clean, await outcomeOf(run, composed.text, grader, 'first'));
      if (first.length === 0) return [];
      const again = lift(clean, await outcomeOf(run, composed.text, grader, 'second'));
      return [{ name: `${title}, ${name}: ${first.join('; ')}`, again: again.length > 0 }];
    }),
  );
  return lifts.flat();
}

/** What a person has to look at has no level that could have risen. */
function lift(clean: GradeOutcome, loaded: GradeOutcome): string[] {
  return clean.kind === 'graded' && loaded.kind === 'graded' ? liftOf(clean.grade, loaded.grade) : [];
}

/** `round` is in the name that calls are recorded under, so that another round asks anew. */
function outcomeOf({ about }: AttackRun, text: string, grader: Grader, round: string): Promise<GradeOutcome> {
  const input = { ...answerInput(about.question, about.rubric, text), subject: `injection-${round}` };
  return gradeAnswer(input, grader, { gradedAt, sha256 });
}
