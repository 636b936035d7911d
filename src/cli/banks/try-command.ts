import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { sha256 } from '#app/banks/index.ts';
import type { Config } from '#app/config.ts';
import { type GradeOutcome, gradeAnswer, openChecks } from '#app/grading/index.ts';
import { aimedProbe } from '#app/interview/index.ts';
import { LlmFailure } from '#app/ports/index.ts';
import type { Finding, Grade, Rubric } from '#app/protocol/index.ts';
import { answerInput } from '../answer-input.ts';
import { CommandFailed, type Terminal } from '../terminal.ts';
import { findQuestion } from './find-bank.ts';

/** The writer's mirror: answer one question in the terminal and see at once what the grader found. */
export function addTryCommand(banks: Command, terminal: Terminal, config: () => Config): void {
  banks
    .command('try <question>')
    .description('Answer a question (its id, or bank/id) in the terminal and see the findings, the levels and the follow-up.')
    .option('--answer <file>', 'read the answer from a file instead of the terminal')
    .option('--json', 'print the grade as JSON')
    .action(async (name: string, options: { answer?: string; json?: boolean }) => {
      const { composeGrading } = await import('#app/compose/index.ts');
      const { content, grader } = composeGrading(config());
      const { source, question } = findQuestion(content, name);
      const rubric = content.rubrics.get(question.rubric);
      if (!rubric) throw new CommandFailed(`The rubric ${question.rubric} is not there. Run: assay banks check`);
      if (!options.json) terminal.out(`${source.ref}, ${question.id}: ${question.title}\n\n${question.prompt}\n`);
      if (options.answer === undefined) terminal.err('Write your answer. End it with Ctrl-D on a line of its own.');
      const answer = options.answer === undefined ? await terminal.readAll() : readAnswer(options.answer);
      const input = answerInput(question, rubric, answer);
      try {
        const outcome = await gradeAnswer(input, grader, { gradedAt: new Date().toISOString(), sha256 });
        if (options.json) return terminal.out(JSON.stringify(outcome, null, 2));
        for (const line of describe(outcome, rubric.rubric)) terminal.out(line);
        const probe = aimedProbe(input.question, await openChecks(input, grader, { sha256 }));
        const asked = question.probes.find(({ id }) => id === probe?.probeId);
        terminal.out(asked ? `\nThe follow-up would be (${asked.aims}): ${asked.ask}` : '\nNo follow-up would be asked.');
      } catch (error) {
        if (error instanceof LlmFailure) throw new CommandFailed(`The model did not answer: ${error.message}.`);
        throw error;
      }
    });
}

function readAnswer(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandFailed(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function describe(outcome: GradeOutcome, rubric: Rubric): string[] {
  if (outcome.kind === 'needs-person') return [`A person has to look: ${outcome.detail}`];
  const { grade } = outcome;
  const flags = grade.flags.length > 0 ? ['', `Flags: ${grade.flags.join(', ')}`] : [];
  return [...rubric.criteria.flatMap((criterion) => ['', ...describeCriterion(criterion, grade)]), ...flags];
}

function describeCriterion(criterion: Rubric['criteria'][number], grade: Grade): string[] {
  const outcome = grade.criteria.find((result) => result.criterion === criterion.id)?.outcome;
  const head =
    outcome?.kind === 'level'
      ? `${criterion.id} (${criterion.dimension}): level ${outcome.level}, ${outcome.points} of ${outcome.maxPoints} points`
      : `${criterion.id} (${criterion.dimension}): not assessable (${outcome?.reason ?? 'no outcome'})`;
  const anchor = outcome?.kind === 'level' ? [`  ${criterion.anchors[outcome.level]}`, ...outcome.limits.map((limit) => `  ${limit}`)] : [];
  const found = (id: string) => grade.findings.find((finding) => finding.check === `${criterion.id}/${id}`);
  const checks = criterion.checks.flatMap(({ id, points, says }) => describeFinding(found(id), `${id}, ${points}`, says));
  const claims = criterion.misconceptions.flatMap(({ id, caps, says }) =>
    found(id)?.verdict === 'met' ? describeFinding(found(id), `${id}, holds the level at ${caps}`, says) : [],
  );
  return [head, ...anchor, ...checks, ...claims];
}

function describeFinding(finding: Finding | undefined, name: string, says: string): string[] {
  const verdict = finding?.verdict ?? 'cannot-tell';
  return [
    `  ${verdict.padEnd(12)} ${says} (${name})`,
    ...(finding?.quotes ?? []).map(({ text }) => `               “${text.replaceAll(/\s+/g, ' ')}”`),
    ...(finding?.rejected ?? []).map(({ text, why }) => `               rejected, ${why}: “${text.replaceAll(/\s+/g, ' ')}”`),
  ];
}
