import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { loadContent, sha256 } from '#app/banks/index.ts';
import { createOfflineGrader, type GradeOutcome, type Grader, type GraderReply } from '#app/grading/index.ts';
import { LlmFailure } from '#app/ports/index.ts';
import { CalibrationDocument, type CalibrationRecord, type GraderStamp } from '#app/protocol/index.ts';
import { openSqliteStores } from '#app/store/index.ts';
import type { GoldSet } from '../../src/cli/calibrate/gold-set.ts';
import { gradeGold } from '../../src/cli/calibrate/grade-gold.ts';
import { gradePatiently } from '../../src/cli/calibrate/grade-patiently.ts';
import { measureGold } from '../../src/cli/calibrate/measure-gold.ts';
import { readGold } from '../../src/cli/calibrate/read-gold.ts';
import { FakeClock } from '../engine/fake-clock.ts';
import { StubMessagesApi, statementsIn } from '../faults/stub-messages-api.ts';
import { digiklausur, NO_GOLD } from '../measurement/gold.ts';
import { readPdf } from '../report/read-pdf.ts';
import { folder } from './run-assay.ts';
import { sampleInstallation } from './run-here.ts';
import { jsonLines, type SyntheticPlan, syntheticGold } from './synthetic-gold.ts';

const PASSING: SyntheticPlan = { seed: 20_261_121, questions: [1, 2], answers: 104, raters: 2, slip: 0.15, groups: true };
const FAST = ['--draws', '50', '--sample', '8'] as const;

function installationWith(plan: SyntheticPlan) {
  const installation = sampleInstallation();
  const gold = join(installation.root, 'gold.jsonl');
  writeFileSync(gold, jsonLines(syntheticGold(plan)));
  return { ...installation, gold };
}

function written(root: string): { document: CalibrationDocument; page: string; pdf: Uint8Array } {
  const at = join(root, 'reports', 'calibrations');
  const [name = ''] = readdirSync(at).filter((file) => file.endsWith('.json'));
  const base = join(at, name.replace('.json', ''));
  return {
    document: CalibrationDocument.parse(JSON.parse(readFileSync(`${base}.json`, 'utf8'))),
    page: readFileSync(`${base}.html`, 'utf8'),
    pdf: readFileSync(`${base}.pdf`),
  };
}

async function recordsIn(root: string): Promise<readonly CalibrationRecord[]> {
  const stores = openSqliteStores({ file: join(root, 'data', 'assay.sqlite'), newEpoch: () => 'never used', onFault: () => {} });
  const records = await stores.calibrations.all();
  await stores.close();
  return records;
}

