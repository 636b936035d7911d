import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { segments } from '../../src/web/engineer/marked-text.ts';

const range = fc.tuple(fc.nat(60), fc.nat(60)).map(([start, length]) => ({ start, end: start + length }));

describe('quotes in the transcript', () => {
  test('[WC27] overlapping quotes share the words they share', () => {
    const parts = segments('abcdefgh', [
      { start: 1, end: 5 },
      { start: 3, end: 7 },
    ]);
    expect(parts.map(({ text, isQuoted, begins }) => [text, isQuoted, begins])).toEqual([
      ['a', false, []],
      ['bc', true, [5]],
      ['de', true, [7]],
      ['fg', true, []],
      ['h', false, []],
    ]);
  });

  test('[WC27] two quotes from one place are two places to jump to', () => {
    const [first] = segments('abcdef', [
      { start: 0, end: 2 },
      { start: 0, end: 4 },
      { start: 0, end: 4 },
    ]);
    expect(first?.begins).toEqual([2, 4]);
  });

  test('[WC31] unmatched words are places too, marked apart from quotes, and a quote over them wins', () => {
    const parts = segments('abcdefgh', [{ start: 3, end: 5 }], [{ start: 1, end: 4 }]);
    expect(parts.map(({ text, isQuoted, isUnmatched, begins }) => [text, isQuoted, isUnmatched, begins])).toEqual([
      ['a', false, false, []],
      ['bc', false, true, [4]],
      ['d', true, false, [5]],
      ['e', true, false, []],
      ['fgh', false, false, []],
    ]);
  });

  test('[WC27] whatever the quotes, the segments joined are the text, and marked is what a quote inside the text covers', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), fc.array(range, { maxLength: 6 }), (text, ranges) => {
        const parts = segments(text, ranges);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        const valid = ranges.filter(({ start, end }) => start < end && end <= text.length);
        for (const part of parts) {
          for (let at = part.start; at < part.end; at += 1) {
            expect(part.isQuoted).toBe(valid.some(({ start, end }) => start <= at && at < end));
          }
        }
        expect(parts.flatMap((part) => part.begins)).toHaveLength(new Set(valid.map(({ start, end }) => `${start} ${end}`)).size);
      }),
    );
  });
});
