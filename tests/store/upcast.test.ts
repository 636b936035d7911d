import { describe, expect, it } from 'vitest';
import { ScreenEvent } from '#app/protocol/index.ts';
import { EVENT_FORMAT, upcast } from '../../src/store/upcast.ts';
import { answer } from './fixtures.ts';
import { FORMAT_1_GRADE } from './format-1-event.ts';

const { grade } = FORMAT_1_GRADE;
const [met, demoted] = grade.findings;
const [level, notAssessable] = grade.criteria;

describe('events of older formats', () => {
  it('[ES70] a grade of format 1 had one pass, no blind reading and no known cost', () => {
    const lifted = upcast(1, structuredClone(FORMAT_1_GRADE));
    expect(lifted).toEqual({
      ...FORMAT_1_GRADE,
      grade: {
        ...grade,
        passes: [grade.grader],
        entailment: null,
        findings: [
          { ...met, unmatched: [], passes: ['met'], entailment: null },
          { ...demoted, unmatched: [], passes: ['cannot-tell'], entailment: null },
        ],
        criteria: [{ ...level, outcome: { ...level?.outcome, textCap: null, passes: [3] } }, notAssessable],
        costMicroUsd: null,
      },
    });
    expect(ScreenEvent.parse(lifted)).toEqual(lifted);
  });

  it('[ES70] the stored body is not touched, and is no event of today by itself', () => {
    const body = structuredClone(FORMAT_1_GRADE);
    upcast(1, body);
    expect(body).toEqual(FORMAT_1_GRADE);
    expect(ScreenEvent.safeParse(body).success).toBe(false);
  });

  it('[ES70] every other event of format 1 stays as it is', () => {
    expect(upcast(1, answer('An answer.'))).toEqual(answer('An answer.'));
  });

  it('[ES70] an event of today passes unchanged', () => {
    expect(upcast(EVENT_FORMAT, FORMAT_1_GRADE)).toBe(FORMAT_1_GRADE);
  });

  it.each([
    ['no fields', 'text'],
    ['nothing', null],
    ['a list', [FORMAT_1_GRADE]],
    ['no grade', { ...FORMAT_1_GRADE, grade: undefined }],
    ['findings that are no list', { ...FORMAT_1_GRADE, grade: { ...grade, findings: {} } }],
    ['a finding that is none', { ...FORMAT_1_GRADE, grade: { ...grade, findings: ['met'] } }],
    ['a criterion without outcome', { ...FORMAT_1_GRADE, grade: { ...grade, criteria: [{ criterion: 'diagnosis' }] } }],
  ])('[ES49] a damaged body of format 1 (%s) is left for the schema to refuse', (_, body) => {
    expect(ScreenEvent.safeParse(upcast(1, body)).success).toBe(false);
  });

  it.each([0, -1, 1.5, Number.NaN, EVENT_FORMAT + 1])('[ES49] format %d is not known', (format) => {
    expect(() => upcast(format, answer('An answer.'))).toThrow(RangeError);
  });
});
