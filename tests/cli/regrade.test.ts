import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { composeProduct, type Product } from '#app/compose/index.ts';
import { parseConfig } from '#app/config.ts';
import type { ReportDocument } from '#app/protocol/index.ts';
import { RegradeComparison } from '../../src/cli/regrade/comparison.ts';
import { runName } from '../../src/cli/regrade/run-name.ts';
import { sitScreen } from '../../src/cli/simulated-candidate.ts';
import { BREAD_ANSWER, breadRubric } from '../banks/bread-rubric.ts';
import { sampleBank } from '../banks/sample-content.ts';
import { StubBatchesApi } from '../faults/stub-batches-api.ts';
import { honestly, messageOf } from '../faults/stub-messages-api.ts';
import { folder, runAssay } from './run-assay.ts';
import { writeSample } from './write-sample-content.ts';

/** Each starts a server, sits a whole screen and runs the program several times. */
const LONG = { timeout: 180_000 };
const SCREEN_ID = '00000000-0000-7000-8000-000000000001';
interface Installation {
  readonly product: Product;
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  assay(...args: string[]): ReturnType<typeof runAssay>;
}

/** A server on a folder of its own, in this process, with two versions of a bank and one screen, drawn from the older and graded offline. */
async function served(): Promise<Installation> {
  const root = folder();
  const env = { ...writeSample(root), PORT: '0', ASSAY_DATA: join(root, 'data'), ASSAY_REPORTS: join(root, 'reports'), ASSAY_LOG: 'error' };
  const assay = (...args: string[]) => runAssay(args, env, root);
  writeNext(root);
  for (const ref of ['sample@1.0.0', 'sample@1.1.0']) expect(await assay('banks', 'publish', ref)).toMatchObject({ code: 0, err: '' });
  const product = await composeProduct(parseConfig({ flags: {}, env, dotenv: '', cwd: root }).config);
  onTestFinished(() => product.close());
  await product.listen();
  const invited = await product.engine.invite(
    {
      screenId: SCREEN_ID,
      candidate: { name: 'Adalbert Examplesmith', email: 'adalbert@example.org' },
      bank: 'sample@1.0.0',
      role: 'Machine-learning engineer',
      company: 'Example company',
      contact: 'hiring@example.org',
      aiPolicy: 'closed',
      accommodations: { timeMultiplier: 1, clock: 'shown' },
      seed: 1,
    },
    { role: 'recruiter', id: 'r' },
  );
  if (!invited.ok) throw new Error(invited.code);
  const session = await product.engine.exchange({ token: new URL(invited.value.link).hash.slice('#t='.length), deviceLogin: null });
  if (!session.ok) throw new Error(session.code);
  const answers = new Map(sampleBank().questions.map(({ id }) => [id, { answer: BREAD_ANSWER }]));
  await sitScreen(product.engine, session.value, answers);
  await product.engine.idle();
  return { product, root, env, assay };
}

/** sample@1.1.0, whose first question is judged by a rubric with other words and other points. */
function writeNext(root: string): void {
  writeFileSync(join(root, 'rubrics/question-1/1.1.0.yaml'), stringify(breadRubric('1.1.0', 3)));
  const bank = sampleBank();
  const questions = bank.questions.map((question, index) => (index === 0 ? { ...question, rubric: 'question-1@1.1.0' } : question));
  writeFileSync(join(root, 'banks/sample/1.1.0.yaml'), stringify({ ...bank, version: '1.1.0', questions }));
}

function written(root: string, run: string): { comparison: RegradeComparison; page: string } {
  const out = join(root, 'reports', `regrade-${run}`);
  return {
    comparison: RegradeComparison.parse(JSON.parse(readFileSync(join(out, 'comparison.json'), 'utf8'))),
    page: readFileSync(join(out, 'comparison.html'), 'utf8'),
  };
}

async function reportOf({ product }: Installation): Promise<ReportDocument> {
  const report = await product.engine.report(SCREEN_ID);
  if (!report.ok) throw new Error(report.code);
  return report.value.document;
}

