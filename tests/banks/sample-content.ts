import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { Dimension } from '#app/protocol/index.ts';

const DIMENSIONS: Dimension[] = ['fundamentals', 'problem-framing', 'data-judgment', 'evaluation', 'operations', 'communication'];

const SAMPLE_PROMPTS = [
  'A shop sells bread. On Monday the forecast is wrong by half. Which of the three tables do you open first?',
  'The lift in a tall house counts its trips. Its log stops at noon. How do you find out what became of the rest?',
  'Two nurses mark the same 200 pictures. They agree on 150. What do you ask them before you train anything?',
  'A train is late more often since May. The list of delays was made by a new program. Where do you begin?',
  'Our search box gives ten results. People press the last one most. Name what may lie behind that, in order.',
  'A farm weighs its eggs by camera. Small eggs are often missed. What do you measure, and on how many eggs?',
  'Letters are sorted by a model at night. In the morning some lie in the wrong town. Who should hear of it?',
  'A phone line is busy on Fridays. The plan says two more people. What would make you doubt the plan?',
];

/** A small valid bank of eight questions in four sections, as plain data that a test may spoil before writing it. */
export function sampleBank() {
  const questions = Array.from({ length: 8 }, (_, index) => ({
    id: `question-${index + 1}`,
    section: `section-${Math.floor(index / 2) + 1}`,
    kind: 'scenario',
    title: `Question ${index + 1}`,
    minutes: 6,
    prompt: SAMPLE_PROMPTS[index] ?? '',
    rubric: `question-${index + 1}@1.0.0`,
    clarifications: [{ asks: 'how large the data set is', says: 'About a million rows.' }],
    probes: [
      { id: 'first', aims: 'first/a', ask: 'What would you look at first, and why that?' },
      { id: 'second', aims: 'second/b', ask: 'Which result would make you change your mind?' },
    ],
  }));
  return {
    bank: 'sample',
    version: '1.0.0',
    track: 'applied-ml',
    title: 'Sample bank',
    about: 'A bank for tests, with made-up questions about nothing in particular.',
    minutes: 40,
    practice: { prompt: 'Write a sentence or two about anything, to try the page out.' },
    sections: [1, 2, 3, 4].map((number) => ({ id: `section-${number}`, title: `Section ${number}`, ask: number < 3 ? 2 : 1 })),
    questions,
  };
}

export function sampleRubric(number: number) {
  const criterion = (id: string, dimension: Dimension) => ({
    id,
    dimension,
    weight: 2,
    anchors: { 0: 'Nothing of it.', 1: 'A trace.', 2: 'Half of it.', 3: 'Most of it.', 4: 'All of it.' },
    checks: ['a', 'b', 'c', 'd'].map((check) => ({
      id: check,
      points: 2,
      says: `Names the thing ${check} and says what it does here.`,
      cues: [`thing ${check}`, `${check} matters`, `because of ${check}`],
    })),
    levels: { 1: 1, 2: 3, 3: 5, 4: 7 },
    misconceptions: [{ id: 'wrong', says: 'Claims that the thing does not matter at all.', cues: ['does not matter'], caps: 1 }],
  });
  return {
    rubric: `question-${number}`,
    version: '1.0.0',
    criteria: [
      criterion('first', DIMENSIONS[number % DIMENSIONS.length] as Dimension),
      criterion('second', DIMENSIONS[(number + 3) % DIMENSIONS.length] as Dimension),
    ],
    false_check: 'States that the moon is the cause of the drop.',
    exemplars: (['fluent-wrong', 'plain', 'plain', 'terse-right'] as const).map((style, index) => ({
      style,
      levels: { first: index, second: index },
      why: 'Because the example says so.',
      answer: `Answer of level ${index}.`,
    })),
  };
}

export interface SampleFolder {
  readonly banksDir: string;
  readonly rubricsDir: string;
  write(path: string, value: unknown): void;
}

/** Writes the sample content to a folder of its own, removed after the test. */
export function sampleFolder(bank: unknown = sampleBank()): SampleFolder {
  const root = mkdtempSync(join(tmpdir(), 'assay-banks-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const write = (path: string, value: unknown) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof value === 'string' ? value : stringify(value));
  };
  write('question-banks/sample/1.0.0.yaml', bank);
  for (let number = 1; number <= 8; number++) write(`rubrics/question-${number}/1.0.0.yaml`, sampleRubric(number));
  return { banksDir: join(root, 'question-banks'), rubricsDir: join(root, 'rubrics'), write };
}
