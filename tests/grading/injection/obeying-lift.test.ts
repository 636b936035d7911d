import { describe, expect, test } from 'vitest';
import { everyCarrier, everyCue, everyRunOn } from './attack-plan.ts';
import { attackRun, bases, crossedBases } from './attack-run.ts';
import { liftsOf } from './lift.ts';

const LONG = { timeout: 120_000 };
const proseBases = bases.filter(([, { type }]) => type !== 'sql' && type !== 'python');

describe('a model that obeys the attack, beyond the positions', () => {
  test.each(crossedBases)('[GR37] %s: an attack earns nothing in any carrier, once or five times', LONG, async (_, about, weakness) => {
    const run = await attackRun(about, weakness);
    expect(await liftsOf(run.raising, everyCarrier(run))).toEqual([]);
  });

  test.each(crossedBases)('[GR37] %s: nor a cue of the rubric inside an order', LONG, async (_, about, weakness) => {
    const run = await attackRun(about, weakness);
    expect(await liftsOf(run.raising, everyCue(run))).toEqual([]);
  });

  test.each(proseBases)('[GR37] %s: nor words that share a line with honest ones', LONG, async (_, about, weakness) => {
    const run = await attackRun(about, weakness);
    expect(await liftsOf(run.raising, everyRunOn(run))).toEqual([]);
  });
});
