import type { CalibrationDocument, CalibrationGate, GateOutcome, Verdict } from '#app/protocol/index.ts';
import { count, dayWords } from '#app/wording/index.ts';
import { printable } from '../printable.ts';
import { behindIt } from './behind-it.ts';
import { type CalibrationBlock, cell, chapter, label, list, muted, table } from './block-parts.ts';
import { agreement, byQuestion } from './figure-blocks.ts';
import { confusionMatrix, levelPlot } from './figure-plots.ts';
import { gateLimit, gateValue, OUTCOME_WORDS, verdictWords } from './gate-words.ts';
import { groups, notGraded, quotes, steadiness } from './robustness-blocks.ts';

/** A calibration as blocks in reading order: verdict and gates first, then every figure, then what stands behind them. Pure. */
export function calibrationBlocks(document: CalibrationDocument): readonly CalibrationBlock[] {
  const { gates } = document;
  const { badge, headline, sentence, blocking } = verdictWords(document);
  return [
    {
      kind: 'masthead',
      bookmark: 'Verdict',
      eyebrow: printable('Calibration'),
      title: printable(titleOf(document)),
      lines: [printable(aboutOf(document)), printable(unitOf(document))],
      badge: printable(badge),
    },
    { kind: 'result', headline: printable(headline), sentence: printable(sentence), scale: null },
    ...(blocking.length > 0 ? [label('What keeps it uncalibrated'), list('bullets', blocking)] : []),
    label('Required gates'),
    gateTable(gates.filter(({ required }) => required)),
    label('Stated, not required'),
    gateTable(gates.filter(({ required }) => !required)),
    chapter('Levels side by side'),
    muted('Answers that are not blank. Whole sentences on how to read each figure stand in docs/calibration.md.'),
    { kind: 'columns', left: [label('Confusion'), confusionMatrix(document)], right: [label('Mean by level'), levelPlot(document)] },
    chapter('Agreement'),
    ...agreement(document),
    ...byQuestion(document),
    chapter('Groups, steadiness, attacks'),
    ...groups(document),
    ...steadiness(document),
    ...quotes(document),
    ...notGraded(document),
    chapter('What stands behind it'),
    ...behindIt(document),
  ];
}

function titleOf({ grader }: CalibrationDocument): string {
  if (grader === null) return 'No grade was made';
  const name = { offline: 'Offline grader', claude: 'Claude' }[grader.name];
  return `${name} ${grader.model === null ? grader.version : `(${grader.model})`} against people`;
}

function aboutOf({ gold, byQuestion: questions, tuples, at }: CalibrationDocument): string {
  const banks = [...new Set(tuples.map(({ tuple }) => tuple.bank))];
  const from = banks.length > 0 ? banks.join(', ') : gold.file;
  return `${from}. ${count(gold.answers, 'answer')} to ${count(questions.length, 'question')}, rated by ${count(gold.raters.length, 'person', 'people')}. Measured ${dayWords(at)}.`;
}

/** Below this many questions, drawing questions shows little of how much the figures would move. */
const FEW_QUESTIONS = 10;

function unitOf({ gold, bootstrap, levels, byQuestion: questions }: CalibrationDocument): string {
  const unit =
    gold.form === 'criteria'
      ? 'Compared criterion by criterion, on levels 0 to 4.'
      : `Compared answer by answer; ${levels} levels, the share of key points earned.`;
  const drawn =
    bootstrap.of === 'questions'
      ? `Intervals: whole questions drawn with replacement${questions.length < FEW_QUESTIONS ? ', too few of them for more than a hint' : ''}.`
      : 'There is one question only, so intervals come from drawing answers and hold for that question alone.';
  return bootstrap.draws === 0 ? unit : `${unit} ${drawn}`;
}

const MARKS: Readonly<Record<GateOutcome, Verdict>> = {
  pass: 'met',
  fail: 'contradicted',
  'not-measured': 'cannot-tell',
  insufficient: 'not-met',
};

function gateTable(gates: readonly CalibrationGate[]): CalibrationBlock {
  return table(
    [
      ['Gate', 0.5, 'left'],
      ['Outcome', 0.18, 'left'],
      ['Measured', 0.13, 'right'],
      ['Limit', 0.19, 'right'],
    ],
    gates.map((gate) => [
      cell(gate.says),
      { ...cell(OUTCOME_WORDS[gate.outcome], gate.blocks ? 'strong' : 'body'), mark: MARKS[gate.outcome] },
      cell(gateValue(gate), 'strong'),
      cell(gateLimit(gate), 'muted'),
    ]),
  );
}
