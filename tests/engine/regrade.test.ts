import { describe, expect, test } from 'vitest';
import { type Content, loadContent, lockWith } from '#app/banks/index.ts';
import { createModelDesk, createRegrader, type RegradeRequest, type RegradeResult } from '#app/engine/index.ts';
import { createClaudeGrader, createOfflineGrader, type Grader } from '#app/grading/index.ts';
import { type Llm, LlmFailure } from '#app/ports/index.ts';
import type { EventOf, ScreenEventType } from '#app/protocol/index.ts';
import { BREAD_ANSWER, breadRubric } from '../banks/bread-rubric.ts';
import { sampleFolder } from '../banks/sample-content.ts';
import { findingsReply } from '../grading/scripted-llm.ts';
import { asked, createWorld, expectOk, invite, SCREEN_ID, settle, type World } from './world.ts';

const OTHER_SCREEN = '00000000-0000-7000-8000-000000000002';
const RUN: RegradeRequest = { run: 'second-look', select: 'all', rubrics: [], record: false, lanes: 3 };
const ENGINEER = { role: 'engineer', id: 'eva' } as const;

/** The sample content with three later versions of the first rubric: other words, other points, and a draft. */
function contentWithVersions(): Content {
  const folder = sampleFolder();
  folder.write('rubrics/question-1/1.1.0.yaml', breadRubric('1.1.0'));
  folder.write('rubrics/question-1/2.0.0.yaml', breadRubric('2.0.0', 3));
  folder.write('rubrics/question-1/3.0.0.yaml', breadRubric('3.0.0', 3));
  const content = loadContent(folder);
  const lock = lockWith(content, 'sample@1.0.0');
  const published = ['question-1@1.1.0', 'question-1@2.0.0'].map((ref) => [ref, content.rubrics.get(ref)] as const);
  const entries = published.flatMap(([ref, rubric]) =>
    rubric ? [[ref, { contentHash: rubric.contentHash, structureHash: rubric.structureHash }] as const] : [],
  );
  return { ...content, lock: { ...lock, rubrics: { ...lock.rubrics, ...Object.fromEntries(entries) } } };
}

/** A world with one screen that was handed in, graded and reported. */
async function reported(): Promise<World> {
  const world = createWorld({ content: contentWithVersions() });
  const { wire } = await asked(world);
  await wire.finish(() => BREAD_ANSWER);
  await world.engine.idle();
  return world;
}

async function regrade(world: World, over: Partial<RegradeRequest> = {}, grader: Grader = world.grader): Promise<RegradeResult> {
  const parts = { ...world, llmCalls: world.stores.llmCalls, grader };
  return expectOk(await createRegrader(parts).regrade({ ...RUN, ...over }));
}

async function eventsOf<T extends ScreenEventType>(world: World, type: T): Promise<EventOf<T>[]> {
  const events = (await world.events.read(SCREEN_ID)).map(({ event }) => event);
  return events.filter((event): event is EventOf<T> => event.type === type);
}

/** A model's grader that reads like the offline one; `meddle` may throw in place of its n-th reading. */
function modelGrader(meddle: (call: number) => void = () => {}): Grader & { readonly calls: () => number } {
  const offline = createOfflineGrader();
  const stamp = { name: 'claude', version: '2', model: 'claude-test', prompt: null } as const;
  let calls = 0;
  return {
    ...offline,
    name: 'claude',
    stamp: () => stamp,
    calls: () => calls,
    async find(answer, pass, signal) {
      calls += 1;
      meddle(calls);
      const reply = await offline.find(answer, pass, signal);
      return reply.kind === 'claims' ? { ...reply, stamp } : reply;
    },
  };
}

