import { describe, expect, test } from 'vitest';

import { RELEASE_GATES } from '#app/measurement/index.ts';
import type { CalibrationRecord, CalibrationTuple, GateOutcome, Grade } from '#app/protocol/index.ts';
import { calibrationOf, type GradedQuestion, tupleOf } from '../../src/engine/calibration-of.ts';
import { calibration, hash, uuid } from '../store/fixtures.ts';
import { connected, createWorld, expectOk, SCREEN_ID, settle } from './world.ts';

const BANK = 'applied-ml@1.0.0';

function grade(question: string, level: 0 | 1 | 2 | 3 | 4 | null = 2): Grade {
  return {
    questionId: question,
    rubric: { ref: `${question}@1.0.0`, contentHash: hash(question), structureHash: hash('structure') },
    grader: { name: 'claude', version: '2', model: 'a-model', prompt: { id: 'find-evidence', version: '1', hash: hash('prompt') } },
    passes: [{ name: 'claude', version: '2', model: 'a-model', prompt: null }],
    entailment: null,
    answerHash: hash('answer'),
    findings: [],
    criteria: [
      {
        criterion: 'suspects',
        dimension: 'data-judgment',
        weight: 2,
        outcome:
          level === null
            ? { kind: 'not-assessable', reason: 'off-topic' }
            : { kind: 'level', level, points: 2, maxPoints: 8, limits: [], textCap: null, passes: [level] },
      },
    ],
    flags: [],
    usage: null,
    costMicroUsd: null,
    gradedAt: '2026-03-02T10:00:00.000Z',
  };
}

const QUESTIONS: readonly GradedQuestion[] = [
  { number: 1, grade: grade('offline-online-gap') },
  { number: 3, grade: grade('slow-drift') },
];

/** Every gate with this outcome, but some with another. */
function gates(changed: Readonly<Partial<Record<string, GateOutcome>>> = {}): CalibrationRecord['gates'] {
  return RELEASE_GATES.map(({ id, says, required }) => ({
    id,
    says,
    required,
    outcome: changed[id] ?? 'pass',
    value: '0.61, at least 0.70',
  }));
}

let number = 0;
function passed(question: GradedQuestion, tuple: Partial<CalibrationTuple> = {}, rest: Partial<CalibrationRecord> = {}): CalibrationRecord {
  number += 1;
  return calibration(uuid(number), { ...tupleOf(BANK, question.grade), ...tuple }, { gates: gates(), doubleRated: 112, ...rest });
}

const [FIRST, SECOND] = QUESTIONS as [GradedQuestion, GradedQuestion];

