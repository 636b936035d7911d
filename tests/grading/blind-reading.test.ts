import { describe, expect, test } from 'vitest';
import { createClaudeGrader, type GradeOutcome } from '#app/grading/index.ts';
import { LlmFailure, type LlmRequest } from '#app/ports/index.ts';
import { CONFIRM_QUOTES } from '../../src/grading/prompts/confirm-quotes.ts';
import { gradeIn, gradeText, levelsOf, rubric, sha256, verdictOf } from './fixture.ts';
import { findingsReply, reply, type ScriptedFinding, scriptedLlm } from './scripted-llm.ts';

const LEAK = 'The ticket feature is written after the customer has cancelled, so it holds information from the future.';
const STALE = 'In production the usage counts come from a nightly job and are older than in training.';
const OTHER = 'The people in the office drink their coffee without any sugar.';
const TEXT = `${LEAK} ${STALE} ${OTHER}`;
const LEAKS = 'a feature holds information from after';
const COUNTS = 'usage counts in production are older';

const met = (segment: number, text: string): ScriptedFinding => ({ verdict: 'met', quotes: [{ segment, text }] });

interface Item {
  readonly item: string;
  readonly statement: string;
  readonly quotes: readonly string[];
}

function itemsIn({ user }: LlmRequest): Item[] {
  const [, , inside] = /<(items_[0-9a-f]{32})>\n([^\n]*)\n<\/\1>$/.exec(user) ?? [];
  return JSON.parse(inside ?? '') as Item[];
}

/** A blind reader that answers by the statement, `no` to the false check unless told otherwise. */
function saying(answers: Readonly<Record<string, string>>, toFalse = 'no') {
  return (request: LlmRequest) => {
    const items = itemsIn(request).map(({ item, statement }) => {
      const [, answer] = Object.entries(answers).find(([part]) => statement.includes(part)) ?? ['', 'yes'];
      return { item, answer: statement === rubric.false_check ? toFalse : answer };
    });
    return reply(JSON.stringify({ items }), { model: 'claude-blind-1' });
  };
}

async function gradedBy(found: Readonly<Record<string, ScriptedFinding>>, ...blind: Parameters<typeof scriptedLlm>) {
  const llm = scriptedLlm(findingsReply(found), ...blind);
  const outcome: GradeOutcome = await gradeText(TEXT, createClaudeGrader({ llm, model: 'm', passes: 1 }));
  return { llm, outcome };
}

const TWO_POINTS = { [LEAKS]: met(1, LEAK) };

describe('what is asked', () => {
  test('[GR71] checks and quotes and nothing else of the answer, in an element that no text can close', async () => {
    const { llm } = await gradedBy(TWO_POINTS, saying({}));
    const request = llm.requests[1] as LlmRequest;
    expect(request.role).toBe('entailment');
    expect(request.system).toEqual([CONFIRM_QUOTES.text]);
    expect(itemsIn(request).map(({ statement, quotes }) => [statement, quotes])).toEqual(
      expect.arrayContaining([
        [expect.stringContaining(LEAKS), [LEAK]],
        [rubric.false_check, [LEAK]],
      ]),
    );
    expect(JSON.stringify(request)).not.toContain('coffee');
    expect(JSON.stringify(request)).not.toContain('nightly');
    expect(itemsIn(request).map(({ item }) => item)).toEqual(['i1', 'i2']);
  });

  test('[GR70] a finding without which the level would be the same is not asked about', async () => {
    // 3 points: level 2 stands at 2, so the check of one point carries nothing.
    const { llm } = await gradedBy({ ...TWO_POINTS, [COUNTS]: met(2, STALE) }, saying({}));
    expect(itemsIn(llm.requests[1] as LlmRequest).map(({ quotes }) => quotes)).toEqual([[LEAK], [LEAK]]);
  });

  test('[GR70] a quote that had to be repaired is a suspect, whatever it carries', async () => {
    const { llm } = await gradedBy({ ...TWO_POINTS, [COUNTS]: met(2, STALE.toUpperCase()) }, saying({}));
    expect(new Set(itemsIn(llm.requests[1] as LlmRequest).flatMap(({ quotes }) => quotes))).toEqual(new Set([LEAK, STALE]));
  });

  test('[GR70] nobody is asked where nothing was found', async () => {
    const { llm } = await gradedBy({});
    expect(llm.requests).toHaveLength(1);
  });
});

describe('what it changes', () => {
  test('[GR72] yes leaves the finding as it is, and the stamp says who read', async () => {
    const { outcome } = await gradedBy(TWO_POINTS, saying({}));
    const grade = gradeIn(outcome);
    expect(grade.findings.find(({ check }) => check === 'causes/leakage')).toMatchObject({ verdict: 'met', entailment: 'yes' });
    expect(grade.entailment).toEqual({
      name: 'claude',
      version: '2',
      model: 'claude-blind-1',
      prompt: { id: 'confirm-quotes', version: '1.0.0', hash: sha256(CONFIRM_QUOTES.text) },
    });
    expect(levelsOf(grade)).toEqual({ causes: 2, tests: 0 });
    expect(grade.flags).toEqual([]);
    expect(grade.costMicroUsd).toBe(84);
  });

  test.each([
    ['partly', 'partial', 1],
    ['no', 'cannot-tell', 0],
  ] as const)('[GR72] %s makes it %s and flags the answer', async (answer, verdict, level) => {
    const { outcome } = await gradedBy(TWO_POINTS, saying({ [LEAKS]: answer }));
    const grade = gradeIn(outcome);
    expect(verdictOf(grade, 'causes/leakage')).toBe(verdict);
    expect(levelsOf(grade)).toMatchObject({ causes: level });
    expect(grade.flags).toEqual(['not-entailed']);
  });

  test('[GR72] nothing is raised: yes to what was partly met leaves it partly met', async () => {
    const { outcome } = await gradedBy({ [LEAKS]: { ...met(1, LEAK), verdict: 'partial' } }, saying({}));
    expect(verdictOf(gradeIn(outcome), 'causes/leakage')).toBe('partial');
  });

  test('[GR73] quotes that also state what no honest answer states earn nothing', async () => {
    const { outcome } = await gradedBy(TWO_POINTS, saying({}, 'yes'));
    const grade = gradeIn(outcome);
    expect(levelsOf(grade)).toMatchObject({ causes: 0 });
    expect(grade.flags).toEqual(expect.arrayContaining(['false-check-met', 'not-entailed']));
  });
});

describe('a blind reading that cannot be had', () => {
  test('[GR74] a reply that stays malformed needs a person, after two repairs', async () => {
    const { llm, outcome } = await gradedBy(TWO_POINTS, reply('no'), reply('{"items":[]}'), reply('[]'));
    expect(outcome).toMatchObject({ kind: 'needs-person', reason: 'model-output-malformed' });
    expect(llm.requests[2]?.user).toContain('Your previous reply could not be used');
  });

  test('[GR74] a failure of the wire is thrown for the queue', async () => {
    const failure = new LlmFailure('transient', 'The connection failed.', null);
    await expect(gradedBy(TWO_POINTS, failure)).rejects.toBe(failure);
  });
});
