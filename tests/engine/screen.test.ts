import { describe, expect, test } from 'vitest';
import { createOfflineGrader, type Grader } from '#app/grading/index.ts';
import { LlmFailure, PdfFailure } from '#app/ports/index.ts';
import { ReportDocument, type ScreenEvent } from '#app/protocol/index.ts';
import { hang, ScriptedGrader } from './scripted-grader.ts';
import { Wire } from './wire.ts';
import { asked, createWorld, expectOk, invite, SCREEN_ID, settle, signIn, type World } from './world.ts';

const GOOD =
  'First of all thing a matters because of a in this case. Then thing b matters because of b, which I would check next. And thing c too.';

async function events(world: World): Promise<ScreenEvent[]> {
  return (await world.events.read(SCREEN_ID)).map(({ event }) => event);
}

async function outcomes(world: World): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const event of await events(world)) {
    const [questionId, what] =
      event.type === 'AnswerGraded'
        ? [event.grade.questionId, 'grade']
        : event.type === 'GradingNeedsPerson'
          ? [event.questionId, event.reason]
          : [null, ''];
    if (questionId !== null) found.set(questionId, [...(found.get(questionId) ?? []), what]);
  }
  return found;
}

/** An answer for the first question, and none for the others. */
function onlyTheFirst(): () => string {
  const answers = [GOOD];
  return () => answers.shift() ?? '';
}

describe('a whole screen', () => {
  test('from invite to report: every answer graded once, mails sent, report in the list, decided by a person', async () => {
    const world = createWorld();
    const { wire } = await asked(world);
    await wire.finish(() => GOOD);
    await world.engine.idle();

    expect([...(await outcomes(world)).values()]).toEqual(Array.from({ length: 6 }, () => ['grade']));
    const report = expectOk(await world.engine.report(SCREEN_ID));
    expect(ReportDocument.parse(report.document).overall.kind).toBe('score');
    expect(report.pdf).toBe(true);
    expect(new TextDecoder().decode(expectOk(await world.engine.reportPdf(SCREEN_ID)))).toContain('%PDF');
    expect((await world.engine.screens())[0]).toMatchObject({
      screenId: SCREEN_ID,
      status: 'report-ready',
      answered: 6,
      candidate: { name: 'Ada Example' },
      hasPdf: true,
    });
    expect(world.mails.map((mail) => mail.to.address)).toEqual(['ada@example.org', 'ada@example.org', 'recruiter-1@example.org']);
    expect(world.mails[0]?.text).toContain('http://assay.test/i#t=');

    const engineer = { role: 'engineer', id: 'engineer-1' } as const;
    const [first] = report.document.questions;
    const criterion = first?.criteria[0]?.criterion ?? '';
    const override = {
      type: 'level.override',
      questionId: first?.questionId ?? '',
      criterion,
      to: 4,
      reason: 'The diagram says it.',
    } as const;
    const once = expectOk(await world.engine.staffCommand(SCREEN_ID, '00000000-0000-7000-8000-0000000000a1', override, engineer));
    expect(expectOk(await world.engine.staffCommand(SCREEN_ID, '00000000-0000-7000-8000-0000000000a1', override, engineer))).toEqual(once);
    expectOk(
      await world.engine.staffCommand(
        SCREEN_ID,
        '00000000-0000-7000-8000-0000000000a2',
        { type: 'decision.make', decision: 'advance', reason: 'Sound.' },
        engineer,
      ),
    );
    await world.engine.idle();
    const decided = expectOk(await world.engine.report(SCREEN_ID)).document;
    expect(decided.decision).toMatchObject({ decision: 'advance', by: 'Person engineer-1' });
    expect(decided.questions[0]?.criteria[0]).toMatchObject({ override: { to: 4 } });
    expect((await events(world)).filter((event) => event.type === 'LevelOverridden')).toHaveLength(1);
    expect(JSON.stringify(await events(world))).not.toContain('Ada');
  });

  test('nothing that a grader is given holds the name or the address of the candidate', async () => {
    const offline = createOfflineGrader();
    const seen: string[] = [];
    const grader: Grader = {
      ...offline,
      find: (answer, signal) => {
        seen.push(JSON.stringify(answer));
        return offline.find(answer, signal);
      },
    };
    const world = createWorld({ grader, interviewer: grader });
    const { wire } = await asked(world);
    await wire.finish(() => GOOD);
    await world.engine.idle();
    expect(seen.length).toBeGreaterThan(6);
    expect(seen.join()).not.toMatch(/Ada|ada@example/);
  });

  test('an unanswered screen is finished, graded as not assessable, and reported without a total', async () => {
    const world = createWorld();
    const { wire } = await asked(world);
    await wire.finish(() => '');
    await world.engine.idle();
    const { document } = expectOk(await world.engine.report(SCREEN_ID));
    expect(document.overall.kind).toBe('none');
    expect(document.band.kind).toBe('withheld');
  });
});