describe('whether a report is calibrated', () => {
  test('[EN60] with a passed result for exactly every question shown', () => {
    const { calibrated, statement } = calibrationOf(BANK, QUESTIONS, [passed(FIRST), passed(SECOND, {}, { doubleRated: 104 })]);
    expect(calibrated).toBe(true);
    expect(statement).toContain('at least 104 answers rated by two people');
  });

  test('[EN60] not when one question has none, and names it', () => {
    const { calibrated, statement } = calibrationOf(BANK, QUESTIONS, [passed(FIRST)]);
    expect(calibrated).toBe(false);
    expect(statement).toMatch(/^Question 3: This grader has not been compared with people/);
  });

  test('[EN60] a question without any level needs no result', () => {
    const silent = { number: 2, grade: grade('other', null) };
    expect(calibrationOf(BANK, [FIRST, silent], [passed(FIRST)]).calibrated).toBe(true);
    expect(calibrationOf(BANK, [silent], [passed(FIRST)])).toEqual({
      calibrated: false,
      statement: 'No level of this report was given by a grader.',
    });
  });

  test('[EN61] nothing was compared', () => {
    expect(calibrationOf(BANK, QUESTIONS, [])).toEqual({
      calibrated: false,
      statement:
        'This grader has not been compared with people on this bank version. Treat levels as a reading aid and decide from the evidence.',
    });
  });

  test.each(RELEASE_GATES.filter(({ required }) => required))(
    '[EN60] [EN61] breaking $id brings NOT CALIBRATED back and names it',
    ({ id, says }) => {
      const outcome = id === 'subgroups' ? 'fail' : 'not-measured';
      const broken = passed(SECOND, {}, { gates: gates({ [id]: outcome }), calibrated: false });
      const { calibrated, statement } = calibrationOf(BANK, QUESTIONS, [passed(FIRST), broken]);
      expect(calibrated).toBe(false);
      expect(statement).toContain('Question 3: Compared with people, this grader');
      expect(statement).toContain(says);
      expect(statement).toContain('0.61, at least 0.70');
    },
  );

  test('[EN60] a gate that a result lacks counts as broken, whatever the result says of itself', () => {
    const older = passed(FIRST, {}, { gates: gates().filter(({ id }) => id !== 'repeats') });
    const { calibrated, statement } = calibrationOf(BANK, [FIRST], [older]);
    expect(calibrated).toBe(false);
    expect(statement).toContain('three gradings of the same answers (intraclass correlation) (not measured)');
  });

  test('[EN60] gates that are only stated break nothing, nor do groups that are too small', () => {
    const record = passed(FIRST, {}, { gates: gates({ exact: 'fail', 'levels-used': 'fail', subgroups: 'insufficient' }) });
    expect(calibrationOf(BANK, [FIRST], [record]).calibrated).toBe(true);
  });

  test('[EN61] says when only the size of the sample is lacking', () => {
    const record = passed(FIRST, {}, { gates: gates({ 'sample-release': 'insufficient' }), calibrated: false });
    expect(calibrationOf(BANK, [FIRST], [record]).statement).toContain('good enough for provisional use only');
  });

  test.each<[Partial<CalibrationTuple>, string]>([
    [{ bank: 'applied-ml@0.9.0' }, 'another bank version (applied-ml@0.9.0, here applied-ml@1.0.0)'],
    [{ rubric: 'offline-online-gap@0.9.0', rubricHash: hash('older') }, 'rubric version (offline-online-gap@0.9.0, here'],
    [{ rubricHash: hash('other words') }, 'another rubric text.'],
    [{ grader: 'offline' }, 'another grader (offline, here claude)'],
    [{ graderVersion: '1' }, 'another version of the grader (1, here 2)'],
    [{ promptHash: hash('other prompt') }, 'another prompt.'],
    [{ model: 'a-model-of-march' }, 'another model (a-model-of-march, here a-model)'],
  ])('[EN60] [EN61] a result for another tuple does not count: %j', (part, words) => {
    const { calibrated, statement } = calibrationOf(BANK, [FIRST], [passed(FIRST, part)]);
    expect(calibrated).toBe(false);
    expect(statement).toContain(words);
  });

  test('[EN61] the nearest result is named, and one for another question is none', () => {
    const far = passed(FIRST, { model: 'x', promptHash: hash('x'), bank: 'applied-ml@0.1.0' });
    expect(calibrationOf(BANK, [FIRST], [far, passed(FIRST, { model: 'near' })]).statement).toContain('model (near, here a-model).');
    expect(calibrationOf(BANK, [FIRST], [passed(SECOND)]).statement).toContain('has not been compared');
  });

  test('[EN60] the newest result for a tuple counts', () => {
    const newer = passed(FIRST, {}, { gates: gates({ kappa: 'fail' }), calibrated: false });
    expect(calibrationOf(BANK, [FIRST], [newer, passed(FIRST)]).calibrated).toBe(false);
    expect(calibrationOf(BANK, [FIRST], [passed(FIRST), newer]).calibrated).toBe(true);
  });
});

describe('the report of a real screen', () => {
  test('[EN60] bears the warning until every question shown has passed, and bears it again when one gate breaks', async () => {
    const world = createWorld();
    const { wire } = await connected(world);
    await wire.begin();
    await wire.finish(
      () => 'Thing b is what I name here, and thing b matters because the plan changes. Thing c matters for the table too.',
    );
    await world.engine.idle();
    await settle();
    const stamp = async () => {
      const { document } = expectOk(await world.engine.report(SCREEN_ID));
      return document.calibration;
    };
    expect(await stamp()).toMatchObject({ calibrated: false });

    const events = await world.events.read(SCREEN_ID);
    const grades = events.flatMap(({ event }) => (event.type === 'AnswerGraded' ? [event.grade] : []));
    expect(grades.length).toBeGreaterThan(0);
    for (const [index, own] of grades.entries())
      await world.calibrations.record(calibration(uuid(900 + index), tupleOf('sample@1.0.0', own), { gates: gates() }));
    expect(await stamp()).toMatchObject({ calibrated: true });

    const [first] = grades as [Grade];
    await world.calibrations.record(
      calibration(uuid(990), tupleOf('sample@1.0.0', first), {
        gates: gates({ kappa: 'fail' }),
        calibrated: false,
        at: '2026-12-01T00:00:00.000Z',
      }),
    );
    const { calibrated, statement } = await stamp();
    expect(calibrated).toBe(false);
    expect(statement).toContain('Quadratic weighted kappa of machine and people (0.61, at least 0.70)');
  });
});