describe('assay regrade', () => {
  test(
    'beside a running server: compares, then records a newer rubric once; says what may not be compared, and names nobody',
    LONG,
    async () => {
      const installation = await served();
      const before = await reportOf(installation);
      const run = await installation.assay('regrade', '--all', '--run', 'dry-run');
      expect(run).toMatchObject({ code: 0, err: '' });
      expect(run.out).toContain('6 answers of 1 screens graded again; nothing was recorded.');
      expect(run.out).toContain('Levels that may be compared: 12 of 12 unchanged, mean shift 0.00 levels.');
      const dry = written(installation.root, 'dry-run');
      expect(dry.comparison).toMatchObject({
        run: 'dry-run',
        recorded: false,
        comparable: { answers: 6, answersUnchanged: 6, exactAgreement: 1 },
        notComparable: { answers: 0 },
        cost: { gradesMicroUsd: 0, paidMicroUsd: 0 },
      });
      for (const text of [JSON.stringify(dry.comparison), dry.page]) expect(text).not.toMatch(/Adalbert|Examplesmith|example\.org/);
      expect(await reportOf(installation)).toEqual(before);

      const record = () =>
        installation.assay('regrade', '--bank', 'sample', '--rubric', 'question-1@1.1.0', '--run', 'new-rubric', '--record', '--json');
      const first = await record();
      expect(first).toMatchObject({ code: 0, err: '' });
      const printed = RegradeComparison.parse(JSON.parse(first.out));
      const { comparison, page } = written(installation.root, 'new-rubric');
      expect(printed).toEqual(comparison);
      const answer = comparison.answers.find(({ questionId }) => questionId === 'question-1');
      expect(answer).toMatchObject({
        recorded: 'now',
        mayCompare: false,
        whyNot: 'The rubrics differ in what levels are computed from.',
        rubric: { before: 'question-1@1.0.0', after: 'question-1@1.1.0', change: 'different-structure' },
        needsLook: true,
      });
      expect(comparison.notComparable).toMatchObject({ answers: 1, answersUnchanged: 0 });
      expect(comparison.comparable).toMatchObject({ answers: 5, answersUnchanged: 5 });
      expect(comparison.rubrics.find(({ change }) => change !== 'same')?.changes).toContain('criterion first: check a: points 2 → 3');
      expect(page).toContain('another structure: levels may not be compared');
      expect(page).toContain('&lt;b&gt;bread&lt;/b&gt;');
      expect(page).not.toContain('<b>');

      const question = (await reportOf(installation)).questions.find(({ questionId }) => questionId === 'question-1');
      expect(question).toMatchObject({ rubric: { ref: 'question-1@1.1.0' }, status: { regraded: { run: 'new-rubric' } } });
      const row = (await installation.product.engine.screens()).find(({ screenId }) => screenId === SCREEN_ID);
      expect(row?.overall).toEqual(comparison.screens[0]?.after.overall);

      const again = RegradeComparison.parse(JSON.parse((await record()).out));
      expect(again.answers.map(({ recorded }) => recorded)).toEqual(Array.from({ length: 6 }, () => 'earlier'));
      expect(again.answers.map(({ levels }) => levels)).toEqual(comparison.answers.map(({ levels }) => levels));
      expect(again.screens).toEqual(comparison.screens);
    },
  );

  test('without a server it renders the changed report itself', LONG, async () => {
    const installation = await served();
    await installation.product.close();
    const pdfs = () => readdirSync(join(installation.root, 'reports')).filter((name) => name.endsWith('.pdf'));
    const before = pdfs().length;
    const run = await installation.assay('regrade', '--screen', SCREEN_ID, '--record');
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toMatch(/^Run \d{4}-\d\d-\d\d-offline-own-rubrics: 6 answers of 1 screens graded again and recorded\./);
    expect(pdfs().length).toBe(before + 1);
  });

  test('[EN21] in batches: a model is asked for everything that is known at once, and nothing else', LONG, async () => {
    const { root, env, product } = await served();
    await product.close();
    const stub = await StubBatchesApi.start((items) =>
      items.map(({ name, body }) => [name, { type: 'succeeded', message: messageOf(honestly(body)) }] as const),
    );
    onTestFinished(() => stub.close());
    stub.ended = true;
    const claude = { ...env, ASSAY_GRADER: 'claude', ANTHROPIC_API_KEY: 'a-key-of-a-test', ANTHROPIC_BASE_URL: stub.url };
    const regrade = () => runAssay(['regrade', '--all', '--run', 'cheap', '--record', '--economy'], claude, root);
    const run = await regrade();
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('6 answers of 1 screens graded again and recorded.');
    expect(stub.batches[0]).toHaveLength(6);
    const asked = stub.batches.length;
    expect((await regrade()).code).toBe(0);
    expect(stub.batches).toHaveLength(asked);
    expect(await runAssay(['regrade', '--all', '--economy'], env, root)).toMatchObject({ code: 2 });
  });

  test('what cannot be done is one clear sentence, exit code 1', LONG, async () => {
    const root = folder();
    const env = writeSample(root);
    const refusals = [
      [[], 'Say which screens: one of --screen, --bank and --all.'],
      [['--all', '--bank', 'sample'], 'Say which screens: one of --screen, --bank and --all.'],
      [['--screen', '00000000-0000-7000-8000-00000000000f'], 'There is no such screen.'],
      [['--all', '--run', 'Not A Slug'], '--run Not A Slug: use lower-case letters, digits and hyphens, at most 64.'],
      [['--all', '--rubric', 'question-1@9.9.9'], 'The rubric question-1@9.9.9 is not installed.'],
    ] as const;
    for (const [args, sentence] of refusals)
      expect(await runAssay(['regrade', ...args], env, root)).toEqual({ code: 1, out: '', err: `${sentence}\n` });
    expect((await runAssay(['regrade', '--help'])).out).toContain('works while a server runs on the same data folder');
  });

  test('a run is named for the day, the grader and the rubrics, and long names stay apart', () => {
    const at = '2026-11-21T10:00:00.000Z';
    const name = (model: string | null, ...rubrics: string[]) =>
      runName({ at, grader: model === null ? 'offline' : 'claude', model, rubrics });
    expect(name(null)).toBe('2026-11-21-offline-own-rubrics');
    expect(name('claude-sonnet-5-5', 'gap@1.1.0')).toBe('2026-11-21-claude-sonnet-5-5-gap-1-1-0');
    const many = Array.from({ length: 9 }, (_, index) => `a-rubric-with-a-name-${index}@1.1.0`);
    expect(name(null, ...many).length).toBeLessThanOrEqual(64);
    expect(name(null, ...many)).toBe(name(null, ...many.toReversed()));
    expect(name(null, ...many)).not.toBe(name(null, ...many.slice(1)));
  });
});
