import { describe, expect, test } from 'vitest';
import { costMicroUsd, pricesOf } from '#app/adapters/index.ts';

/** In, out, read from the cache, written to it. */
function tokens(inputTokens: number, outputTokens: number, cacheReadTokens = 0, cacheWriteTokens = 0) {
  return { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens };
}
const single = { batch: false };
const batch = { batch: true };

describe('the cost of a call', () => {
  // Worked out by hand: tokens times dollars per million tokens is millionths of a dollar.
  test.each([
    ['claude-sonnet-5-5', tokens(1_000_000, 0), 2_000_000, 1_000_000],
    ['claude-sonnet-5-5', tokens(0, 1_000_000), 10_000_000, 5_000_000],
    ['claude-sonnet-5-5', tokens(0, 0, 1_000_000, 0), 100_000, 50_000],
    ['claude-sonnet-5-5', tokens(0, 0, 0, 1_000_000), 2_500_000, 1_250_000],
    // 2,400 + 8,000 + 600 + 1,000
    ['claude-sonnet-5-5', tokens(1_200, 800, 6_000, 400), 12_000, 6_000],
    // 40 + 200 + 20 + 40
    ['claude-opus-5-5', tokens(10, 10, 100, 8), 300, 150],
    // 50 + 250 + 50 + 50
    ['claude-opus-5', tokens(10, 10, 100, 8), 400, 200],
    // 20 + 100 + 20 + 20
    ['claude-sonnet-5', tokens(10, 10, 100, 8), 160, 80],
    // 30 + 150 + 30 + 30
    ['claude-sonnet-4-6', tokens(10, 10, 100, 8), 240, 120],
    // 10 + 50 + 10 + 10
    ['claude-haiku-4-5', tokens(10, 10, 100, 8), 80, 40],
    // 0.3 + 0.5 + 0.07 + 0.125 = 0.995
    ['claude-haiku-5-5', tokens(3, 1, 7, 1), 1, 1],
    // 0.3 + 0.7 is 1, and floating point makes it more
    ['claude-haiku-5-5', tokens(3, 0, 70, 0), 1, 1],
    // 0.6 + 0.5 = 1.1
    ['claude-haiku-5-5', tokens(6, 1), 2, 1],
    ['claude-haiku-5-5', tokens(0, 0), 0, 0],
  ])('%s, %o: %d millionths of a dollar, in a batch %d', (model, usage, expected, expectedInBatch) => {
    expect(costMicroUsd(model, usage, single)).toBe(expected);
    expect(costMicroUsd(model, usage, batch)).toBe(expectedInBatch);
  });

  test.each([
    ['exactly 100,000 tokens', tokens(100_000, 1_000), 10_500],
    // 50,000.5 + 2,500
    ['one token more', tokens(100_001, 1_000), 52_501],
    // 600 + 5,000
    ['100,000 tokens, all of them cached', tokens(0, 0, 60_000, 40_000), 5_600],
    // 0.5 + 3,000 + 25,000
    ['cached tokens count for the length', tokens(1, 0, 60_000, 40_000), 28_001],
    // 50,000: what the model writes does not
    ['a long reply to a short prompt', tokens(0, 100_001), 50_001],
  ])('Haiku 5.5 is dearer from the first token on when the prompt is over 100,000: %s', (_, usage, expected) => {
    expect(costMicroUsd('claude-haiku-5-5', usage, single)).toBe(expected);
  });

  test('inference kept in the United States costs a tenth more', () => {
    expect(costMicroUsd('claude-sonnet-5-5', tokens(1_000, 100), { batch: false, usOnly: true })).toBe(3_300);
    expect(costMicroUsd('claude-sonnet-5-5', tokens(1_000, 100), { batch: true, usOnly: true })).toBe(1_650);
    expect(costMicroUsd('claude-haiku-5-5', tokens(1, 0), { batch: false, usOnly: true })).toBe(1);
  });

  test('a date or “latest” behind a known id is the same model', () => {
    expect(costMicroUsd('claude-haiku-4-5-20251001', tokens(1_000, 100), single)).toBe(1_500);
    expect(costMicroUsd('claude-sonnet-5-20260801', tokens(1_000, 100), single)).toBe(3_000);
    expect(costMicroUsd('claude-sonnet-5-5-latest', tokens(1_000, 100), single)).toBe(3_000);
  });

  test.each([
    'claude-sonnet-5-7',
    'claude-sonnet-5-5-mini',
    'claude-sonnet-5-5-2026',
    'claude-haiku',
    'claude-haiku-6',
    'anthropic.claude-haiku-5-5',
    'claude-haiku-5-5@20261007',
    'my-claude-haiku-5-5',
    'qwen-3',
    'toString',
    '__proto__',
    '',
  ])('“%s” has no known price', (model) => {
    expect(costMicroUsd(model, tokens(1, 1), single)).toBeNull();
    expect(pricesOf(model)).toBeNull();
  });
});

describe('prices', () => {
  test('by model and length of the prompt, for an estimate', () => {
    const short = { inputPerMTok: 0.1, outputPerMTok: 0.5, cacheReadPerMTok: 0.01, cacheWritePerMTok: 0.125 };
    expect(pricesOf('claude-haiku-5-5')).toEqual(short);
    expect(pricesOf('claude-haiku-5-5', 100_000)).toEqual(short);
    expect(pricesOf('claude-haiku-5-5', 100_001)).toEqual({
      inputPerMTok: 0.5,
      outputPerMTok: 2.5,
      cacheReadPerMTok: 0.05,
      cacheWritePerMTok: 0.625,
    });
    expect(pricesOf('claude-sonnet-5-5', 900_000)).toEqual({
      inputPerMTok: 2,
      outputPerMTok: 10,
      cacheReadPerMTok: 0.1,
      cacheWritePerMTok: 2.5,
    });
  });

  test.each([
    'claude-opus-5-5',
    'claude-opus-5',
    'claude-sonnet-5-5',
    'claude-sonnet-5',
    'claude-sonnet-4-6',
    'claude-haiku-5-5',
    'claude-haiku-4-5',
  ])('%s: a cache write is a quarter dearer than input, and output five times as dear', (model) => {
    for (const prompt of [0, 200_000]) {
      const prices = pricesOf(model, prompt);
      expect(prices?.cacheWritePerMTok).toBeCloseTo((prices?.inputPerMTok ?? 0) * 1.25, 9);
      expect(prices?.outputPerMTok).toBeCloseTo((prices?.inputPerMTok ?? 0) * 5, 9);
    }
  });
});