describe('links and logins', () => {
  test('a link is used once; a second device is told; a new link is mailed and retires the old one', async () => {
    const world = createWorld();
    await world.engine.start();
    const link = await invite(world);
    const token = new URL(link).hash.slice('#t='.length);
    const { login } = await signIn(world, link);
    expect(await world.engine.exchange({ token, deviceLogin: null })).toMatchObject({ ok: false, code: 'invite_used' });
    expectOk(await world.engine.exchange({ token, deviceLogin: login }));
    await world.engine.requestNewLink(token);
    await world.engine.idle();
    const mailed = world.mails.at(-1)?.text.match(/http:\S+/)?.[0] ?? '';
    expect(mailed).not.toBe(link);
    expect(await world.engine.exchange({ token, deviceLogin: null })).toMatchObject({ ok: false });
    await signIn(world, mailed);
    await world.engine.requestNewLink('x'.repeat(43));
    expect(await world.engine.exchange({ token: 'x'.repeat(43), deviceLogin: null })).toMatchObject({ ok: false, code: 'invite_unknown' });
  });

  test('a draft is neither offered nor asked', async () => {
    const world = createWorld();
    const draft = createWorld({ content: { ...world.content, lock: { ...world.content.lock, banks: {} } } });
    await draft.engine.start();
    expect(world.engine.banks()).toHaveLength(1);
    expect(draft.engine.banks()).toEqual([]);
    await expect(invite(draft)).rejects.toThrow('content_missing');
  });

  test('the same invite request again makes no second screen and no second mail', async () => {
    const world = createWorld();
    await world.engine.start();
    expect(await invite(world)).toBe(await invite(world));
    await world.engine.idle();
    expect(await world.engine.screens()).toHaveLength(1);
    expect(world.mails).toHaveLength(1);
  });

  test('no token is in the log of events, in a job or in what was logged', async () => {
    const world = createWorld();
    const { wire } = await asked(world);
    await wire.finish(() => GOOD);
    await world.engine.idle();
    const token = world.tokens.tokenFor(SCREEN_ID, 1);
    expect(JSON.stringify(await events(world))).not.toContain(token);
    expect(world.logged.join()).not.toContain(token);
  });
});

