import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalJson, checkContent, LOCK_FILE, loadContent, lockWith, planInterview, writeLock } from '#app/banks/index.ts';
import { sampleBank, sampleFolder, sampleRubric } from './sample-content.ts';

const problemsOf = (folder: ReturnType<typeof sampleFolder>) =>
  checkContent(loadContent(folder)).map((problem) => `${problem.line}: ${problem.message}`);

describe('loading', () => {
  test('[BK1] a valid folder has no problems', () => {
    expect(problemsOf(sampleFolder())).toEqual([]);
  });

  test('[BK2] a file that does not fit is named with its line; the others are still there', () => {
    const folder = sampleFolder();
    folder.write('rubrics/question-3/1.0.0.yaml', { ...sampleRubric(3), false_check: 'short' });
    const content = loadContent(folder);
    expect(content.rubrics.size).toBe(7);
    const [problem] = content.problems;
    expect(problem?.file).toMatch(/question-3/);
    const text = readFileSync(problem?.file ?? '', 'utf8').split('\n');
    expect(text[(problem?.line ?? 0) - 1]).toContain('false_check');
  });

  test.each([
    ['an alias bomb', `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n`],
    ['20,000 levels', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['a tag that builds an object', 'bank: !!js/function "function(){}"\n'],
    ['a prototype key', '__proto__:\n  polluted: true\n'],
    ['duplicate keys', 'bank: a\nbank: b\n'],
    ['more than 256 KiB', `bank: ${'x'.repeat(300_000)}\n`],
  ])('[BK3] %s is a problem, not a crash', (_name, text) => {
    const folder = sampleFolder();
    folder.write('question-banks/hostile/1.0.0.yaml', text);
    expect(loadContent(folder).problems.length).toBeGreaterThan(0);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('[BK4] a file under the wrong name is a problem', () => {
    const folder = sampleFolder();
    folder.write('question-banks/other/2.0.0.yaml', sampleBank());
    expect(problemsOf(folder).join()).toContain('holds sample@1.0.0');
  });
});

describe('checking', () => {
  test('[BK5] references, arithmetic and coverage are checked, each at its line', () => {
    const bank = sampleBank();
    Object.assign(bank.questions[0] ?? {}, { rubric: 'nothing@1.0.0' });
    Object.assign(bank.questions[1]?.probes[0] ?? {}, { aims: 'first/zzz' });
    Object.assign(bank.sections[3] ?? {}, { ask: 5 });
    const folder = sampleFolder(bank);
    const rubric = sampleRubric(4);
    Object.assign(rubric.criteria[0]?.levels ?? {}, { 3: 2, 4: 99 });
    Object.assign(rubric.criteria[1]?.levels ?? {}, { 1: 1, 2: 2, 3: 2, 4: 8 });
    folder.write('rubrics/question-4/1.0.0.yaml', rubric);
    const problems = problemsOf(folder).join('\n');
    expect(problems).toContain('rubric nothing@1.0.0 is not there');
    expect(problems).toContain('aims at first/zzz');
    expect(problems).toContain('asks 5 of 2');
    expect(problems).toContain('levels do not rise');
    expect(problems).toContain('level 4 needs 99 points of 8');
    expect(problems).toContain('second: no answer gets level 2');
    expect(problems).toContain('second: one check alone reaches level 3');
  });

  test('[BK6] a form that covers fewer than five dimensions is a problem', () => {
    const folder = sampleFolder();
    for (let number = 1; number <= 8; number++)
      folder.write(`rubrics/question-${number}/1.0.0.yaml`, { ...sampleRubric(1), rubric: `question-${number}` });
    expect(problemsOf(folder).join()).toContain('covers only');
  });

  test('[BK12] a form with too few questions on a key dimension is named', () => {
    const problems = problemsOf(sampleFolder({ ...sampleBank(), key_dimensions: ['data-judgment', 'evaluation', 'operations'] })).join();
    expect(problems).toMatch(/the form question-\d, .* has fewer than two questions that judge/);
  });

  test.each([
    [
      'a long sentence',
      { prompt: `${'Considering organisational interdependencies, notwithstanding methodological heterogeneity '.repeat(4)}.` },
      'reads at school year',
    ],
    ['too many words', { prompt: 'One two three. '.repeat(150) }, 'has 450 words'],
    [
      'the product of one vendor',
      { prompt: 'Your team stores its tables in BigQuery and asks you where a number comes from. What do you look at?' },
      '“BigQuery”, which needs knowledge',
    ],
    [
      'a personal trait',
      { prompt: 'Tell us about your family and what it means for the way in which you plan your work in a team of four.' },
      '“your family”, which asks for a personal trait',
    ],
    [
      'a probe of many words',
      {
        probes: [
          { id: 'first', aims: 'first/a', ask: 'why '.repeat(70) },
          { id: 'second', aims: 'second/b', ask: 'And what would you do after that, and why?' },
        ],
      },
      'probe first has 70 words',
    ],
    [
      'two probes with one aim',
      { probes: ['one', 'two'].map((id) => ({ id, aims: 'first/a', ask: `And what would you do after ${id}, and why?` })) },
      'two probes aim at first/a',
    ],
  ])('[BK13] a draft question with %s is a problem', (_name, part, expected) => {
    const bank = sampleBank();
    Object.assign(bank.questions[2] ?? {}, part);
    const folder = sampleFolder(bank);
    expect(problemsOf(folder)).toEqual([expect.stringContaining(expected)]);
    folder.write(`question-banks/${LOCK_FILE}`, writeLock(lockWith(loadContent(folder), 'sample@1.0.0')));
    expect(problemsOf(folder)).toEqual([]);
  });

  test.each([
    ['a vague demand', { says: 'Clearly explains the main cause of the drop.' }, '“Clearly”, which cannot be judged alike'],
    ['a demand on manner', { says: 'Explains the main cause in fluent sentences.' }, "“fluent”, which scores a person's manner"],
    ['a very long demand', { says: 'Names the cause or the case. '.repeat(8) }, 'has 48 words'],
  ])('[BK14] a draft check with %s is a problem', (_name, part, expected) => {
    const folder = sampleFolder();
    const rubric = sampleRubric(3);
    Object.assign(rubric.criteria[0]?.checks[1] ?? {}, part);
    folder.write('rubrics/question-3/1.0.0.yaml', rubric);
    expect(problemsOf(folder)).toEqual([expect.stringContaining(expected)]);
  });

  test('[BK13] a draft form fits into its time', () => {
    expect(problemsOf(sampleFolder({ ...sampleBank(), minutes: 35 }))).toEqual([expect.stringContaining('can take 36 minutes of 35')]);
  });

  test('[BK14] a draft rubric has exemplars over the levels, one of them wrong in fluent words and one right in few', () => {
    const folder = sampleFolder();
    const rubric = sampleRubric(3);
    for (const exemplar of rubric.exemplars) Object.assign(exemplar, { style: 'plain', levels: { first: 2, second: 2 } });
    folder.write('rubrics/question-3/1.0.0.yaml', rubric);
    const problems = problemsOf(folder).join('\n');
    expect(problems).toContain('first: the exemplars do not span the levels');
    expect(problems).toContain('there is no fluent-wrong exemplar');
    expect(problems).toContain('there is no terse-right exemplar');
  });

  test('[BK15] a question that repeats another is a problem, in another bank as well; wording that many share is not', () => {
    const folder = sampleFolder();
    const other = sampleBank();
    const [first, second] = other.questions;
    Object.assign(first ?? {}, { id: 'question-9', prompt: `In short: ${first?.prompt}` });
    Object.assign(second ?? {}, { prompt: second?.prompt });
    folder.write('question-banks/other/1.0.0.yaml', { ...other, bank: 'other' });
    expect(problemsOf(folder)).toEqual([expect.stringMatching(/question-\d shares \d+% of its wording with question-\d/)]);
    const shared = sampleBank();
    for (const question of shared.questions) question.prompt += ' A few sentences are plenty; round your figures, and say so where you do.';
    expect(problemsOf(sampleFolder(shared))).toEqual([]);
  });

  test('[BK7] a published version may not change by a letter; a new version may be added', () => {
    const folder = sampleFolder();
    const lock = lockWith(loadContent(folder), 'sample@1.0.0');
    folder.write(`question-banks/${LOCK_FILE}`, writeLock(lock));
    expect(problemsOf(folder)).toEqual([]);
    const changed = sampleRubric(2);
    changed.false_check = `${changed.false_check} Really.`;
    folder.write('rubrics/question-2/1.0.0.yaml', changed);
    expect(problemsOf(folder).join()).toContain('the published rubric question-2@1.0.0 was changed');
    folder.write('rubrics/question-2/1.0.0.yaml', sampleRubric(2));
    folder.write('rubrics/question-2/1.0.1.yaml', { ...changed, version: '1.0.1' });
    expect(problemsOf(folder)).toEqual([]);
  });
});

describe('hashes', () => {
  test('[BK8] wording changes the content hash only; points change both; key order changes neither', () => {
    const load = (rubric: unknown) => {
      const folder = sampleFolder();
      folder.write('rubrics/question-1/1.0.0.yaml', rubric);
      return loadContent(folder).rubrics.get('question-1@1.0.0');
    };
    const base = load(sampleRubric(1));
    const reworded = sampleRubric(1);
    reworded.false_check = 'States that the sun is the cause of the drop.';
    const repointed = sampleRubric(1);
    Object.assign(repointed.criteria[0]?.checks[0] ?? {}, { points: 1 });
    const reordered = Object.fromEntries(Object.entries(sampleRubric(1)).reverse());
    expect(load(reworded)?.structureHash).toBe(base?.structureHash);
    expect(load(reworded)?.contentHash).not.toBe(base?.contentHash);
    expect(load(repointed)?.structureHash).not.toBe(base?.structureHash);
    expect(load(reordered)?.contentHash).toBe(base?.contentHash);
    expect(canonicalJson({ b: [1, { d: 2, c: undefined }], a: 'x' })).toBe('{"a":"x","b":[1,{"d":2}]}');
  });
});

describe('planning an interview', () => {
  const content = () => loadContent(sampleFolder());

  test('[BK9] the same seed draws the same form; seeds differ; sections keep their order and numbers', () => {
    const { banks, rubrics } = content();
    const bank = banks.get('sample@1.0.0');
    if (!bank) throw new Error('no bank');
    const ids = (seed: number) => planInterview(bank, rubrics, seed).questions.map((question) => question.id);
    expect(ids(7)).toEqual(ids(7));
    expect(new Set(Array.from({ length: 50 }, (_, seed) => ids(seed).join())).size).toBeGreaterThan(8);
    for (let seed = 0; seed < 50; seed++) {
      const form = planInterview(bank, rubrics, seed);
      expect(form.questions.map((question) => question.section)).toEqual([
        'Section 1',
        'Section 1',
        'Section 2',
        'Section 2',
        'Section 3',
        'Section 4',
      ]);
      expect(new Set(form.questions.map((question) => question.id)).size).toBe(6);
    }
  });

  test('[BK10] over many seeds every question of a slot comes up about equally often', () => {
    const { banks, rubrics } = content();
    const bank = banks.get('sample@1.0.0');
    if (!bank) throw new Error('no bank');
    const seeds = 2_000;
    let first = 0;
    for (let seed = 0; seed < seeds; seed++) {
      if (planInterview(bank, rubrics, seed).questions.some((question) => question.id === 'question-7')) first += 1;
    }
    expect(first / seeds).toBeGreaterThan(0.45);
    expect(first / seeds).toBeLessThan(0.55);
  });

  test('[BK11] a form carries the rubric by name and hash only', () => {
    const { banks, rubrics } = content();
    const bank = banks.get('sample@1.0.0');
    if (!bank) throw new Error('no bank');
    const form = planInterview(bank, rubrics, 1);
    expect(Object.keys(form.questions[0]?.rubric ?? {})).toEqual(['ref', 'contentHash', 'structureHash']);
    expect(JSON.stringify(form)).not.toContain('moon is the cause');
  });
});
