// The offline grader on 663 human-graded exam answers that nothing of it was fitted on: the tables of docs/offline-grader.md.
import { createOfflineGrader } from '../../dist/grading/index.js';
import { calibrationMetrics, comparePredictions, contentTokens } from '../../dist/measurement/index.js';
import { balanced, calibrated, linear, sameSpread } from './calibration.mjs';
import { blindChecks, gradeText, readExam, rubricOf } from './exam.mjs';
import { probesFor } from './probes.mjs';
import { figure, row, say, signed } from './table.mjs';

const LEVELS = 3;

/** @param folder of questions.json, answers.jsonl and floor_predictions.jsonl */
export async function measureDigiklausur(folder, bootstrap) {
  const options = { levels: LEVELS, bootstrap };
  const exam = readExam(folder);
  const grader = createOfflineGrader();

  for (const [title, wordings] of [
    ['with the blind wordings of the key points', blindChecks()],
    ['with the bare key points', null],
  ]) {
    const rubrics = new Map(exam.questions.map((question) => [question.question_id, rubricOf(question, wordings)]));
    const graded = new Map();
    for (const { id, question_id, answer } of exam.answers) {
      const question = exam.questions.find((each) => each.question_id === question_id);
      graded.set(id, await gradeText(question, rubrics.get(question_id), answer, grader));
    }
    const declined = [...graded.values()].filter(({ expected }) => expected === null).length;
    say(
      `\n# DigiKlausur, offline grader, ${title}\n\n${graded.size} answers, ${declined} declined (not in English), draws ${bootstrap.draws}, seed ${bootstrap.seed}`,
    );
    for (const score of ['points', 'expected']) {
      await report(score, (id) => graded.get(id)[score]);
      if (score === 'expected' && wordings) {
        const rows = exam.answers
          .filter(({ answer }) => answer.trim() !== '')
          .map((answer) => ({
            id: answer.id,
            question: answer.question_id,
            human: answer.score / answer.max_score,
            machine: graded.get(answer.id)[score],
          }));
        for (const [name, mapFrom] of Object.entries({ linear, balanced, 'same spread': sameSpread })) {
          const scores = calibrated(rows, mapFrom);
          const byId = new Map(rows.map((row, index) => [row.id, scores[index]]));
          await report(`${score}, ${name} on other questions`, (id) => (byId.has(id) ? byId.get(id) : 0));
        }
      }
    }
    await reportProbes(rubrics, graded);
  }
  say('\n# DigiKlausur, the floors (calibrated in five folds by question)');
  for (const floor of ['length_only', 'content_only', 'content_and_length']) {
    await report(floor, (id) => exam.floors.get(id)?.[floor] ?? 0, false);
    const rows = exam.answers.flatMap(({ id, question_id, score, max_score }) => {
      const machine = exam.floors.get(id)?.[floor];
      return machine === undefined ? [] : [{ id, question: question_id, human: score / max_score, machine }];
    });
    const scores = calibrated(rows, balanced);
    const byId = new Map(rows.map((row, index) => [row.id, scores[index]]));
    await report(`${floor}, balanced on other questions`, (id) => byId.get(id) ?? 0, false);
  }

  async function report(title, scoreOf, compare = true) {
    const rows = exam.answers.map(({ id, question_id, answer, score, max_score }) => ({
      id,
      questionId: question_id,
      human: [score / max_score],
      machine: scoreOf(id),
      contentTokens: contentTokens(answer),
      blank: answer.trim() === '',
    }));
    const all = calibrationMetrics(rows, options);
    say(`\n## ${title}`);
    for (const [what, { graded, gapsFilled, counts }] of [
      ['non-blank', all.nonBlankRows],
      ['all', all.allRows],
    ]) {
      row(`${what}, graded (${graded.rows})`, graded.metrics, figure);
      if (counts.declined > 0 && gapsFilled) row(`${what}, gaps filled (${gapsFilled.rows})`, gapsFilled.metrics, figure);
    }
    if (!compare) return;
    for (const floor of ['content_and_length', 'length_only']) {
      const other = new Map(exam.answers.map(({ id }) => [id, exam.floors.get(id)?.[floor] ?? 0]));
      const { graded, gapsFilled } = comparePredictions(rows, other, options).nonBlankRows;
      row(`less ${floor}, graded`, graded.metrics, signed);
      if (gapsFilled !== graded) row(`less ${floor}, gaps filled`, gapsFilled.metrics, signed);
    }
  }

  async function reportProbes(rubrics, graded) {
    const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const ofHumans = (holds, score) =>
      mean(
        exam.answers
          .filter(({ answer, score: human, max_score }) => answer.trim() !== '' && holds(human / max_score))
          .flatMap(({ id }) => graded.get(id)[score] ?? []),
      );
    const texts = new Map();
    for (const { probe, question, text } of probesFor(exam)) {
      const result = await gradeText(question, rubrics.get(question.question_id), text, grader);
      texts.set(probe, [...(texts.get(probe) ?? []), result]);
    }
    for (const score of ['points', 'expected']) {
      const limit = ofHumans((human) => human <= 0.25, score);
      const cells = [...texts].map(([probe, results]) => {
        const value = mean(results.map((result) => result[score] ?? 0));
        return `${probe} ${figure(value)}${value <= limit ? '' : ' (above)'}`;
      });
      say(
        `\nprobes, ${score}: full marks ${figure(ofHumans((human) => human === 1, score))}, zero marks ${figure(limit)}; ${cells.join('  ')}`,
      );
    }
  }
}
