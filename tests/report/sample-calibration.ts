import { calibrationMetrics, RELEASE_GATES } from '#app/measurement/index.ts';
import { CalibrationDocument, type CalibrationGate } from '#app/protocol/index.ts';
import { FIRST, MACHINE, SECOND } from '../measurement/twenty-answers.ts';
import { sha } from './sample-screen.ts';

/** A calibration on twenty answers that two people rated, half of them to each of two questions. */
export function sampleCalibration(changes: Partial<CalibrationDocument> = {}): CalibrationDocument {
  const rows = MACHINE.map((level, index) => ({
    id: `a${index + 1}/suspects`,
    questionId: index < 10 ? 'offline-online-gap' : 'slow-drift',
    human: [(FIRST[index] ?? 0) / 4, (SECOND[index] ?? 0) / 4],
    machine: level / 4,
    contentTokens: 20 + 3 * index,
    blank: false,
  }));
  const { allRows, nonBlankRows } = calibrationMetrics(rows, { levels: 5, bootstrap: { seed: 1, draws: 50 } });
  const tuple = {
    bank: 'applied-ml@1.0.0',
    rubric: 'offline-online-gap@1.0.0',
    rubricHash: sha('rubric'),
    grader: 'claude' as const,
    graderVersion: '2',
    promptHash: sha('prompt'),
    model: 'claude-sonnet-4-5',
  };
  return CalibrationDocument.parse({
    format: 'assay-calibration/1',
    id: '018f3c1e-9b7a-7c3d-8e21-5a0b1c2d3e4f',
    at: '2026-11-21T12:00:00.000Z',
    program: 'assay test',
    gold: { file: 'gold.jsonl', hash: sha('gold'), form: 'criteria', answers: 20, raters: ['ann', 'ben'], doubleRated: 20, leftOut: 0 },
    grader: {
      name: 'claude',
      version: '2',
      model: 'claude-sonnet-4-5',
      prompt: { id: 'find-evidence', version: '1', hash: sha('prompt') },
    },
    tuples: [{ tuple, answers: 10, doubleRated: 10 }],
    levels: 5,
    bootstrap: { seed: 1, draws: 50, of: 'questions' },
    figures: { allRows, nonBlankRows },
    wholeAnswers: null,
    byLevel: [0, 1, 2, 3, 4].map((level) => ({ level, rows: 4, mean: level * 0.9, sd: 0.4 })),
    byQuestion: [
      {
        ...{
          question: 'offline-online-gap',
          rubric: 'offline-online-gap@1.0.0',
          title: 'A model that won offline',
          answers: 10,
          doubleRated: 10,
        },
        ...{ rows: 10, kappa: 0.9, r: 0.91, smd: -0.004, exact: 0.7, exactOrAdjacent: 1, meanAbsoluteError: 0.3 },
      },
    ],
    subgroups: [{ kind: 'insufficient', group: 'first language: other', rows: 7 }],
    quotes: { shown: 40, exact: 35, repaired: 2, refused: { 'off-check': 2 }, unverified: 1 },
    repeats: { answers: 5, rows: 10, runs: 3, identical: false, icc21: 0.93, moved: ['a3'], incomplete: 0 },
    adversarial: {
      answers: 5,
      kinds: [{ kind: 'injection', says: 'An order to the grader added to the answer', graded: 5, notGraded: 0, shift: 0.02 }],
      injections: 5,
      raised: [],
    },
    notGraded: [{ reason: 'model-refused', says: 'The model declined to read the answer.', answers: ['a9'] }],
    gates: sampleGates(),
    calibrated: false,
    provisional: false,
    usage: null,
    costMicroUsd: null,
    rows: [],
    ...changes,
  });
}

/** Every gate passed but the kappa and the sample for release. */
function sampleGates(): CalibrationGate[] {
  return RELEASE_GATES.map(({ id, says, required, holds, threshold }) => {
    const gate = { id, says, required, holds, threshold };
    if (id === 'kappa') return { ...gate, value: 0.61, outcome: 'fail', blocks: true };
    if (id === 'sample-release') return { ...gate, value: 45, outcome: 'insufficient', blocks: true };
    return { ...gate, value: holds === 'at-least' ? threshold : 0, outcome: 'pass', blocks: false };
  });
}
