import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ReportDocument } from '#app/protocol/index.ts';
import { newestBanks, shipped } from '../shipped-content.ts';
import { folder, runAssay } from './run-assay.ts';

const SAMPLES = join(import.meta.dirname, '../../reports/samples');
const bank = newestBanks.find((source) => source.bank.bank === 'applied-ml');

/** For every question of the bank, its exemplar whose mean level is nearest to `level`. */
function exemplars(level: number): Record<string, { answer: string }> {
  return Object.fromEntries(
    (bank?.bank.questions ?? []).map((question) => {
      const mean = (levels: Readonly<Record<string, number>>) =>
        Object.values(levels).reduce((sum, value) => sum + value, 0) / Object.values(levels).length;
      const [nearest] = [...(shipped.rubrics.get(question.rubric)?.rubric.exemplars ?? [])].sort(
        (a, b) => Math.abs(mean(a.levels) - level) - Math.abs(mean(b.levels) - level),
      );
      return [question.id, { answer: nearest?.answer ?? '' }];
    }),
  );
}

async function simulate(answers: unknown, ...more: string[]): Promise<ReportDocument> {
  const out = folder();
  const file = join(out, 'answers.json');
  writeFileSync(file, JSON.stringify(answers));
  const run = await runAssay(['simulate', '--bank', 'applied-ml', '--answers', file, '--out', out, '--seed', '3', ...more]);
  expect(run.err).toBe('');
  expect(run.code).toBe(0);
  expect(readFileSync(join(out, 'report.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  return ReportDocument.parse(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')));
}

const scoreOf = (report: ReportDocument) => (report.overall.kind === 'score' ? report.overall.score : null);

function quotesHold(report: ReportDocument): void {
  for (const question of report.questions) {
    const texts = new Map(question.turns.map((turn) => [turn.id, turn.text]));
    for (const finding of question.criteria.flatMap((criterion) => criterion.findings)) {
      for (const quote of finding.quotes) expect(texts.get(quote.turnId)?.slice(quote.start, quote.end)).toBe(quote.text);
      if (finding.verdict === 'met' || finding.verdict === 'partial') expect(finding.quotes.length).toBeGreaterThan(0);
    }
  }
}

describe('assay simulate', () => {
  test('exemplars of level 3 and 4, of 1 and 2, and of 0 give overall scores in that order, on verified quotes only', async () => {
    const [strong, middling, weak] = await Promise.all([simulate(exemplars(4)), simulate(exemplars(1.5)), simulate(exemplars(0))]);
    for (const report of [strong, middling, weak]) quotesHold(report);
    expect(scoreOf(strong)).toBeGreaterThan((scoreOf(middling) ?? 4) + 0.5);
    expect(scoreOf(middling)).toBeGreaterThan((scoreOf(weak) ?? 4) + 0.5);
  });

  test.each(newestBanks.map(({ bank: { bank: name } }) => [name]))(
    'completes for %s, and the sample report is what it makes',
    async (name) => {
      const out = folder();
      const answers = join(SAMPLES, `${name}.answers.yaml`);
      const run = await runAssay(['simulate', '--bank', name, '--answers', answers, '--out', out, '--seed', '3', '--json']);
      expect(run.code).toBe(0);
      const made = ReportDocument.parse(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')));
      const sample = ReportDocument.parse(JSON.parse(readFileSync(join(SAMPLES, `${name}.json`), 'utf8')));
      const lasting = ({ overall, band, dimensions, questions }: ReportDocument) => ({
        overall,
        band,
        dimensions,
        levels: questions.map(({ questionId, criteria }) => [questionId, criteria.map(({ criterion, outcome }) => [criterion, outcome])]),
      });
      expect(lasting(sample), 'make the samples again: npm run samples').toEqual(lasting(made));
      expect(made.questions.every(({ status }) => status.kind === 'graded')).toBe(true);
      expect(
        readFileSync(join(SAMPLES, `${name}.pdf`))
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
      quotesHold(made);
    },
  );

  test('an empty set is not assessable, an off-topic one is not assessable or level 0; neither is an exception', async () => {
    const offTopic = Object.fromEntries(
      Object.keys(exemplars(0)).map((id) => [
        id,
        { answer: 'My grandmother bakes bread on Sundays. The oven is old, and the kitchen smells of rosemary and of wood all morning.' },
      ]),
    );
    const [empty, off] = await Promise.all([simulate({}), simulate(offTopic)]);
    expect(empty.overall.kind).toBe('none');
    expect(empty.questions.every((question) => question.status.kind === 'unanswered')).toBe(true);
    for (const criterion of off.questions.flatMap((question) => question.criteria)) {
      if (criterion.outcome.kind === 'level') expect(criterion.outcome.level).toBe(0);
      else expect(['off-topic', 'empty']).toContain(criterion.outcome.reason);
    }
  });

  test('the same seed asks the same questions; replies to follow-ups are used; --json prints the outcome', async () => {
    const out = folder();
    const file = join(out, 'answers.json');
    const withReplies = Object.fromEntries(
      Object.entries(exemplars(1.5)).map(([id, given]) => [
        id,
        { ...given, probes: ['One more thing: I would look at this from the other side first.'] },
      ]),
    );
    writeFileSync(file, JSON.stringify(withReplies));
    const run = await runAssay(['simulate', '--bank', 'applied-ml', '--answers', file, '--out', out, '--seed', '3', '--json']);
    const printed = JSON.parse(run.out) as { questions: { questionId: string }[] };
    const report = ReportDocument.parse(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')));
    expect(printed.questions.map((question) => question.questionId)).toEqual(report.questions.map((question) => question.questionId));
    expect(report.questions.flatMap((question) => question.turns).filter((turn) => turn.kind === 'probe-answer').length).toBeGreaterThan(0);
  });

  test.each([
    ['a bank that is not there', ['--bank', 'nothing'], /no bank nothing\. Installed: .*applied-ml@1\.0\.0/],
    ['a seed that is no number', ['--bank', 'applied-ml', '--seed', 'x'], /--seed takes a whole number/],
    ['a question that the bank does not have', ['--bank', 'applied-ml'], /has no question made-up/],
  ])('%s is one clear sentence, exit code 1', async (_name, args, sentence) => {
    const out = folder();
    const file = join(out, 'answers.yaml');
    writeFileSync(file, 'made-up: { answer: "x" }\n');
    const run = await runAssay(['simulate', ...args, '--answers', file, '--out', out]);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(sentence);
    expect(run.err.trim().split('\n')).toHaveLength(1);
  });
});
