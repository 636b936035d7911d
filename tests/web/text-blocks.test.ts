import { describe, expect, test } from 'vitest';
import { textBlocks } from '../../src/web/parts/text-blocks.ts';

describe('prompts', () => {
  test('[WC25] blank lines part paragraphs; single line breaks stay', () => {
    expect(textBlocks('One\ntwo\n\n\nthree')).toEqual([
      { kind: 'paragraph', text: 'One\ntwo' },
      { kind: 'paragraph', text: 'three' },
    ]);
  });

  test('[WC25] a fence keeps every space and blank line inside it', () => {
    expect(textBlocks('Look:\n```python\ndef f():\n    return 1\n\n\nf()\n```\nWhy?')).toEqual([
      { kind: 'paragraph', text: 'Look:' },
      { kind: 'code', text: 'def f():\n    return 1\n\n\nf()' },
      { kind: 'paragraph', text: 'Why?' },
    ]);
  });

  test('[WC25] a fence that is never closed reaches to the end', () => {
    expect(textBlocks('~~~\na\n```\nb')).toEqual([{ kind: 'code', text: 'a\n```\nb' }]);
  });

  test('[WC25] lines indented by four spaces are code, with inner blank lines, less that indent', () => {
    expect(textBlocks('Query:\n\n    SELECT *\n\n      FROM t\n\nWhat is wrong?')).toEqual([
      { kind: 'paragraph', text: 'Query:' },
      { kind: 'code', text: 'SELECT *\n\n  FROM t' },
      { kind: 'paragraph', text: 'What is wrong?' },
    ]);
  });

  test('[WC25] what is lined up with spaces keeps them: numbered code and tables', () => {
    const code = ' 1  def half(x):\n 2      return x / 2\n 3';
    const table = 'batch |  1 |  8\ntime  |  9 | 16';
    expect(textBlocks(`Read:\n\n${code}\n\n${table}\n\nWhat  is\nwrong\nhere?`)).toEqual([
      { kind: 'paragraph', text: 'Read:' },
      { kind: 'code', text: code },
      { kind: 'code', text: table },
      { kind: 'paragraph', text: 'What  is\nwrong\nhere?' },
    ]);
  });

  test('[WC25] an indented line inside a paragraph is part of it, and markup is only text', () => {
    expect(textBlocks('A list:\n    still the paragraph <b>not bold</b>')).toEqual([
      { kind: 'paragraph', text: 'A list:\n    still the paragraph <b>not bold</b>' },
    ]);
  });
});
