import { describe, expect, test } from 'vitest';
import { compareGrades, createOfflineGrader, levelShift } from '#app/grading/index.ts';
import type { Grade, Rubric } from '#app/protocol/index.ts';
import { gradeIn, gradeText, rubric, STRONG, sha256 } from './fixture.ts';

const offline = createOfflineGrader();
const graded = async (text: string) => gradeIn(await gradeText(text, offline));
const judged = (grade: Grade, by: Rubric | null = rubric) => ({ grade, rubric: by });
const withRubric = (grade: Grade, over: Partial<Grade['rubric']>): Grade => ({ ...grade, rubric: { ...grade.rubric, ...over } });

/** The same grade with some levels in place of its own; null takes the level away. */
function withLevels(grade: Grade, levels: Readonly<Record<string, 0 | 1 | 2 | 3 | 4 | null>>): Grade {
  const criteria = grade.criteria.map((result): Grade['criteria'][number] => {
    const level = levels[result.criterion];
    if (level === undefined) return result;
    if (level === null) return { ...result, outcome: { kind: 'not-assessable', reason: 'grader-failed' } };
    return { ...result, outcome: { kind: 'level', level, points: 1, maxPoints: 6, limits: [], textCap: null, passes: [level] } };
  });
  return { ...grade, criteria };
}

describe('two grades of one answer', () => {
  test('[GR80] are compared criterion by criterion; a level that one side lacks is gained or lost and no move to or from zero', async () => {
    const grade = await graded(STRONG);
    const before = withLevels(grade, { causes: 3, tests: null });
    const after = withLevels(grade, { causes: 2, tests: 1 });
    expect(compareGrades(judged(before), judged(after)).levels).toEqual([
      { criterion: 'causes', before: 3, after: 2, shift: -1 },
      { criterion: 'tests', before: null, after: 1, shift: null },
    ]);
    const another = { ...after, criteria: [...after.criteria.slice(1), { ...after.criteria[0], criterion: 'new-one' }] } as Grade;
    expect(compareGrades(judged(before), judged(another)).levels).toEqual([
      { criterion: 'tests', before: null, after: 1, shift: null },
      { criterion: 'new-one', before: null, after: 2, shift: null },
      { criterion: 'causes', before: 3, after: null, shift: null },
    ]);
    const { levels } = compareGrades(judged(before), judged(another));
    expect(levelShift(levels)).toEqual({ pairs: 0, unchanged: 0, gained: 2, lost: 1, meanShift: null });
    const moved = [
      { criterion: 'a', before: 3, after: 1, shift: -2 },
      { criterion: 'b', before: 2, after: 2, shift: 0 },
      { criterion: 'c', before: 0, after: 1, shift: 1 },
      { criterion: 'd', before: null, after: 4, shift: null },
    ] as const;
    expect(levelShift(moved)).toEqual({ pairs: 3, unchanged: 1, gained: 1, lost: 0, meanShift: -1 / 3 });
  });

  test('[GR81] may be compared while the structure is equal and the text the same', async () => {
    const grade = await graded(STRONG);
    const compared = (after: Grade) => {
      const { rubric: by, sameAnswer, mayCompare } = compareGrades(judged(grade), judged(after));
      return [by.change, sameAnswer, mayCompare];
    };
    expect(compared(grade)).toEqual(['same', true, true]);
    expect(compared(withRubric(grade, { ref: 'churn-gap@1.1.0', contentHash: sha256('other words') }))).toEqual([
      'equal-structure',
      true,
      true,
    ]);
    const otherPoints = { ref: 'churn-gap@2.0.0', contentHash: sha256('other points'), structureHash: sha256('other points') };
    expect(compared(withRubric(grade, otherPoints))).toEqual(['different-structure', true, false]);
    expect(compared(await graded('Another text.'))).toEqual(['same', false, false]);
  });

  test('[GR82] show a finding that has another verdict or other quotes, from both sides, in the words of the newer rubric', async () => {
    const grade = await graded(STRONG);
    const met = grade.findings.find(({ check, quotes }) => check === 'causes/leakage' && quotes.length > 0);
    if (!met) throw new Error('the strong answer shows leakage');
    expect(compareGrades(judged(grade), judged(grade)).findings).toEqual([]);
    const lost = { ...grade, findings: grade.findings.map((each) => (each === met ? { ...each, verdict: 'not-met', quotes: [] } : each)) };
    const newer = structuredClone(rubric) as { criteria: { checks: { id: string; says: string }[] }[] };
    for (const check of newer.criteria.flatMap(({ checks }) => checks))
      if (check.id === 'leakage') check.says = 'Says that the ticket is from later.';
    const { findings } = compareGrades(judged(grade), judged(lost as Grade, newer as Rubric));
    expect(findings).toEqual([
      {
        check: 'causes/leakage',
        kind: 'check',
        says: 'Says that the ticket is from later.',
        before: { verdict: 'met', quotes: met.quotes.map(({ text }) => text) },
        after: { verdict: 'not-met', quotes: [] },
      },
    ]);
    const [quote, ...others] = met.quotes;
    const moved = { ...met, quotes: quote ? [...others, { ...quote, start: quote.start + 1, text: quote.text.slice(1) }] : [] };
    const requoted = { ...grade, findings: grade.findings.map((each) => (each === met ? moved : each)) };
    expect(compareGrades(judged(grade), judged(requoted)).findings).toMatchObject([{ check: 'causes/leakage', after: { verdict: 'met' } }]);
    const gone = { ...grade, findings: grade.findings.filter((each) => each !== met) };
    expect(compareGrades(judged(gone, null), judged(grade, null)).findings).toMatchObject([
      { says: null, before: null, after: { verdict: 'met' } },
    ]);
  });

  test('[GR83] name what was another about the grader, and the blind reader only where both had one', async () => {
    const grade = await graded(STRONG);
    const stamp = { name: 'claude', version: '2', model: 'claude-a', prompt: { id: 'p', version: '1.0.0', hash: sha256('p') } } as const;
    const claude: Grade = { ...grade, grader: stamp, passes: [stamp] };
    const changed = (before: Grade, after: Grade) => compareGrades(judged(before), judged(after)).grader.changed;
    expect(changed(grade, grade)).toEqual([]);
    expect(changed(grade, claude)).toEqual(['grader', 'program', 'prompt', 'model']);
    expect(changed(claude, { ...claude, grader: { ...stamp, model: 'claude-b' } })).toEqual(['model']);
    expect(changed(claude, { ...claude, grader: { ...stamp, prompt: { ...stamp.prompt, hash: sha256('q') } } })).toEqual(['prompt']);
    expect(changed(claude, { ...claude, entailment: stamp })).toEqual([]);
    expect(changed({ ...claude, entailment: stamp }, { ...claude, entailment: { ...stamp, model: 'claude-b' } })).toEqual(['blind-reader']);
  });

  test('[GR84] ask for a person when a level moves by two or more', async () => {
    const grade = await graded(STRONG);
    const needsLook = (before: 0 | 1 | 2 | 3 | 4 | null, after: 0 | 1 | 2 | 3 | 4 | null) =>
      compareGrades(judged(withLevels(grade, { causes: before })), judged(withLevels(grade, { causes: after }))).needsLook;
    expect([needsLook(1, 2), needsLook(2, 2), needsLook(null, 4)]).toEqual([false, false, false]);
    expect([needsLook(1, 3), needsLook(4, 2), needsLook(0, 4)]).toEqual([true, true, true]);
  });
});
