import { describe, expect, test } from 'vitest';
import { noticeFor } from '#app/interview/index.ts';
import { Notice } from '#app/protocol/index.ts';
import { HASH } from './sample-screen.ts';

const input = {
  role: 'ML engineer',
  company: 'Example',
  contact: 'people@example.org',
  minutes: 40,
  dimensions: ['data-judgment', 'writing SQL'],
  aiPolicy: 'open-with-declaration',
  graderDescription: 'a word-matching program on our own machines',
  retention: 'twelve months after the decision.',
} as const;

const textOf = (changes: Partial<Parameters<typeof noticeFor>[0]> = {}) =>
  noticeFor({ ...input, ...changes })
    .sections.flatMap(({ paragraphs }) => paragraphs)
    .join('\n');

describe('the notice', () => {
  test('[IV62] says who conducts, scores and decides, what is judged and kept, how long, and how to get something else', () => {
    const notice = noticeFor(input);
    expect(Notice.parse({ ...notice, hash: HASH }).version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(notice.title).toContain('ML engineer at Example');
    const text = textOf();
    for (const said of [
      'conducted by an AI system, not by a person',
      'AI system also scores it',
      'An engineer at Example reads your answers',
      'makes the decision',
      'a word-matching program on our own machines.',
      'judgement about data; writing SQL.',
      'how fast you type',
      'accent, tone, or how confident',
      '40 minutes of active time',
      'How long: twelve months after the decision.\n',
      'scored by people only',
      'another way to do this interview',
      'more time or another adjustment',
      'Write to people@example.org.',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toMatch(/undefined|\.\./);
    const { dimensions: _left, ...without } = input;
    expect(
      noticeFor(without)
        .sections.flatMap(({ paragraphs }) => paragraphs)
        .join('\n'),
    ).toContain('the technical content of your answers, and nothing else');
  });

  test('[IV63] puts the AI-use policy of the invite in plain words, and no other', () => {
    const policies = {
      closed: 'without the help of AI tools',
      'open-with-declaration': 'You may use AI tools',
      'ai-required': 'please use them here',
    };
    for (const [aiPolicy, words] of Object.entries(policies)) {
      const text = textOf({ aiPolicy: aiPolicy as keyof typeof policies });
      expect(Object.values(policies).filter((one) => text.includes(one))).toEqual([words]);
    }
  });
});
