import { afterEach, describe, expect, test, vi } from 'vitest';
import { createFailpoint } from '#app/adapters/index.ts';

describe('a failpoint', () => {
  afterEach(() => vi.restoreAllMocks());

  test('does nothing unless the program runs under test', () => {
    for (const env of [{}, { ASSAY_FAILPOINT: 'leased:throw' }, { ASSAY_TEST: '0', ASSAY_FAILPOINT: 'leased:throw' }, { ASSAY_TEST: '1' }])
      expect(() => createFailpoint(env)('leased')).not.toThrow();
  });

  test('acts at the nth passing of its own name, once', () => {
    const failpoint = createFailpoint({ ASSAY_TEST: '1', ASSAY_FAILPOINT: 'after-call:throw:3' });
    failpoint('after-call');
    failpoint('before-call');
    failpoint('after-call');
    expect(() => failpoint('after-call')).toThrow('failpoint after-call');
    failpoint('after-call');
  });

  test('kills as a power switch would', () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    createFailpoint({ ASSAY_TEST: '1', ASSAY_FAILPOINT: 'batch-created:kill' })('batch-created');
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL');
  });

  test.each(['nowhere:kill', 'leased', 'leased:explode', 'leased:kill:0', 'leased:kill:often', 'constructor:kill'])(
    '%s cannot be read',
    (setting) => {
      expect(() => createFailpoint({ ASSAY_TEST: '1', ASSAY_FAILPOINT: setting })).toThrow(RangeError);
    },
  );
});
