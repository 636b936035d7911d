import { describe, expect, test } from 'vitest';
import { NonEmptyTypedText, OneLine, TypedText } from '#app/protocol/index.ts';

describe('typed text', () => {
  test('[PR1] a lone surrogate is replaced once, on entry', () => {
    expect(TypedText.parse('a\ud800b')).toBe('a\ufffdb');
  });

  test('[PR2] 20,000 four-byte characters are refused for their bytes, 20,001 letters for their number, 20,000 letters pass', () => {
    expect(TypedText.safeParse('a'.repeat(20_000)).success).toBe(true);
    expect(TypedText.safeParse('a'.repeat(20_001)).success).toBe(false);
    expect(TypedText.safeParse('👍'.repeat(20_000)).success).toBe(false);
  });

  test('[PR3] white space alone is no answer, and a name has no line breaks', () => {
    expect(NonEmptyTypedText.safeParse(' \n\t').success).toBe(false);
    expect(OneLine.safeParse('Ada\nBcc: x@example.org').success).toBe(false);
    expect(OneLine.parse('  Ada Lovelace ')).toBe('Ada Lovelace');
  });
});
