import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '#app/config.ts';
import type { ReportDocument } from '#app/protocol/index.ts';
import { findBank } from './banks/find-bank.ts';
import { readGivenAnswers } from './given-answers.ts';
import { sitScreen } from './simulated-candidate.ts';
import { CommandFailed, type Terminal } from './terminal.ts';

interface Options {
  bank: string;
  answers: string;
  out: string;
  seed: string;
  json?: boolean;
}

/** Runs a whole screen with given answers, in memory, through the same engine and protocol as a browser, and writes its report. */
export function addSimulateCommand(program: Command, terminal: Terminal, config: () => Config): void {
  program
    .command('simulate')
    .description('Run a whole screen with given answers and write its report as PDF and JSON.')
    .requiredOption('--bank <bank>', 'bank to draw the form from, such as applied-ml or applied-ml@1.0.0')
    .requiredOption(
      '--answers <file>',
      'YAML or JSON: {question id: {answer: text, probes: [text]}}; questions without an answer are skipped',
    )
    .requiredOption('--out <folder>', 'where report.pdf and report.json go')
    .option('--seed <number>', 'seed of the form', '1')
    .option('--json', 'print the outcome as JSON')
    .action(async (options: Options) => {
      const seed = Number(options.seed);
      if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff)
        throw new CommandFailed('--seed takes a whole number from 0 to 4294967295.');
      const answers = readGivenAnswers(options.answers);
      const { composeSimulation } = await import('#app/compose/index.ts');
      const product = await composeSimulation(config());
      try {
        const bank = findBank(product.content, options.bank);
        const known = new Set(bank.bank.questions.map((question) => question.id));
        const unknown = [...answers.keys()].filter((id) => !known.has(id));
        if (unknown.length > 0) throw new CommandFailed(`${bank.ref} has no question ${unknown.join(', ')}.`);
        const { document, pdf } = await product.run({ bank: bank.ref, seed }, (engine, session) => sitScreen(engine, session, answers));
        mkdirSync(options.out, { recursive: true });
        writeFileSync(join(options.out, 'report.json'), `${JSON.stringify(document, null, 2)}\n`);
        if (!pdf) throw new CommandFailed('The PDF could not be drawn; report.json was written.');
        writeFileSync(join(options.out, 'report.pdf'), pdf);
        terminal.out(
          options.json
            ? JSON.stringify(outcome(document), null, 2)
            : `${inWords(document)}\nWritten: ${join(options.out, 'report.pdf')}, report.json`,
        );
      } finally {
        await product.close();
      }
    });
}

export function outcome(document: ReportDocument) {
  const { overall, band, dimensions, provenance, questions } = document;
  return {
    overall,
    band,
    dimensions: dimensions.map(({ dimension, outcome: score }) => ({ dimension, score })),
    questions: questions.map(({ questionId, status, criteria }) => ({
      questionId,
      status: status.kind,
      levels: Object.fromEntries(criteria.map((criterion) => [criterion.criterion, criterion.outcome])),
    })),
    quotes: provenance.quotes,
  };
}

export function inWords({ overall, band }: ReportDocument): string {
  const score =
    overall.kind === 'score'
      ? `Overall ${overall.score.toFixed(2)} of 4 (${overall.graded} of ${overall.of} criteria graded)`
      : `No overall score: ${overall.why}`;
  const where =
    band.kind === 'band' ? band.band : band.kind === 'between' ? `between ${band.lower} and ${band.upper}` : `no band: ${band.why}`;
  return `${score}; ${where}.`;
}