describe('when a grader fails', () => {
  test('the interview does not wait beyond the deadline: the offline grader chooses the probe', async () => {
    const world = createWorld({ interviewer: new ScriptedGrader([hang]) });
    const { wire } = await asked(world);
    const view = wire.view();
    if (view.phase !== 'asking') throw new Error('no question');
    await wire.do({ type: 'answer.submit', questionId: view.question.questionId, text: GOOD });
    expect(wire.view()).toMatchObject({ phase: 'probing', probe: null, clock: { running: false } });
    await world.clock.advance(4_000);
    expect(wire.view()).toMatchObject({ phase: 'probing', probe: { probeId: expect.any(String) } });
    expect((await events(world)).find((event) => event.type === 'ProbeAsked')).toMatchObject({ chosenBy: 'offline' });
  });

  test('a model that is down is tried again with back-off, and then a person is asked for: never a low score', async () => {
    const down = () => Promise.reject(new LlmFailure('transient', 'overloaded', 30_000));
    const grader = new ScriptedGrader(Array.from({ length: 1_000 }, () => down));
    const world = createWorld({ grader });
    const { wire } = await asked(world);
    await wire.finish(onlyTheFirst());
    await settle();
    expect(grader.calls).toBe(1);
    await world.clock.advance(29_000);
    expect(grader.calls).toBe(1);
    await world.clock.advance(23 * 3_600_000);
    expect([...(await outcomes(world)).values()]).toEqual([]);
    await world.clock.advance(2 * 3_600_000);
    expect([...(await outcomes(world)).values()]).toEqual([['model-unavailable']]);
    expect((await world.engine.screens())[0]?.status).toBe('needs-person');
  });

  test('a fault in a grader is no fault of the answer', async () => {
    const grader = new ScriptedGrader(Array.from({ length: 6 }, () => () => Promise.reject(new TypeError('a bug'))));
    const world = createWorld({ grader });
    const { wire } = await asked(world);
    await wire.finish(onlyTheFirst());
    await world.clock.advance(2 * 3_600_000);
    expect([...(await outcomes(world)).values()]).toEqual([['model-unavailable']]);
  });

  test('a rubric that is not installed any more needs a person', async () => {
    const world = createWorld();
    const { wire } = await asked(world);
    const withoutRubrics = createWorld({ ...world, content: { ...world.content, rubrics: new Map() } });
    wire.drop();
    world.clock.dropTimers();
    await withoutRubrics.engine.start();
    const session = await signIn(
      withoutRubrics,
      expectOk(await withoutRubrics.engine.renewLink(SCREEN_ID, { role: 'recruiter', id: 'recruiter-1' })).link,
    );
    const again = new Wire(withoutRubrics.engine, session, wire.tabId);
    await again.open();
    await again.finish(() => GOOD);
    await withoutRubrics.engine.idle();
    expect(new Set([...(await outcomes(withoutRubrics)).values()].flat())).toEqual(new Set(['content-missing']));
  });

  test('a PDF that cannot be drawn leaves the page and the JSON', async () => {
    let tries = 0;
    const world = createWorld({
      pdf: {
        render: () => {
          tries += 1;
          return Promise.reject(new PdfFailure('the child process was killed'));
        },
      },
    });
    const { wire } = await asked(world);
    await wire.finish(() => GOOD);
    await world.engine.idle();
    expect(tries).toBe(3);
    expect(expectOk(await world.engine.report(SCREEN_ID)).pdf).toBe(false);
    expect(await world.engine.reportPdf(SCREEN_ID)).toMatchObject({ ok: false, code: 'report_not_ready' });
  });

  test('a job whose lease ran out with its process is taken up by the next one', async () => {
    const world = createWorld({ grader: new ScriptedGrader([hang]) });
    const { wire } = await asked(world);
    await wire.finish(onlyTheFirst());
    await settle();
    world.clock.dropTimers();
    const after = createWorld({ ...world, grader: createOfflineGrader() });
    await after.engine.start();
    await after.clock.advance(13_000);
    expect([...(await outcomes(after)).values()]).toEqual([['grade']]);
  });

  test('a report job that runs again when nothing has changed, because its first end was never recorded, attaches nothing', async () => {
    const world = createWorld();
    const { wire } = await asked(world);
    await wire.finish(onlyTheFirst());
    await world.engine.idle();
    const before = await events(world);
    expect(before.at(-1)?.type).toBe('ReportAttached');
    await world.jobs.enqueue({
      dedupe: 'the same work again',
      payload: { kind: 'render-report', screenId: SCREEN_ID },
      runAtMs: world.clock.wallMs(),
    });
    await world.engine.idle();
    expect(await events(world)).toEqual(before);
    expect((await world.jobs.counts()).ready).toBe(0);
  });
});