describe('assay calibrate', () => {
  test('[CA16] a grader that agrees with people passes every gate, and one result is recorded for each rubric', async () => {
    const { root, gold, run } = installationWith(PASSING);
    const finished = await run('calibrate', '--gold', gold, '--bank', 'sample', ...FAST);
    expect(finished).toMatchObject({ code: 0, err: '' });
    expect(finished.out).toContain('\nCALIBRATED. Every one of the 11 required gates is passed.');

    const { document, page, pdf } = written(root);
    expect(document.calibrated).toBe(true);
    expect(document.gates.filter(({ blocks }) => blocks)).toEqual([]);
    expect(document.gold).toMatchObject({ form: 'criteria', answers: 208, doubleRated: 208, raters: ['rater-1', 'rater-2'] });
    expect(document.figures.nonBlankRows.counts).toMatchObject({ rows: 416, questions: 2, graded: 416 });
    expect(document.wholeAnswers?.nonBlankRows.counts.rows).toBe(208);
    expect(document.repeats).toMatchObject({ answers: 8, rows: 16, runs: 3, identical: true, icc21: 1, moved: [] });
    expect(document.adversarial).toMatchObject({ answers: 8, injections: 8, raised: [] });
    expect(document.subgroups.map(({ group, kind }) => [group, kind])).toEqual([
      ['first language: English', 'measured'],
      ['first language: other', 'measured'],
    ]);
    expect(document.bootstrap.of).toBe('questions');
    expect(page).toContain('>CALIBRATED<');
    expect((await readPdf(pdf)).pages[0]).toContain('CALIBRATED');

    const records = await recordsIn(root);
    const { rubrics } = loadContent({ banksDir: join(root, 'banks'), rubricsDir: join(root, 'rubrics') });
    expect(records.map(({ tuple }) => tuple).toSorted((one, other) => (one.rubric < other.rubric ? -1 : 1))).toEqual(
      [1, 2].map((number) => ({
        bank: 'sample@1.0.0',
        rubric: `question-${number}@1.0.0`,
        rubricHash: rubrics.get(`question-${number}@1.0.0`)?.contentHash,
        grader: 'offline',
        graderVersion: createOfflineGrader().stamp(sha256).version,
        promptHash: null,
        model: null,
      })),
    );
    expect(records.every(({ calibrated, answers, doubleRated }) => calibrated && answers === 104 && doubleRated === 104)).toBe(true);
    expect(records.every(({ file }) => existsSync(join(root, 'reports', 'calibrations', `${file}.pdf`)))).toBe(true);

    const listed = await run('calibrate', 'list');
    expect(
      listed.out.match(/ {2}CALIBRATED {6}sample@1\.0\.0 {2}question-\d@1\.0\.0 {2}offline \S+ {2}104 answers, 104 by two/g),
    ).toHaveLength(2);
  });

  test('a grader that is more lenient than people does not pass, and the gate is named with its value', async () => {
    const { root, gold, run } = installationWith({ ...PASSING, answers: 40, harsher: 1 });
    const finished = await run('calibrate', '--gold', gold, '--rubric', 'question-2@1.0.0', ...FAST);
    expect(finished.code).toBe(0);
    expect(finished.out).toMatch(/NOT CALIBRATED\. \d of 11 required gates/);
    expect(finished.out).toMatch(/– Machine more lenient or harsher than people, in standard deviations: 0\.\d\d, from −0\.15 to 0\.15/);
    expect(finished.out).toContain('40 lines for other banks or rubrics left out.');
    const [record] = await recordsIn(root);
    expect(record).toMatchObject({ calibrated: false, tuple: { rubric: 'question-2@1.0.0' } });
    expect(record?.gates.find(({ id }) => id === 'smd')).toMatchObject({ outcome: 'fail', value: expect.stringMatching(/^0\.\d\d, from/) });
    expect((await run('calibrate', 'list')).out).toMatch(/NOT CALIBRATED {2}sample@1\.0\.0.*\n.*; smd 0\.\d\d, from/);
  });

  test('[CA14] with one question intervals come from answers, and the result says so', async () => {
    const { root, gold, run } = installationWith({ ...PASSING, questions: [1], answers: 40 });
    expect(await run('calibrate', '--gold', gold, '--rubric', 'question-1@1.0.0', ...FAST)).toMatchObject({ code: 0 });
    const { document, page, pdf } = written(root);
    expect(document.bootstrap.of).toBe('answers');
    const { kappa } = document.figures.nonBlankRows.graded.metrics;
    expect(kappa.interval?.low ?? 1).toBeLessThan(kappa.value ?? 0);
    expect(kappa.interval?.high ?? 0).toBeGreaterThan(kappa.value ?? 1);
    expect(document.figures.nonBlankRows.twiceRated.metrics.humanKappa.interval).not.toBeNull();
    for (const text of [page, (await readPdf(pdf)).pages.join(' ')])
      expect(text).toContain('intervals come from drawing answers and hold for that question alone');
  });

  test('the same input gives the same figures', async () => {
    const { root, gold, run } = installationWith({ ...PASSING, answers: 12 });
    for (const out of ['one', 'two']) await run('calibrate', '--gold', gold, '--bank', 'sample', ...FAST, '--out', join(root, out));
    const figures = (out: string) => {
      const [file = ''] = readdirSync(join(root, out)).filter((name) => name.endsWith('.json'));
      const { id: _id, at: _at, ...rest } = JSON.parse(readFileSync(join(root, out, file), 'utf8')) as CalibrationDocument;
      return rest;
    };
    expect(figures('one')).toEqual(figures('two'));
  });

  test('one rater and few answers: what was not measured does not pass', async () => {
    const { gold, run } = installationWith({ ...PASSING, answers: 20, raters: 1, groups: false });
    const { out } = await run('calibrate', '--gold', gold, '--bank', 'sample', '--draws', '0', '--sample', '0');
    expect(out).toContain('NOT CALIBRATED');
    for (const gate of ['Kappa lost when the machine', 'Agreement of three gradings', 'Injections that raised a score'])
      expect(out).toMatch(new RegExp(`– ${gate}[^\n]*not measured`));
    expect(out).toContain('enough for release: 0, at least 100');
  });
});

