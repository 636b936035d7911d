import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type LoadedBank, sha256 } from '#app/banks/index.ts';
import { createOfflineGrader, gradeAnswer } from '#app/grading/index.ts';
import { answerInput } from '../../src/cli/answer-input.ts';
import { newestBanks, shipped } from '../shipped-content.ts';

/**
 * The exemplars are the regression set of every grader. The golden file holds the offline grader's mean absolute error in levels for
 * each bank; it may only improve. `ASSAY_UPDATE_GOLDEN=1` writes better values into it, and never a worse one.
 */
const GOLDEN = join(import.meta.dirname, 'offline-exemplars.golden.json');
const golden = z.record(z.string(), z.number()).parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
const LEAST_ORDERED = 0.9;
const grader = createOfflineGrader();

interface Judged {
  readonly criterion: string;
  readonly expert: number;
  readonly machine: number | null;
}

async function judgedExemplars({ bank }: LoadedBank): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const question of bank.questions) {
    const rubric = shipped.rubrics.get(question.rubric);
    if (!rubric) throw new Error(`no rubric ${question.rubric}`);
    for (const exemplar of rubric.rubric.exemplars) {
      const outcome = await gradeAnswer(answerInput(question, rubric, exemplar.answer), grader, {
        gradedAt: '2026-01-01T00:00:00.000Z',
        sha256,
      });
      if (outcome.kind !== 'graded') throw new Error(`${question.id}: ${outcome.detail}`);
      for (const { criterion, outcome: result } of outcome.grade.criteria) {
        judged.push({
          criterion: `${question.id}/${criterion}`,
          expert: exemplar.levels[criterion] ?? Number.NaN,
          machine: result.kind === 'level' ? result.level : null,
        });
      }
    }
  }
  return judged;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the offline grader on the exemplars', () => {
  test.each(newestBanks.map((source) => [source.bank.bank, source] as const))(
    '%s: good above weak, and no further from the expert than before',
    async (name, source) => {
      const judged = await judgedExemplars(source);
      const criteria = new Map<string, Judged[]>();
      for (const one of judged) criteria.set(one.criterion, [...(criteria.get(one.criterion) ?? []), one]);
      const ordered = [...criteria].flatMap(([criterion, of]) => {
        const levelsWhere = (holds: (expert: number) => boolean) =>
          of.filter(({ expert }) => holds(expert)).map(({ machine }) => machine ?? 0);
        const [weak, good] = [levelsWhere((level) => level <= 1), levelsWhere((level) => level >= 3)];
        return weak.length === 0 || good.length === 0 ? [] : [{ criterion, holds: mean(good) > mean(weak) }];
      });
      expect(ordered.length).toBe(criteria.size);
      const share = mean(ordered.map(({ holds }) => (holds ? 1 : 0)));
      expect(
        share,
        ordered
          .filter(({ holds }) => !holds)
          .map(({ criterion }) => criterion)
          .join(),
      ).toBeGreaterThanOrEqual(LEAST_ORDERED);

      const error = Number(
        mean(judged.flatMap(({ expert, machine }) => (machine === null ? [] : [Math.abs(machine - expert)]))).toFixed(3),
      );
      process.stdout.write(`${name}: mean absolute error on the exemplars ${error} levels, criteria ordered ${share.toFixed(3)}\n`);
      if (process.env.ASSAY_UPDATE_GOLDEN && error < (golden[name] ?? Number.POSITIVE_INFINITY)) {
        golden[name] = error;
        writeFileSync(GOLDEN, `${JSON.stringify(golden, null, 2)}\n`);
      }
      expect(error).toBeLessThanOrEqual(golden[name] ?? 0);
    },
  );
});
