import { describe, expect, test } from 'vitest';
import { diffBanks, diffRubrics, loadContent } from '#app/banks/index.ts';
import { sampleBank, sampleFolder, sampleRubric } from './sample-content.ts';

/** Two versions of the sample bank, the second one changed. */
function versions(change: (bank: ReturnType<typeof sampleBank>, rubric: ReturnType<typeof sampleRubric>) => void) {
  const folder = sampleFolder();
  const bank = sampleBank();
  const rubric = sampleRubric(2);
  Object.assign(bank, { version: '1.1.0' });
  Object.assign(bank.questions[1] ?? {}, { rubric: 'question-2@1.1.0' });
  change(bank, rubric);
  folder.write('question-banks/sample/1.1.0.yaml', bank);
  folder.write('rubrics/question-2/1.1.0.yaml', { ...rubric, version: '1.1.0' });
  const { banks, rubrics, problems } = loadContent(folder);
  expect(problems).toEqual([]);
  const [from, to, one, other] = [
    banks.get('sample@1.0.0'),
    banks.get('sample@1.1.0'),
    rubrics.get('question-2@1.0.0'),
    rubrics.get('question-2@1.1.0'),
  ];
  if (!from || !to || !one || !other) throw new Error('not loaded');
  return { bank: diffBanks(from, to, rubrics), rubric: diffRubrics(one, other) };
}

const questionTwo = ({ bank }: ReturnType<typeof versions>) => bank.questions.find(({ id }) => id === 'question-2');

describe('what changed between versions', () => {
  test('[BK16] other words of a check leave levels and totals comparable', () => {
    const diff = versions((_bank, rubric) => {
      Object.assign(rubric.criteria[0]?.checks[1] ?? {}, { says: 'Names the thing b and what it costs here.' });
    });
    expect(diff.rubric).toEqual({ changes: ['criterion first: check b: says changed'], comparable: true });
    expect(questionTwo(diff)).toMatchObject({ kind: 'changed', comparable: true });
    expect(diff.bank).toMatchObject({ comparable: true, bank: [] });
  });

  test('[BK16] other points, levels, checks or criteria do not', () => {
    const diff = versions((_bank, rubric) => {
      const [first] = rubric.criteria;
      Object.assign(first?.checks[0] ?? {}, { points: 1 });
      first?.checks.splice(3, 1, { id: 'e', points: 2, says: 'Names the thing e and says why.', cues: ['thing e', 'the e', 'e here'] });
    });
    expect(diff.rubric.comparable).toBe(false);
    expect(diff.rubric.changes).toEqual([
      'criterion first: check d removed',
      'criterion first: check a: points 2 → 1',
      'criterion first: check e added',
    ]);
    expect(questionTwo(diff)?.comparable).toBe(false);
    expect(diff.bank.comparable).toBe(false);
  });

  test('[BK16] another prompt asks something else, whatever its rubric', () => {
    const diff = versions((bank) => {
      Object.assign(bank.questions[1] ?? {}, {
        prompt: 'Something else is asked here, about other figures and another situation altogether.',
      });
    });
    expect(questionTwo(diff)).toMatchObject({ comparable: false, changes: expect.arrayContaining(['prompt changed']) });
  });

  test('[BK16] added and removed questions and changed sections are named', () => {
    const diff = versions((bank) => {
      const [first] = bank.questions;
      Object.assign(first ?? {}, { id: 'question-10' });
      Object.assign(bank.sections[0] ?? {}, { title: 'Another title' });
    });
    expect(diff.bank.questions.filter(({ kind }) => kind === 'added' || kind === 'removed')).toEqual([
      { id: 'question-1', kind: 'removed', changes: [], comparable: false },
      { id: 'question-10', kind: 'added', changes: [], comparable: false },
    ]);
    expect(diff.bank.bank).toEqual(['sections changed']);
  });
});
