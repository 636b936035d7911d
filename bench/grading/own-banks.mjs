// The offline grader beside two blind raters on the answers of our own banks. Cues were widened and, for most rubrics, weights fitted while
// looking at these very answers: the figures say how well the grader reads what its rubrics foresee, not how well it reads the next answer.
import { join } from 'node:path';
import { loadContent, newestOfEach, readBlindReading, sha256 } from '../../dist/banks/index.js';
import { answerInput } from '../../dist/cli/answer-input.js';
import { createOfflineGrader, gradeAnswer, levelsFrom } from '../../dist/grading/index.js';
import { calibrationMetrics, contentTokens } from '../../dist/measurement/index.js';
import { figure, row, say } from './table.mjs';

const LEVELS = 5;
const GRADED_AT = '2000-01-01T00:00:00.000Z';

export async function measureOwnBanks(bootstrap) {
  const root = join(import.meta.dirname, '../..');
  const content = loadContent({ banksDir: join(root, 'question-banks'), rubricsDir: join(root, 'rubrics') });
  const grader = createOfflineGrader();
  say('\n# Our own banks: levels of each criterion, offline grader beside two blind raters (in-sample, see docs/offline-grader.md)');
  for (const source of newestOfEach(content.banks.values())) {
    const rows = [];
    for (const { question: id, writer, text, verdicts } of readBlindReading(source)?.answers ?? []) {
      const question = source.bank.questions.find((each) => each.id === id);
      const loaded = content.rubrics.get(question.rubric);
      const outcome = await gradeAnswer(answerInput(question, loaded, text), grader, { gradedAt: GRADED_AT, sha256 });
      for (const criterion of loaded.rubric.criteria) {
        const ofRater = (rater) => {
          const findings = Object.entries(verdicts).map(([check, pair]) => ({ check, verdict: pair[rater] }));
          return levelsFrom(criterion, findings, []).level / (LEVELS - 1);
        };
        const result = outcome.grade.criteria.find((each) => each.criterion === criterion.id).outcome;
        rows.push({
          id: `${id} ${criterion.id} ${writer}`,
          questionId: id,
          human: [ofRater(0), ofRater(1)],
          machine: result.kind === 'level' ? result.level / (LEVELS - 1) : null,
          contentTokens: contentTokens(text),
          blank: false,
        });
      }
    }
    const { nonBlankRows } = calibrationMetrics(rows, { levels: LEVELS, bootstrap });
    row(`${source.ref} (${nonBlankRows.graded.rows})`, nonBlankRows.graded.metrics, figure);
  }
}
