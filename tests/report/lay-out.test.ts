import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QuestionKind } from '#app/protocol/index.ts';
import { buildReport, layOut } from '#app/report/index.ts';
import { answerPieces } from '../../src/report/layout/answer-pieces.ts';
import { setSpoken } from '../../src/report/pdf/set-spoken.ts';
import { Typefaces } from '../../src/report/pdf/typefaces.ts';
import { excerpt, MAX_BLOCK_CODE_POINTS, printable, SHORTENED } from '../../src/report/printable.ts';
import { SAMPLE_QUESTIONS } from './sample-questions.ts';
import { sampleDocument, sampleInput } from './sample-screen.ts';

describe('printable text', () => {
  test('[RP20] 200,000 characters without a space are cut and get a break after every 60', () => {
    const text = printable('x'.repeat(200_000), 'lines');
    expect(text.endsWith(SHORTENED)).toBe(true);
    expect([...text.replaceAll('\u200b', '')]).toHaveLength(MAX_BLOCK_CODE_POINTS);
    expect(Math.max(...text.split(/[\u200b\s]/).map(({ length }) => length))).toBe(60);
  });

  test('[RP20] breaks fall between graphemes, never inside one', () => {
    const family = '👩‍👩‍👧';
    const pieces = printable(family.repeat(100)).split('\u200b');
    expect(pieces[0]).toBe(family.repeat(60));
    expect(pieces.join('')).toBe(family.repeat(100));
  });

  test('[RP21] 8 marks stay on a letter, the rest are counted', () => {
    expect(printable(`a${'\u0301'.repeat(500)}b`)).toBe(`a${'\u0301'.repeat(8)}⟦+492 marks⟧b`);
    expect(printable('नमस्ते')).toBe('नमस्ते');
  });

  test('[RP22] line breaks and controls', () => {
    expect(printable('a\n\n\n\n\n\nb\r\nc', 'lines')).toBe('a\n\n\nb\nc');
    expect(printable('a\u0000\u0007\u001bb\tc', 'lines')).toBe('ab    c');
    expect(printable(' a\n\tb ')).toBe('a b');
  });

  test('[RP23] a long block announces its cut', () => {
    const text = printable('word '.repeat(5_000), 'lines');
    expect([...text].length).toBeLessThanOrEqual(MAX_BLOCK_CODE_POINTS);
    expect(text.endsWith(SHORTENED)).toBe(true);
    expect(printable('word '.repeat(4_000), 'lines')).toBe('word '.repeat(4_000).trim());
  });

  test('[RP24] hidden and direction-changing characters are shown', () => {
    expect(printable('abc\u202ecod')).toBe('abc⟦U+202E⟧cod');
    expect(printable('a\u200b\u200b\u200bb')).toBe('a⟦U+200B ×3⟧b');
    expect(printable('a\u{e0041}b')).toBe('a⟦U+E0041⟧b');
    expect(printable('a\ud800b')).toBe('a\ufffdb');
    expect(printable('میرا‌نام')).toBe('میرا‌نام');
  });

  test('[RP20] [RP21] [RP22] [RP23] hold for any text', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '\u0000', '\u0301', '\u202e', '\ud800', '👩‍👩‍👧', 'ع', '汉', '\u200b', '\t'),
      maxLength: 400,
    });
    fc.assert(
      fc.property(hostile, (raw) => {
        const text = printable(raw, 'lines');
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/\n{4}|\p{M}{9}|\u202e/u);
        expect([...text].some((character) => character < ' ' && character !== '\n')).toBe(false);
      }),
    );
  });

  test('an excerpt ends at a word', () => {
    expect(excerpt('one two three four', 11)).toBe('one two …');
    expect(excerpt('one two', 11)).toBe('one two');
  });
});