describe('grading again', () => {
  test('[GR86] without the order to record only compares: the log and the queue are as before', async () => {
    const world = await reported();
    const before = await world.events.read(SCREEN_ID);
    const jobs = await world.jobs.counts();
    const result = await regrade(world);
    expect(result).toMatchObject({ selected: 1, leftOut: [], unusedRubrics: [], paidMicroUsd: 0 });
    expect(result.answers).toHaveLength(6);
    for (const { recorded, comparison } of result.answers) {
      expect(recorded).toBe('no');
      expect(comparison).toMatchObject({ mayCompare: true, findings: [], grader: { changed: [] }, rubric: { change: 'same' } });
      expect(comparison?.levels.every(({ shift }) => shift === 0)).toBe(true);
    }
    expect(result.screens).toEqual([expect.objectContaining({ screenId: SCREEN_ID, bank: 'sample@1.0.0', mayCompare: true })]);
    expect(result.screens[0]?.after).toEqual(result.screens[0]?.before);
    expect(await world.events.read(SCREEN_ID)).toEqual(before);
    expect(await world.jobs.counts()).toEqual(jobs);
  });

  test('[GR86] recorded, the new grade is shown, the older one stays, and the level that a person gave stands above both', async () => {
    const world = await reported();
    const override = {
      type: 'level.override',
      questionId: 'question-1',
      criterion: 'first',
      to: 4,
      reason: 'Said so in the call.',
    } as const;
    expectOk(await world.engine.staffCommand(SCREEN_ID, '00000000-0000-4000-8000-00000000000a', override, ENGINEER));
    await world.engine.idle();
    const reports = (await eventsOf(world, 'ReportAttached')).length;

    const result = await regrade(world, { rubrics: ['question-1@2.0.0'], record: true });
    expect(result.answers.map(({ recorded }) => recorded)).toEqual(Array.from({ length: 6 }, () => 'now'));
    expect(result.answers.find(({ questionId }) => questionId === 'question-1')?.overridden).toEqual(['first']);
    expect(await eventsOf(world, 'AnswerGraded')).toHaveLength(6);
    expect((await eventsOf(world, 'AnswerRegraded')).map(({ run, by }) => [run, by.role])).toEqual(
      Array.from({ length: 6 }, () => ['second-look', 'job']),
    );
    const parts = { ...world, llmCalls: world.stores.llmCalls };
    await createRegrader(parts).renderReports();
    expect((await eventsOf(world, 'ReportAttached')).length).toBeGreaterThan(reports);
    expect((await world.jobs.counts()).ready).toBe(0);

    const { document } = expectOk(await world.engine.report(SCREEN_ID));
    const question = document.questions.find(({ questionId }) => questionId === 'question-1');
    expect(question).toMatchObject({ rubric: { ref: 'question-1@2.0.0' }, status: { regraded: { run: 'second-look' } } });
    expect(question?.criteria.find(({ criterion }) => criterion === 'first')).toMatchObject({ override: { to: 4 } });
    expect(document.overall).toEqual(result.screens[0]?.after.overall);
  });

  test('[GR81] a version with other words keeps scores comparable, one with other points does not, and the changes are told', async () => {
    const world = await reported();
    const judgedBy = async (ref: string) => {
      const { answers, screens } = await regrade(world, { rubrics: [ref] });
      const first = answers.find(({ questionId }) => questionId === 'question-1');
      return { first, others: answers.filter((answer) => answer !== first), screen: screens[0] };
    };
    const words = await judgedBy('question-1@1.1.0');
    expect(words.first).toMatchObject({
      comparison: {
        mayCompare: true,
        rubric: { before: 'question-1@1.0.0', after: 'question-1@1.1.0', change: 'equal-structure' },
        needsLook: true,
      },
    });
    expect(words.first?.rubricChanges).toContain('criterion first: check a: says changed');
    const { levels = [], findings = [] } = words.first?.comparison ?? {};
    expect(levels.map(({ criterion, before }) => [criterion, before])).toEqual([
      ['first', 0],
      ['second', 0],
    ]);
    expect(levels[0]?.after).toBeGreaterThanOrEqual(3);
    expect(findings.map(({ check }) => check)).toContain('first/a');
    for (const quote of findings.flatMap(({ after }) => after?.quotes ?? [])) expect(BREAD_ANSWER).toContain(quote);
    const [before, after] = [words.screen?.before.overall, words.screen?.after.overall];
    expect(after?.kind === 'score' && before?.kind === 'score' && after.score > before.score).toBe(true);
    expect(words.screen?.mayCompare).toBe(true);
    const points = await judgedBy('question-1@2.0.0');
    expect(points.first).toMatchObject({ comparison: { mayCompare: false, rubric: { change: 'different-structure' } } });
    expect(points.first?.rubricChanges).toContain('criterion first: check a: points 2 → 3');
    expect(points.screen?.mayCompare).toBe(false);
    for (const { comparison } of points.others) expect(comparison).toMatchObject({ mayCompare: true, rubric: { change: 'same' } });
  });

  test('[GR83] another grader is named in every comparison', async () => {
    const world = await reported();
    const { answers } = await regrade(world, {}, modelGrader());
    for (const { comparison } of answers) expect(comparison?.grader.changed).toEqual(['grader', 'program', 'model']);
  });

  test('[GR85] cut off in between and started again, a run has graded every answer once and compares all of them', async () => {
    const world = await reported();
    const dying = modelGrader((call) => {
      if (call === 4) throw new Error('the process ended');
    });
    const options = { record: true, lanes: 1 };
    await expect(regrade(world, options, dying)).rejects.toThrow('the process ended');
    const graded = (await eventsOf(world, 'AnswerRegraded')).length;
    expect(graded).toBeGreaterThan(0);
    expect(graded).toBeLessThan(6);

    const second = modelGrader();
    const resumed = await regrade(world, options, second);
    expect(second.calls()).toBe(6 - graded);
    const questionIds = (await eventsOf(world, 'AnswerRegraded')).map(({ grade }) => grade.questionId);
    expect(questionIds).toHaveLength(6);
    expect(new Set(questionIds).size).toBe(6);
    expect(resumed.answers.filter(({ recorded }) => recorded === 'earlier')).toHaveLength(graded);
    for (const { comparison } of resumed.answers)
      expect(comparison).toMatchObject({ grader: { before: { name: 'offline' }, after: { name: 'claude' } } });

    const third = modelGrader();
    expect((await regrade(world, options, third)).answers.map(({ recorded }) => recorded)).toEqual(
      Array.from({ length: 6 }, () => 'earlier'),
    );
    expect(third.calls()).toBe(0);
    expect((await regrade(world, options)).leftOut.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 6 }, () => 'other-work-of-the-run'),
    );
    expect(await eventsOf(world, 'AnswerRegraded')).toHaveLength(6);
  });

  test('[GR85] what a model said before is not asked again: a second comparison costs nothing, and says what its grades had cost', async () => {
    const world = await reported();
    let calls = 0;
    const llm: Llm = {
      complete: async (request) => {
        calls += 1;
        return findingsReply({})(request);
      },
    };
    const models = { grader: 'claude-test-1', panel: 'claude-test-1', interviewer: 'claude-test-1', entailment: 'claude-test-1' };
    const desk = createModelDesk({
      ...world,
      llm,
      calls: world.stores.llmCalls,
      models,
      dailyBudgetMicroUsd: null,
      estimateMicroUsd: () => null,
      gradingCalls: 8,
    });
    const grader = createClaudeGrader({ llm: desk, model: models.grader });
    expect(await regrade(world, {}, grader)).toMatchObject({ paidMicroUsd: 6 * 42 });
    expect(calls).toBe(6);
    await world.clock.advance(1_000);
    const second = await regrade(world, { record: true }, grader);
    expect(calls).toBe(6);
    expect(second.paidMicroUsd).toBe(0);
    expect(second.answers.map(({ grade }) => grade.costMicroUsd)).toEqual(Array.from({ length: 6 }, () => 42));
  });

  test('[GR85] what a run leaves out it names: closed, under way, not yet graded, without its rubric', async () => {
    const world = await reported();
    await invite(world, { screenId: OTHER_SCREEN });
    const all = async (over: Partial<RegradeRequest> = {}) => (await regrade(world, over)).leftOut;
    expect(await all()).toEqual([{ screenId: OTHER_SCREEN, questionId: null, reason: 'not-handed-in', detail: expect.any(String) }]);
    const cancel = { type: 'screen.cancel', reason: 'The role was filled.' } as const;
    expectOk(await world.engine.staffCommand(OTHER_SCREEN, '00000000-0000-4000-8000-00000000000b', cancel, { role: 'recruiter', id: 'r' }));
    expect(await all()).toMatchObject([{ screenId: OTHER_SCREEN, reason: 'closed', detail: 'The screen is closed: cancelled.' }]);
    expect(await all({ select: { bank: 'sample@1.0.0' } })).toHaveLength(1);
    expect(await regrade(world, { select: { bank: 'no-such-bank' } })).toMatchObject({ selected: 0 });
    expect(await regrade(world, { select: { screenId: SCREEN_ID } })).toMatchObject({ selected: 1, leftOut: [] });

    const rubrics = new Map([...world.content.rubrics].filter(([ref]) => ref !== 'question-1@1.0.0'));
    const missing = await regrade({ ...world, content: { ...world.content, rubrics } });
    expect(missing.answers).toHaveLength(5);
    expect(missing.leftOut).toMatchObject([
      { screenId: SCREEN_ID, questionId: 'question-1', reason: 'rubric-not-installed' },
      { reason: 'closed' },
    ]);

    const waiting = createWorld({
      grader: modelGrader(() => {
        throw new LlmFailure('transient', 'down', 1e9);
      }),
    });
    const { wire } = await asked(waiting);
    await wire.finish(() => BREAD_ANSWER);
    await settle();
    expect((await regrade(waiting, {}, createOfflineGrader())).leftOut).toMatchObject([{ reason: 'grading-not-complete' }]);
  });

  test('[GR85] a model that fails for a moment is asked again; one that goes on failing costs that answer and no other', async () => {
    const world = await reported();
    const shaky = modelGrader((call) => {
      if (call === 1) throw new LlmFailure('transient', 'The model did not answer in time.', 5_000);
    });
    const patient = regrade(world, { lanes: 1 }, shaky);
    await settle();
    expect(shaky.calls()).toBe(1);
    await world.clock.advance(5_000);
    expect((await patient).answers).toHaveLength(6);

    const noKey = modelGrader((call) => {
      if (call === 2) throw new LlmFailure('unauthorized', "The model's server answered 401.", null);
    });
    const result = await regrade(world, { lanes: 1, record: true }, noKey);
    expect(result.leftOut).toMatchObject([{ reason: 'model-failed', detail: "The model's server answered 401." }]);
    expect(result.answers).toHaveLength(5);
    expect((await regrade(world, { record: true }, modelGrader())).answers).toHaveLength(6);
  });

  test('[GR87] a rubric that is not there, two versions of one, and a draft that is to be recorded are refused before anything is graded', async () => {
    const world = await reported();
    const grader = modelGrader();
    const refusal = async (over: Partial<RegradeRequest>) => {
      const refused = await createRegrader({ ...world, llmCalls: world.stores.llmCalls, grader }).regrade({ ...RUN, ...over });
      return refused.ok ? 'accepted' : refused.details?.join();
    };
    expect(await refusal({ rubrics: ['question-1@9.9.9'] })).toBe('The rubric question-1@9.9.9 is not installed.');
    expect(await refusal({ rubrics: ['question-1@1.1.0', 'question-1@2.0.0'] })).toContain('versions of one rubric');
    expect(await refusal({ rubrics: ['question-1@3.0.0'], record: true })).toContain('question-1@3.0.0 is a draft');
    expect(grader.calls()).toBe(0);
    expect(await refusal({ rubrics: ['question-1@3.0.0'] })).toBe('accepted');
    const unused = [...world.content.rubrics.keys()].filter((ref) => /question-[5-8]@/.test(ref));
    const form = (await eventsOf(world, 'ScreenInvited'))[0]?.form.questions.map(({ rubric }) => rubric.ref) ?? [];
    expect((await regrade(world, { rubrics: unused })).unusedRubrics).toEqual(unused.filter((ref) => !form.includes(ref)));
  });
});
