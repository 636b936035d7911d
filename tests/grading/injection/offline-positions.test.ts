import { describe, expect, test } from 'vitest';
import { everyPosition, everyTwo } from './attack-plan.ts';
import { attackRun, bases } from './attack-run.ts';
import { liftsOf } from './lift.ts';

const LONG = { timeout: 120_000 };

describe('the offline grader before words of a hostile text', () => {
  test.each(bases)('[GR37] %s: no attack earns anything in any position, alone or with another', LONG, async (_, about, weakness) => {
    const run = await attackRun(about, weakness);
    expect(await liftsOf(run.offline, [...everyPosition(run), ...everyTwo(run)])).toEqual([]);
  });
});
