import { expect, test } from 'vitest';
import { createRandomIds } from '#app/adapters/index.ts';
import { Uuid } from '#app/protocol/index.ts';

test('ids are UUIDs of version 7, carry the time, and sort in the order of their making', () => {
  let now = 1_700_000_000_000;
  const ids = createRandomIds(() => now);
  const made: string[] = [];
  for (let i = 0; i < 20_000; i++) {
    if (i % 6_000 === 5_999) now += 1;
    made.push(ids.uuid());
  }
  expect(made.every((id) => Uuid.safeParse(id).success && /^.{14}7.{4}[89ab]/.test(id))).toBe(true);
  expect(new Set(made).size).toBe(made.length);
  expect(made).toEqual([...made].sort());
  expect(Number.parseInt(made[0]?.replace('-', '').slice(0, 12) ?? '', 16)).toBe(1_700_000_000_000);
});

test('a wall clock that is set back does not make an id that sorts before an earlier one', () => {
  const times = [2_000, 1_000, 1_500, 2_001];
  const ids = createRandomIds(() => times.shift() ?? 2_001);
  const made = [ids.uuid(), ids.uuid(), ids.uuid(), ids.uuid()];
  expect(made).toEqual([...made].sort());
});

test('a secret has the entropy asked for, a seed is a whole number of 32 bits', () => {
  const ids = createRandomIds();
  expect(ids.secret(32)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(ids.secret(32)).not.toBe(ids.secret(32));
  const seeds = Array.from({ length: 200 }, () => ids.seed());
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
  expect(new Set(seeds).size).toBeGreaterThan(190);
});
