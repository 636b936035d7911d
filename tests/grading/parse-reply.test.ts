import { describe, expect, test } from 'vitest';
import type { KeyedStatement } from '../../src/grading/claude/keyed-statements.ts';
import { MAX_REPLY_BYTES } from '../../src/grading/claude/parse-json-reply.ts';
import { parseReply } from '../../src/grading/claude/parse-reply.ts';

const statements: KeyedStatement[] = ['a', 'b'].map((name, index) => {
  return {
    key: `k${index + 1}`,
    statement: { kind: 'check', ref: `c/${name}`, says: `Says the thing called ${name}.`, cues: [], points: 1, value: 1 },
  };
});
const entry = (check: string, over: object = {}) => ({ check, quotes: [], reason: 'A reason.', verdict: 'not-met', ...over });
const whole = { findings: [entry('k1', { verdict: 'met', quotes: [{ segment: 1, text: 'words that show it' }] }), entry('k2')] };
const TEXT = JSON.stringify(whole);
const parse = (text: string) => parseReply(text, statements, 3);
const having = (...findings: object[]) => JSON.stringify({ findings });
const quoting = (quote: object) => having(entry('k1', { quotes: [quote] }), entry('k2'));

test('[GR42] a reply that obeys becomes claims under the checks’ own names', () => {
  expect(parse(TEXT)).toEqual({
    ok: true,
    value: [
      { ref: 'c/a', verdict: 'met', quotes: [{ segment: 1, text: 'words that show it' }], reason: 'A reason.' },
      { ref: 'c/b', verdict: 'not-met', quotes: [], reason: 'A reason.' },
    ],
  });
});

test('[GR42] order of entries and white space do not matter; brackets and colons inside strings are text', () => {
  const text = JSON.stringify({ findings: [entry('k2', { reason: '[[[[{{{{"k": \\ :' }), entry('k1')] }, null, 2);
  expect(parse(text)).toMatchObject({ ok: true, value: [{ ref: 'c/a' }, { ref: 'c/b' }] });
});

describe('[GR42] malformed', () => {
  test.each<[string, string]>([
    ['empty', ''],
    ['white space', ' \n '],
    ['null', 'null'],
    ['an array', '[]'],
    ['a string', '"met"'],
    ['a fence around it', `\`\`\`json\n${TEXT}\n\`\`\``],
    ['text before it', `Sure. ${TEXT}`],
    ['text after it', `${TEXT} Done.`],
    ['two objects', TEXT + TEXT],
    ...Array.from({ length: 10 }, (_, part): [string, string] => [
      `cut at ${part + 1}/11`,
      TEXT.slice(0, Math.floor((TEXT.length * (part + 1)) / 11)),
    ]),
    ['an entry missing', having(entry('k1'))],
    ['an entry doubled', having(entry('k1'), entry('k1'), entry('k2'))],
    ['one doubled, one missing', having(entry('k1'), entry('k1'))],
    ['an unknown check', having(entry('k1'), entry('k9'))],
    ['the real name of a check', having(entry('c/a'), entry('k2'))],
    ['an unknown verdict', having(entry('k1', { verdict: 'excellent' }), entry('k2'))],
    ['a verdict of another vocabulary', having(entry('k1', { verdict: 'not_met' }), entry('k2'))],
    ['a quote of 5,000 characters', quoting({ segment: 1, text: 'x'.repeat(5_000) })],
    ['a segment that does not exist', quoting({ segment: 4, text: 'words' })],
    ['segment zero', quoting({ segment: 0, text: 'words' })],
    ['a negative segment', quoting({ segment: -1, text: 'words' })],
    ['a fractional segment', quoting({ segment: 1.5, text: 'words' })],
    ['a segment as a string', quoting({ segment: '1', text: 'words' })],
    ['a segment without end', TEXT.replace('"segment":1', '"segment":1e999')],
    ['NaN', TEXT.replace('"segment":1', '"segment":NaN')],
    ['an extra score', JSON.stringify({ ...whole, score: 4 })],
    ['an extra level inside', having(entry('k1', { level: 4 }), entry('k2'))],
    ['an extra total', JSON.stringify({ ...whole, total: 99 })],
    ['a key twice', TEXT.replace('"verdict":"not-met"', '"verdict":"not-met","verdict":"met"')],
    ['a key twice, once escaped', TEXT.replace('"verdict":"not-met"', '"verdict":"not-met","\\u0076erdict":"met"')],
    ['__proto__', TEXT.replace('{"findings"', '{"__proto__":{"x":1},"findings"')],
    ['constructor', TEXT.replace('{"findings"', '{"constructor":1,"findings"')],
    ['nested 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['half open 10,000 deep', '{"a":'.repeat(10_000)],
    ['5 MB', JSON.stringify({ ...whole, padding: 'x'.repeat(5_000_000) })],
    ['more bytes than characters', having(entry('k1', { reason: '漢'.repeat(MAX_REPLY_BYTES / 3) }), entry('k2'))],
    ['a missing reason', JSON.stringify(whole).replace('"reason":"A reason.",', '')],
    ['another language', '{"resultados":[]}'],
  ])('%s', (_, text) => {
    const parsed = parse(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) {
      expect(parsed.problems.length).toBeGreaterThan(0);
      expect(parsed.problems.length).toBeLessThanOrEqual(8);
      for (const problem of parsed.problems) expect(problem).not.toMatch(/excellent|resultados|xxx|words/);
    }
  });
});

test.each([
  ['a lone surrogate', { segment: 1, text: 'bad \ud800 text' }],
  ['NUL', { segment: 1, text: 'bad \u0000 text' }],
])('[GR42] %s in a quote is left to the verification', (_, quote) => {
  expect(parse(quoting(quote)).ok).toBe(true);
});
