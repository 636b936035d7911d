// The DigiKlausur exam (663 answers to 17 questions, one human score each) as questions and rubrics of ours.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { sha256 } from '../../dist/banks/index.js';
import { shapeOf } from '../../dist/grading/answer-shape.js';
import { gradeAnswer, prepareAnswer } from '../../dist/grading/index.js';
import { evidenceIn } from '../../dist/grading/offline/evidence.js';
import { readAnswer } from '../../dist/grading/offline/reading.js';
import { strengthOf } from '../../dist/grading/offline/strength.js';
import { MET, PARTIAL } from '../../dist/grading/offline/weights.js';

const SOME_TIME = '2000-01-01T00:00:00.000Z';

/** @param folder of questions.json, answers.jsonl and floor_predictions.jsonl */
export function readExam(folder) {
  const lines = (file) =>
    readFileSync(join(folder, file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  return {
    questions: JSON.parse(readFileSync(join(folder, 'questions.json'), 'utf8')),
    answers: lines('answers.jsonl'),
    floors: new Map(lines('floor_predictions.jsonl').map((line) => [line.id, line])),
  };
}

/** The wordings of the key points that were written before any answer was read. */
export function blindChecks() {
  return parse(readFileSync(join(import.meta.dirname, 'digiklausur-checks.yaml'), 'utf8'));
}

/** One criterion whose checks are the key points, one point each. Without wordings, each key point is its own check and its parts the cues. */
export function rubricOf(question, wordings) {
  const checks = question.key_points.map(({ id, text }) => {
    const worded = wordings?.[question.question_id].checks.find((check) => check.id === id);
    const parts = text
      .split(/[,:;]/)
      .map((part) => part.trim())
      .filter((part) => part.length > 3)
      .slice(0, 3);
    return { id: id.replace('.', '-'), points: 1, says: worded?.says ?? text, cues: worded?.cues ?? parts };
  });
  const most = checks.length;
  return {
    rubric: question.question_id,
    version: '1.0.0',
    criteria: [
      {
        id: 'answer',
        dimension: 'modelling',
        weight: 1,
        anchors: {},
        checks,
        levels: { 1: most / 4, 2: most / 2, 3: (most * 3) / 4, 4: most },
        needs: {},
        misconceptions: [],
      },
    ],
    false_check: 'States that the examination was held in a railway carriage.',
    exemplars: [],
  };
}

/**
 * What the shipped pipeline makes of one answer: `points`, earned by possible; `expected`, the same with the strength of each check that no
 * rule set aside in place of met, partial or nothing; null for both where a person has to read it.
 */
export async function gradeText(question, rubric, text, grader) {
  const input = {
    subject: question.question_id,
    question: {
      id: question.question_id,
      kind: 'concept',
      section: 'exam',
      title: question.question_id,
      minutes: 5,
      prompt: question.question,
      clarifications: [],
      probes: [],
      rubric: { ref: `${question.question_id}@1.0.0`, contentHash: '', structureHash: '' },
    },
    rubric,
    turns: [{ id: 't1', kind: 'answer', by: 'candidate', questionId: question.question_id, text, at: SOME_TIME, autoSubmitted: false }],
  };
  const outcome = await gradeAnswer(input, grader, { gradedAt: SOME_TIME, sha256 });
  if (outcome.kind !== 'graded') return { points: null, expected: null, why: outcome.reason };
  const { findings, criteria } = outcome.grade;
  const [{ outcome: result }] = criteria;
  if (result.kind !== 'level') return { points: 0, expected: 0, why: result.reason };
  const prepared = prepareAnswer(input, sha256);
  const evidence = evidenceIn(readAnswer(prepared), shapeOf(prepared));
  const expected = findings.map(({ check, claimed, verdict }) => {
    const found = evidence.get(check);
    if (!found || verdict !== claimed) return 0;
    const strength = strengthOf(found.features);
    // A rule may have set the strength aside: then the verdict says how far.
    if (verdict === 'met') return strength;
    return Math.min(strength, verdict === 'partial' ? MET : verdict === 'not-met' ? PARTIAL : 0);
  });
  return {
    points: result.points / result.maxPoints,
    expected: expected.reduce((sum, each) => sum + each, 0) / expected.length,
    why: null,
  };
}