describe('the layout', () => {
  test('[RP25] the longest turns are cut to one length, short ones stay whole', () => {
    const long = SAMPLE_QUESTIONS.map((question, index) =>
      index < 5 ? { ...question, answer: `${question.answer}\n${'Another sentence of the answer.\n'.repeat(600)}` } : question,
    );
    const texts = layOut(buildReport(sampleInput(long)))
      .filter((block) => block.kind === 'spoken')
      .filter(({ by }) => by === 'candidate')
      .map(({ pieces }) => pieces.map(({ text }) => text).join('\n'));
    const cut = texts.filter((text) => text.includes(SHORTENED));
    expect(cut).toHaveLength(5);
    expect(texts.at(-1)).toBe(SAMPLE_QUESTIONS[5]?.answer);
    const lengths = cut.map(({ length }) => length);
    expect(Math.max(...lengths) / Math.min(...lengths)).toBeLessThan(1.4);
  });

  test('[RP25] nothing is cut in an ordinary screen', () => {
    expect(JSON.stringify(layOut(sampleDocument()))).not.toContain(SHORTENED);
  });

  test('[RP26] code keeps its columns and prose is told apart', () => {
    const pieces = answerPieces(SAMPLE_QUESTIONS[1]?.answer ?? '', 'sql');
    expect(pieces.map(({ style }) => style)).toEqual(['code', 'prose']);
    expect(pieces[0]?.text).toContain('\n           MIN(user_id)     AS user_id,');
    const fenced = answerPieces('Like this:\n```python\ndef f(x):\n    return x\n```\nDone.', 'scenario');
    expect(fenced.map(({ style, text }) => [style, text])).toEqual([
      ['prose', 'Like this:'],
      ['code', 'def f(x):\n    return x'],
      ['prose', 'Done.'],
    ]);
  });

  test('[RP26] numbered lines of code in a question keep their columns', () => {
    const prompt =
      'What does this return?\n\n 1  def pieces(text):\n 2      out = []\n 3\n 4      for part in text:\n 5          out.append(part)';
    const [asked, code] = answerPieces(prompt, 'code-python');
    expect([asked?.style, code?.style]).toEqual(['prose', 'code']);
    expect(code?.text).toContain('\n 5          out.append(part)');
  });

  test('[RP26] no word is lost in telling code from prose', () => {
    const line = fc.constantFrom('def f(x):', '    return x', 'I would do this first.', '', '', 'SELECT a', '# note', 'x = 1', '- a point');
    const kind = fc.constantFrom<QuestionKind>('code-python', 'sql', 'scenario');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), kind, (lines, question) => {
        const words = (text: string) => text.split(/\s+/).filter(Boolean);
        const pieces = answerPieces(lines.join('\n'), question);
        expect(pieces.flatMap(({ text }) => words(text))).toEqual(words(lines.join('\n')));
      }),
    );
  });

  test('[RP50] a table as wide as a terminal is set smaller where that keeps its lines whole and can still be read', () => {
    const faces = new Typefaces((_font, text) => 0.6 * text.length);
    const drawn = (columns: number) => {
      const text = printable(`${'a'.repeat(30)} ${'b'.repeat(columns - 31)}\nsecond line`, 'lines');
      const turn = { kind: 'spoken', speaker: printable('Asked'), when: null, by: 'assay', note: null } as const;
      const strips = setSpoken({ ...turn, pieces: [{ style: 'code', text }] }, { tag: 'Document', parent: null }, faces);
      const sizes = strips.flatMap(({ ops }) => ops.flatMap((op) => (op.kind === 'text' && op.font === 'mono' ? [op.size] : [])));
      return { lines: strips.length, size: Math.min(...sizes) };
    };
    expect(drawn(80)).toEqual({ lines: 2, size: 8 });
    expect(drawn(90)).toEqual({ lines: 2, size: expect.closeTo(7.31, 1) });
    expect(drawn(300)).toMatchObject({ size: 8 });
    expect(drawn(300).lines).toBeGreaterThan(2);
  });

  test('[RP27] the grader’s notes are marked as a machine’s', () => {
    const text = JSON.stringify(layOut(sampleDocument()));
    expect(text).toContain('Machine note: Leakage is not mentioned.');
    expect(text.match(/Leakage is not mentioned/g)).toHaveLength(1);
  });

  test('[RP1] the same document gives the same blocks', () => {
    expect(layOut(sampleDocument())).toEqual(layOut(sampleDocument()));
  });
});
