import { expect, test } from 'vitest';
import { createSystemClock } from '#app/adapters/index.ts';

test('after calls once, in order of the delays, and a cancelled call never comes', async () => {
  const clock = createSystemClock();
  const calls: string[] = [];
  await new Promise<void>((done) => {
    const cancel = clock.after(1, () => calls.push('cancelled'));
    clock.after(2, () => calls.push('first'));
    clock.after(20, () => {
      calls.push('second');
      done();
    });
    cancel();
  });
  expect(calls).toEqual(['first', 'second']);
});

test('monotonic time never goes back, and wall time is the time of day', () => {
  const clock = createSystemClock();
  const readings = Array.from({ length: 1_000 }, () => clock.monotonicMs());
  expect(readings).toEqual([...readings].sort((a, b) => a - b));
  expect(new Date(clock.wallMs()).getUTCFullYear()).toBeGreaterThan(2_024);
});
