import { describe, expect, test } from 'vitest';
import { everyPosition, everyTwo } from './attack-plan.ts';
import { attackRun, bases } from './attack-run.ts';
import { liftsOf } from './lift.ts';

const LONG = { timeout: 120_000 };

describe('a model that obeys the attack', () => {
  test.each(bases)('[GR37] %s: no attack earns anything in any position, alone or with another', LONG, async (_, about, weakness) => {
    const run = await attackRun(about, weakness);
    expect([...(await liftsOf(run.obeying, everyPosition(run))), ...(await liftsOf(run.raising, everyTwo(run)))]).toEqual([]);
  });
});
