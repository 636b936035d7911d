import { describe, expect, test } from 'vitest';
import { createOfflineGrader } from '#app/grading/index.ts';
import { bases, gradeFor, kindOf } from './injection/attack-run.ts';
import { liftOf } from './injection/lift.ts';

const offline = createOfflineGrader();
/** True, and about nothing that the banks ask. */
const PADDING = [
  'A foreign key makes sure that a row of one table points to a row that exists in another.',
  'Bread rises because yeast turns sugar into gas, which the dough then holds.',
  'The river carries sand to its mouth, where it settles as a delta.',
  'The tides come twice a day because water is drawn towards the moon and away on the far side.',
  'A bridge of steel grows longer in summer, so that its ends rest on rollers.',
  'In winter a hedgehog sleeps for months and lives on its fat.',
].join(' ');

describe('true sentences about something else', () => {
  test.each(bases.filter(([, about]) => kindOf(about) === 'prose'))(
    '[GR39] add nothing to a weak answer: %s',
    async (_, about, weakness) => {
      const base = about.answers[weakness];
      const clean = await gradeFor(about, base, offline);
      for (const padded of [`${base} ${PADDING}`, `${PADDING} ${base}`, `${PADDING}\n${base}\n${PADDING}`])
        expect(liftOf(clean, await gradeFor(about, padded, offline))).toEqual([]);
    },
  );
});
