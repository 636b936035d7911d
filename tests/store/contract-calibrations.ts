import { expect, it } from 'vitest';
import type { CalibrationTuple } from '#app/protocol/index.ts';
import { calibration, hash, type Open, uuid } from './fixtures.ts';

const MARCH = { at: '2026-03-01T00:00:00.000Z' };
const APRIL = { at: '2026-04-01T00:00:00.000Z' };
const { tuple } = calibration(uuid(1));

export function describeCalibrations(open: Open): void {
  it('[ES68] find gives the newest calibration of exactly this tuple', async () => {
    const { calibrations } = open().stores;
    expect(await calibrations.find(tuple)).toBeNull();
    const newest = calibration(uuid(2), {}, { ...APRIL, calibrated: false });
    for (const each of [newest, calibration(uuid(1), {}, MARCH)]) await calibrations.record(each);
    expect(await calibrations.find(tuple)).toEqual(newest);
    const again = calibration(uuid(3), {}, APRIL);
    await calibrations.record(again);
    expect(await calibrations.find(tuple)).toEqual(again);
    await calibrations.record(calibration(uuid(3), {}, { ...APRIL, calibrated: false }));
    expect(await calibrations.find(tuple)).toEqual(again);
  });

  it.each<Partial<CalibrationTuple>>([
    { bank: 'applied-ml@1.0.1' },
    { rubric: 'offline-online-gap@1.1.0' },
    { rubricHash: hash('other') },
    { grader: 'offline' },
    { graderVersion: '3' },
    { promptHash: null },
    { promptHash: hash('other') },
    { model: null },
    { model: 'null' },
  ])('[ES68] another tuple is another grader: %j', async (part) => {
    const { calibrations } = open().stores;
    await calibrations.record(calibration(uuid(1)));
    expect(await calibrations.find({ ...tuple, ...part })).toBeNull();
    const other = calibration(uuid(2), part);
    await calibrations.record(other);
    expect(await calibrations.find({ ...tuple, ...part })).toEqual(other);
    expect(await calibrations.find(tuple)).toEqual(calibration(uuid(1)));
  });

  it('[ES68] the order of keys means nothing, nor does anything else that lies beside them', async () => {
    const { calibrations } = open().stores;
    const reversed = Object.fromEntries(Object.entries(tuple).reverse()) as CalibrationTuple;
    await calibrations.record({ ...calibration(uuid(1), {}, MARCH), tuple: reversed });
    await calibrations.record(calibration(uuid(2), {}, APRIL));
    for (const asked of [tuple, reversed, { ...tuple, dimension: 'evaluation' }])
      expect((await calibrations.find(asked))?.id).toBe(uuid(2));
  });

  it('[ES69] all come newest first, as copies', async () => {
    const { calibrations } = open().stores;
    expect(await calibrations.all()).toEqual([]);
    const rows = [
      calibration(uuid(5), {}, APRIL),
      calibration(uuid(1), { model: null }, MARCH),
      calibration(uuid(9), {}, APRIL),
      calibration(uuid(3), { grader: 'offline' }, APRIL),
    ];
    for (const row of rows) {
      const given = structuredClone(row);
      const recorded = calibrations.record(given);
      given.tuple.model = 'changed afterwards';
      await recorded;
    }
    expect(await calibrations.all()).toEqual([rows[3], rows[2], rows[0], rows[1]]);
  });
}