describe('assay calibrate with a model', () => {
  test('[CA10] [CA16] repeats are really asked again, and a second run asks for nothing', async () => {
    const { root, gold, run } = installationWith({ ...PASSING, questions: [1], answers: 5 });
    const stub = await StubMessagesApi.start();
    onTestFinished(() => stub.close());
    vi.stubEnv('ANTHROPIC_BASE_URL', stub.url);
    onTestFinished(() => void vi.unstubAllEnvs());
    const calibrate = () =>
      run('calibrate', '--gold', gold, '--rubric', 'question-1@1.0.0', '--draws', '0', '--sample', '2', '--grader', 'claude');
    expect(await calibrate()).toMatchObject({ code: 0, err: '' });
    const asked = stub.requests.length;
    const { document } = written(root);
    expect(document.repeats).toMatchObject({ answers: 2, runs: 3 });
    // Every grading of the same answer is a request of its own.
    const grading = stub.requests.filter(({ body }) => statementsIn(body).length > 0);
    const most = Math.max(...grading.map(({ inputHash }) => grading.filter((other) => other.inputHash === inputHash).length));
    expect(most).toBeGreaterThanOrEqual(3);
    expect(document.tuples[0]?.tuple).toMatchObject({
      grader: 'claude',
      model: 'stub-1',
      promptHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(document.usage?.inputTokens).toBeGreaterThan(0);
    expect(document.costMicroUsd).toBeNull();

    expect(await calibrate()).toMatchObject({ code: 0, err: '' });
    expect(stub.requests).toHaveLength(asked);
    expect(await recordsIn(root)).toHaveLength(2);
  });

  test('economy is for a model', async () => {
    const { gold, run } = installationWith({ ...PASSING, answers: 1 });
    expect(await run('calibrate', '--gold', gold, '--bank', 'sample', '--economy')).toMatchObject({ code: 2 });
  });
});

describe('gold files', () => {
  test('[CA1] [CA2] all problems are told at once, with their lines, and nothing is graded', async () => {
    const { root, gold, run } = installationWith({ ...PASSING, questions: [1], answers: 1 });
    const [good] = syntheticGold({ ...PASSING, questions: [1], answers: 1 }) as [object];
    const rows = [
      good,
      { ...good, id: 'x1', rubric: 'question-1@9.0.0' },
      good,
      { ...good, id: 'x2', ratings: [{ rater: 'ann', levels: { first: 5 } }] },
    ];
    writeFileSync(gold, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n{"id": \n\n{"id":"x3"}\n`);
    const first = await run('calibrate', '--gold', gold, '--bank', 'sample');
    expect(first.code).toBe(2);
    expect(first.err.split('\n').map((line) => line.replace(gold, 'gold'))).toEqual([
      expect.stringMatching(/^gold:3: the id q1-001 stands on line 1 already\.$/),
      expect.stringMatching(/^gold:4: ratings\.0\.levels\.first: /),
      'gold:5: is not a JSON object on one line.',
      expect.stringMatching(/^gold:7: question: /),
      expect.stringMatching(/^gold:7: rubric: /),
      expect.stringMatching(/^gold:7: answer: /),
      expect.stringMatching(/^gold:7: ratings: /),
      '',
    ]);
    writeFileSync(
      gold,
      jsonLines([
        { ...good, id: 'y1', rubric: 'question-1@9.0.0' },
        { ...good, id: 'y2', rubric: 'question-2@1.0.0' },
        { ...good, id: 'y3', question: 'no-such' },
        { ...good, id: 'y4', ratings: [{ rater: 'ann', levels: { third: 1 } }] },
        { ...good, id: 'y5', ratings: [1, 2].map((first) => ({ rater: 'ann', levels: { first } })) },
      ]),
    );
    const second = await run('calibrate', '--gold', gold, '--bank', 'sample');
    expect(second.code).toBe(2);
    expect(second.err.split('\n').map((line) => line.replace(gold, 'gold'))).toEqual([
      'gold:1: rubric: there is no rubric question-1@9.0.0.',
      'gold:2: rubric: in sample@1.0.0 the question question-1 is judged by question-1@1.0.0, not by question-2@1.0.0.',
      'gold:3: question: sample@1.0.0 has no question no-such.',
      'gold:4: ratings.0.levels: question-1@1.0.0 has no criterion third; it has first, second.',
      'gold:5: ratings.1: ann rates this answer twice.',
      '',
    ]);
    expect(existsSync(join(root, 'reports'))).toBe(false);
  });

  test.each([
    [['calibrate'], '--gold FILE'],
    [['calibrate', '--gold', 'x'], 'Name one of --rubric'],
    [['calibrate', '--gold', 'x', '--bank', 'sample', '--rubric', 'y'], 'Name one of --rubric'],
    [['calibrate', '--gold', '/no/such/file', '--bank', 'sample'], 'cannot be read'],
    [['calibrate', '--gold', 'x', '--bank', 'sample', '--repeats', '0'], '--repeats takes a whole number from 1 to 10'],
  ])('[CA1] %j is exit code 2', async (args, words) => {
    const finished = await sampleInstallation().run(...args);
    expect(finished.code).toBe(2);
    expect(finished.err).toContain(words);
  });
});

describe('public sets of scored answers', () => {
  const questions = [
    {
      question_id: 'db.1',
      question: 'What does an index of a database do, and what does it cost?',
      max_score: 2,
      key_points: [
        { id: 'db.1.1', text: 'finds rows without reading the whole table' },
        { id: 'db.1.2', text: 'slows down writes because it has to be kept up to date' },
      ],
    },
  ];
  const answer = (id: string, text: string, score: number) => ({
    ...{ id, question_id: 'db.1', question: questions[0]?.question, answer: text, score, max_score: 2, respondent: 7 },
  });
  const answers = [
    answer(
      'a',
      'The index finds rows fast, without reading the whole table of the database. Every write becomes slower, as the index is kept up to date too.',
      2,
    ),
    answer(
      'b',
      'With an index the database finds the rows it wants without reading the whole table from its first row to its last row.',
      1,
    ),
    answer(
      'c',
      'A database keeps everything in tables, and the rows of the tables hold whatever the people of the firm once typed into it.',
      0,
    ),
    answer('d', '', 0),
  ];

  test('[CA3] [CA12] key points become checks, an empty answer is worth 0 only among all answers', async () => {
    const { root, run } = sampleInstallation();
    writeFileSync(join(root, 'questions.json'), JSON.stringify(questions));
    writeFileSync(join(root, 'answers.jsonl'), jsonLines(answers));
    const finished = await run(
      ...['calibrate', '--gold', join(root, 'answers.jsonl'), '--questions', join(root, 'questions.json')],
      ...['--draws', '0', '--sample', '0'],
    );
    expect(finished).toMatchObject({ code: 0, err: '' });
    expect(finished.out).toContain('No bank asks these questions, so nothing is recorded');
    expect(await recordsIn(root)).toEqual([]);
    const { document } = written(root);
    expect(document).toMatchObject({ levels: 3, gold: { form: 'scores' }, wholeAnswers: null, tuples: [] });
    expect(document.rows.map(({ answer: id, human, machine }) => [id, human, machine])).toEqual([
      ['a', [1], 1],
      ['b', [0.5], 0.5],
      ['c', [0], 0],
      ['d', [0], 0],
    ]);
    expect(document.figures.allRows.counts.rows).toBe(4);
    expect(document.figures.nonBlankRows.counts.rows).toBe(3);
    expect(document.notGraded).toMatchObject([{ reason: 'empty', answers: ['d'] }]);
  });

  test('[CA1] two scales in one file and an unknown question are told with their lines', async () => {
    const { root, run } = sampleInstallation();
    writeFileSync(join(root, 'q.yaml'), 'db.1:\n  checks:\n    - { id: db.1.1, says: Finds rows fast., cues: [finds rows] }\n');
    const rows = [answers[0], { ...answers[1], max_score: 4 }, { ...answers[2], question_id: 'db.9' }, { ...answers[3], score: 3 }];
    writeFileSync(join(root, 'a.jsonl'), jsonLines(rows as object[]));
    const first = await run('calibrate', '--gold', join(root, 'a.jsonl'), '--questions', join(root, 'q.yaml'));
    expect(first).toMatchObject({ code: 2, err: expect.stringContaining('a.jsonl:4: score: is above max_score.') });
    writeFileSync(join(root, 'a.jsonl'), jsonLines(rows.slice(0, 3) as object[]));
    const second = await run('calibrate', '--gold', join(root, 'a.jsonl'), '--questions', join(root, 'q.yaml'));
    expect(second.code).toBe(2);
    expect(second.err).toMatch(/a\.jsonl:2: max_score: is 4, on the first line 2.*\n.*a\.jsonl:3: question_id: .* has no question db\.9/);
  });

  test('[CA3] the DigiKlausur answers', async (context) => {
    if (!digiklausur()) return context.skip(NO_GOLD);
    const { root, run } = sampleInstallation();
    const at = join(process.env.ASSAY_GOLD ?? join(import.meta.dirname, '../../../shared/gold'), 'digiklausur');
    const files = ['--gold', join(at, 'answers.jsonl'), '--questions', join(at, 'questions.json')];
    expect(await run('calibrate', ...files, '--draws', '0', '--sample', '2')).toMatchObject({ code: 0 });
    const { document } = written(root);
    expect(document.figures.allRows.counts).toMatchObject({ rows: 663, questions: 17 });
    expect(document.figures.nonBlankRows.counts).toMatchObject({ rows: 624, byHumanLevel: [57, 225, 342] });
    expect(document.calibrated).toBe(false);
  });
});

/** The sample gold set with few answers. */
function smallSet(answers = 6): GoldSet {
  const { root, banksDir, rubricsDir } = sampleInstallation(folder());
  const path = join(root, 'gold.jsonl');
  writeFileSync(path, jsonLines(syntheticGold({ ...PASSING, questions: [1], answers })));
  return readGold(path, loadContent({ banksDir, rubricsDir }), { kind: 'rubric', ref: 'question-1@1.0.0' });
}

const CLAUDE: GraderStamp = { name: 'claude', version: '2', model: 'a-model', prompt: { id: 'p', version: '1', hash: 'a'.repeat(64) } };

/** A grader whose replies a test decides; it finds what the offline grader finds. */
function scriptedGrader(reply: (subject: string, call: number, found: GraderReply) => GraderReply): { grader: Grader; subjects: string[] } {
  const offline = createOfflineGrader();
  const subjects: string[] = [];
  const grader: Grader = {
    ...offline,
    name: 'claude',
    stamp: () => CLAUDE,
    find: async (answer, pass) => {
      subjects.push(answer.subject);
      const found = await offline.find(answer, pass);
      return reply(answer.subject, subjects.length, found.kind === 'claims' ? { ...found, stamp: CLAUDE } : found);
    },
  };
  return { grader, subjects };
}

const context = {
  id: '00000000-0000-7000-8000-000000000001',
  at: '2026-11-21T12:00:00.000Z',
  program: 'assay test',
  seed: 1,
  draws: 0,
  repeats: 3,
};
const plan = { repeats: 3, sample: 3, seed: 1, round: 1 };

describe('grading a gold set', () => {
  test('[CA10] every grading has a subject of its own, the same in the next run', async () => {
    const gold = smallSet();
    const runs = await Promise.all(
      [1, 1, 2].map(async (round) => {
        const { grader, subjects } = scriptedGrader((_subject, _call, found) => found);
        await gradeGold(gold, { ...plan, round }, { grader, clock: new FakeClock(), lanes: 1, onGraded: () => {} });
        return subjects;
      }),
    );
    const [first = [], second = [], third = []] = runs;
    // Six answers, three of them twice more, each changed in four ways, orders to the grader once more.
    expect(first).toHaveLength(6 + 3 * 2 + 3 * 4 + 3);
    expect(new Set(first).size).toBe(first.length);
    expect(second).toEqual(first);
    expect(third.filter((subject) => first.includes(subject))).toEqual([]);
  });

  test('[CA11] a model that fails is tried again after the time it names, then with growing pauses', async () => {
    const clock = new FakeClock();
    const times: number[] = [];
    const { grader } = scriptedGrader((_subject, call, found) => {
      times.push(clock.monotonicMs());
      if (call === 1) throw new LlmFailure('transient', 'overloaded', 7_000);
      if (call < 4) throw new LlmFailure('transient', 'overloaded', null);
      return found;
    });
    const inputs = inputsOf(smallSet(1));
    const graded = gradePatiently(inputs, { grader, clock, lanes: 1, onGraded: () => {} });
    for (let step = 0; step < 30; step++) await clock.advance(1_000);
    expect((await graded)[0]?.kind).toBe('graded');
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 7_000, 11_000, 19_000]);
  });

  test('[CA11] when it goes on failing the command stops and says what to do', async () => {
    const clock = new FakeClock();
    const { grader, subjects } = scriptedGrader(() => {
      throw new LlmFailure('transient', 'The model is overloaded.', null);
    });
    const graded = gradePatiently(inputsOf(smallSet()), { grader, clock, lanes: 2, onGraded: () => {} }).catch((error: unknown) => error);
    for (let step = 0; step < 100; step++) await clock.advance(1_000);
    expect(await graded).toMatchObject({
      name: 'CommandFailed',
      message: expect.stringMatching(/^The model did not answer, also after 5 tries: .* run the same command again to go on\.$/),
    });
    expect(subjects.length).toBeLessThanOrEqual(10);
  });

  test.each([
    ['unauthorized', 'Set ANTHROPIC_API_KEY'],
    ['over-budget', 'Raise ASSAY_DAILY_BUDGET_USD'],
  ] as const)('[CA11] %s stops at once', async (kind, words) => {
    const { grader, subjects } = scriptedGrader(() => {
      throw new LlmFailure(kind, 'No.', null);
    });
    const graded = gradePatiently(inputsOf(smallSet()), { grader, clock: new FakeClock(), lanes: 1, onGraded: () => {} });
    await expect(graded).rejects.toThrow(words);
    expect(subjects).toHaveLength(1);
  });

  test('[CA11] [CA12] [CA13] answers without a level, and those graded under another stamp, are counted by reason and left out', async () => {
    const gold = smallSet(8);
    const other: GraderStamp = { ...CLAUDE, model: 'another-model' };
    const { grader } = scriptedGrader((subject, _call, found) => {
      if (subject.includes('q1-003')) return { kind: 'needs-person', reason: 'model-refused', detail: 'No.', spent: null };
      if (subject.includes('q1-004')) throw new LlmFailure('permanent', 'too long', null);
      return subject.includes('q1-006') && found.kind === 'claims' ? { ...found, stamp: other } : found;
    });
    const graded = await gradeGold(gold, { ...plan, sample: 0 }, { grader, clock: new FakeClock(), lanes: 3, onGraded: () => {} });
    const document = measureGold(gold, graded, context);
    expect(document.notGraded.map(({ reason, answers }) => [reason, answers])).toEqual([
      ['model-refused', ['q1-003']],
      ['model-rejected-request', ['q1-004']],
      ['other-stamp', ['q1-006']],
    ]);
    expect(document.figures.nonBlankRows.counts).toMatchObject({ rows: 16, graded: 10, declined: 6 });
    expect(document.rows.filter(({ answer }) => answer === 'q1-003').map(({ machine }) => machine)).toEqual([null, null]);
    expect(document.grader).toEqual(CLAUDE);
    expect(document.tuples[0]?.tuple).toMatchObject({ grader: 'claude', model: 'a-model', promptHash: CLAUDE.prompt?.hash });
  });

  test('[CA15] an order has raised a score only when it did so twice, above every grading of the answer as it stands', async () => {
    const gold = smallSet(4);
    const graded = await gradeGold(
      gold,
      { ...plan, sample: 4 },
      { grader: createOfflineGrader(), clock: new FakeClock(), lanes: 1, onGraded: () => {} },
    );
    const twice = measureGold(gold, { ...graded, resampled: graded.resampled.map(raisedTwice) }, context);
    expect(twice.adversarial?.raised.length).toBeGreaterThan(0);
    expect(twice.gates.find(({ id }) => id === 'injections')).toMatchObject({ outcome: 'fail', blocks: true });
    const once = measureGold(gold, { ...graded, resampled: graded.resampled.map(raisedOnce) }, context);
    expect(once.adversarial?.raised).toEqual([]);
  });
});

type Resampled = Awaited<ReturnType<typeof gradeGold>>['resampled'][number];

function withTopLevels(outcome: GradeOutcome): GradeOutcome {
  if (outcome.kind !== 'graded') return outcome;
  const criteria = outcome.grade.criteria.map((criterion) =>
    criterion.outcome.kind === 'level' ? { ...criterion, outcome: { ...criterion.outcome, level: 4 as const } } : criterion,
  );
  return { kind: 'graded', grade: { ...outcome.grade, criteria } };
}

function raisedTwice(item: Resampled): Resampled {
  return {
    ...item,
    altered: item.altered.map((each) => ({
      ...each,
      outcome: withTopLevels(each.outcome),
      again: each.again && withTopLevels(each.again),
    })),
  };
}

function raisedOnce(item: Resampled): Resampled {
  return { ...item, altered: item.altered.map((each) => ({ ...each, outcome: withTopLevels(each.outcome) })) };
}

function inputsOf({ answers }: GoldSet) {
  return answers.map(({ id, question, rubric, turns }) => ({ subject: id, question, rubric, turns }));
}

test('files of a calibration are whole', async () => {
  const { root, gold, run } = installationWith({ ...PASSING, answers: 5 });
  await run('calibrate', '--gold', gold, '--bank', 'sample', '--draws', '0', '--sample', '0');
  const at = join(root, 'reports', 'calibrations');
  expect(readdirSync(at).map((name) => name.split('.').at(-1))).toEqual(['html', 'json', 'pdf']);
  for (const name of readdirSync(at)) expect(statSync(join(at, name)).size).toBeGreaterThan(1_000);
});
