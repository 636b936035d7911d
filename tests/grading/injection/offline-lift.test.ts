import { describe, expect, test } from 'vitest';
import { everyCarrier, everyCue } from './attack-plan.ts';
import { attackRun, crossedBases } from './attack-run.ts';
import { liftsOf } from './lift.ts';

const LONG = { timeout: 120_000 };

describe('the offline grader before words of a hostile text, beyond the positions', () => {
  test.each(crossedBases)('[GR37] %s: no attack earns anything in any carrier, once or five times', LONG, async (_, about, weakness) => {
    const run = await attackRun(about, weakness);
    expect(await liftsOf(run.offline, everyCarrier(run))).toEqual([]);
  });

  test.each(crossedBases)('[GR37] %s: nor a cue of the rubric inside an order', LONG, async (_, about, weakness) => {
    const run = await attackRun(about, weakness);
    expect(await liftsOf(run.offline, everyCue(run))).toEqual([]);
  });
});
