import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import cliProgress from 'cli-progress';
import type { Command } from 'commander';
import { z } from 'zod';
import { sha256 } from '#app/banks/index.ts';
import type { Config } from '#app/config.ts';
import { gradeAnswer } from '#app/grading/index.ts';
import { LlmFailure } from '#app/ports/index.ts';
import { answerInput } from './answer-input.ts';
import { CommandFailed, type Terminal } from './terminal.ts';

const AnswerLine = z.object({ id: z.string().min(1), answer: z.string() });
type AnswerLine = z.infer<typeof AnswerLine>;
const GradedLine = z.object({ id: z.string() });

interface Options {
  rubric: string;
  answers: string;
  out: string;
  lanes: string;
}

/** Grades stored answers. A second run goes on where the first one stopped: ids that stand in the output are not graded again. */
export function addGradeCommand(program: Command, terminal: Terminal, config: () => Config): void {
  program
    .command('grade')
    .description('Grade stored answers against one rubric, in parallel; a second run goes on where the first stopped.')
    .requiredOption('--rubric <reference>', 'rubric version, such as offline-online-gap@1.0.0')
    .requiredOption('--answers <file>', 'JSON lines: {"id", "answer"}')
    .requiredOption('--out <file>', 'JSON lines: {"id", "grade"} or {"id", "needsPerson"}, appended as they are ready')
    .option('--lanes <number>', 'answers graded at once', '8')
    .action(async (options: Options) => {
      const lanes = Number(options.lanes);
      if (!Number.isInteger(lanes) || lanes < 1 || lanes > 64) throw new CommandFailed('--lanes takes a whole number from 1 to 64.');
      const { composeGrading } = await import('#app/compose/index.ts');
      const { content, grader } = composeGrading(config());
      const rubric = content.rubrics.get(options.rubric);
      if (!rubric) throw new CommandFailed(`There is no rubric ${options.rubric}. Installed: ${[...content.rubrics.keys()].join(', ')}.`);
      const question = [...content.banks.values()]
        .flatMap(({ bank }) => bank.questions)
        .find((candidate) => candidate.rubric === options.rubric);
      if (!question) throw new CommandFailed(`No bank has a question with the rubric ${options.rubric}.`);

      const all = readLines(options.answers, AnswerLine);
      dropHalfLine(options.out);
      const done = new Set(existsSync(options.out) ? readLines(options.out, GradedLine).map(({ id }) => id) : []);
      const left = all.filter(({ id }) => !done.has(id));
      const bar = new cliProgress.SingleBar({
        format: 'graded {value} of {total} [{bar}] {eta_formatted} left',
        noTTYOutput: false,
        stream: process.stderr,
      });
      if (terminal.interactive) bar.start(all.length, done.size);
      let needsPerson = 0;
      const gradeOne = async (line: AnswerLine) => {
        const gradedAt = new Date().toISOString();
        const outcome = await gradeAnswer(answerInput(question, rubric, line.answer), grader, { gradedAt, sha256 });
        if (outcome.kind === 'needs-person') needsPerson += 1;
        const row =
          outcome.kind === 'graded'
            ? { id: line.id, grade: outcome.grade }
            : { id: line.id, needsPerson: { reason: outcome.reason, detail: outcome.detail } };
        appendFileSync(options.out, `${JSON.stringify(row)}\n`);
        bar.increment();
      };
      const queue = left[Symbol.iterator]();
      await Promise.all(
        Array.from({ length: lanes }, async () => {
          for (const line of queue) await gradeOne(line);
        }),
      )
        .catch((error: unknown) => {
          if (error instanceof LlmFailure)
            throw new CommandFailed(
              `The model did not answer: ${error.message}. What was graded is kept; run the same command again to go on.`,
            );
          throw error;
        })
        .finally(() => bar.stop());
      terminal.err(
        `${left.length} graded${done.size > 0 ? `, ${done.size} were there already` : ''}${needsPerson > 0 ? `, ${needsPerson} need a person` : ''}.`,
      );
    });
}

/** A run that was killed may have left half a line at the end; its answer is graded again. */
function dropHalfLine(file: string): void {
  if (!existsSync(file)) return;
  const text = readFileSync(file);
  const whole = text.lastIndexOf(0x0a) + 1;
  if (whole < text.length) truncateSync(file, whole);
}

function readLines<T>(file: string, schema: z.ZodType<T>): T[] {
  if (!existsSync(file)) throw new CommandFailed(`There is no file ${file}.`);
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      const row = parseLine(line, schema);
      if (row === null) throw new CommandFailed(`${file}:${index + 1}: is not a line of the expected form.`);
      return [row];
    });
}

function parseLine<T>(line: string, schema: z.ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
