import type { CalibrationDocument, CalibrationEstimate, CalibrationFigures } from '#app/protocol/index.ts';
import { count } from '#app/wording/index.ts';
import type { Cell } from '../blocks.ts';
import { type CalibrationBlock, cell, muted, paragraph, section, table } from './block-parts.ts';
import { figureText, intervalText, MACHINE_WORDS, PEOPLE_WORDS } from './figure-words.ts';
import { signed } from './gate-words.ts';

type Rows = CalibrationFigures['allRows'];

/** Machine against people, people among themselves. */
export function agreement(document: CalibrationDocument): CalibrationBlock[] {
  const { figures, wholeAnswers } = document;
  const { nonBlankRows, allRows } = figures;
  const columns: readonly (readonly [string, Rows | null, 'graded' | 'gapsFilled'])[] = [
    ['Without blanks', nonBlankRows, 'graded'],
    ['All answers', allRows, 'graded'],
    ['Gaps filled', nonBlankRows, 'gapsFilled'],
    ...(wholeAnswers ? [['Whole answers', wholeAnswers.nonBlankRows, 'graded'] as const] : []),
  ];
  const share = 0.62 / columns.length;
  return [
    section('Machine and people'),
    muted(rowsInWords(document)),
    table(
      [['Figure', 0.38, 'left'], ...columns.map(([title]) => [title, share, 'right'] as const)],
      MACHINE_WORDS.map(([name, says]) => [
        cell(says),
        ...columns.map(([, rows, part], index) => {
          const estimate = rows?.[part]?.metrics[name];
          return estimate ? estimateCell(name, estimate, index === 0) : cell('–');
        }),
      ]),
    ),
    muted(besides(nonBlankRows)),
    section('People among themselves'),
    ...people(nonBlankRows),
  ];
}

function rowsInWords({ figures: { allRows, nonBlankRows }, gold, levels }: CalibrationDocument): string {
  const unit = gold.form === 'criteria' ? 'criterion of an answer' : 'answer';
  const { counts } = nonBlankRows;
  const blank = allRows.counts.rows - counts.rows;
  const left = counts.declined + counts.missing;
  const used = counts.byHumanLevel.map((rows, level) => `${rows} at ${level}`).join(', ');
  return `One row is one ${unit}. ${count(allRows.counts.rows, 'row')}, ${blank} of them blank; of the others ${counts.graded} graded and ${left} not. People gave, of ${levels} levels: ${used}. Below each value its 95 % interval. “Gaps filled” puts the mean of the other questions where the machine gave no level. Errors are on a scale from 0 to 1.`;
}

function besides({ graded: { meanPredictor, lengthAlone } }: Rows): string {
  const text = (value: number | null) => figureText('r', value);
  return `Beside them: a grader that always says the mean has an error of ${text(meanPredictor.rmse)} (wRMSE ${text(meanPredictor.weightedRmse)}); the length of the answer alone correlates ${text(lengthAlone.r)} with people (${text(lengthAlone.withinQuestionR)} within questions).`;
}

function people({ twiceRated }: Rows): CalibrationBlock[] {
  if (twiceRated.rows === 0)
    return [paragraph('No graded answer was rated by two people, so nothing is known about how well people agree with each other.')];
  return [
    muted(
      `On ${count(twiceRated.rows, 'row')} that two people rated and the machine graded. A loss compares the machine with each of them.`,
    ),
    table(
      [
        ['Figure', 0.6, 'left'],
        ['Value', 0.4, 'right'],
      ],
      PEOPLE_WORDS.map(([name, says]) => [cell(says), estimateCell(name, twiceRated.metrics[name], false)]),
    ),
  ];
}

function estimateCell(name: string, estimate: CalibrationEstimate, strong: boolean): Cell {
  return cell(figureText(name, estimate.value), strong ? 'strong' : 'body', intervalText(name, estimate));
}

/** The same for each question by itself: stated, so that a weak one is seen behind a good whole. */
export function byQuestion({ byQuestion: questions }: CalibrationDocument): CalibrationBlock[] {
  return [
    section('Question by question'),
    table(
      [
        ['Question', 0.36, 'left'],
        ['Answers', 0.1, 'right'],
        ['By two', 0.09, 'right'],
        ['Kappa', 0.09, 'right'],
        ['r', 0.08, 'right'],
        ['Difference', 0.11, 'right'],
        ['Equal', 0.085, 'right'],
        ['± 1', 0.085, 'right'],
      ],
      questions.map((own) => [
        cell(own.title, 'body', own.rubric),
        cell(String(own.answers)),
        cell(String(own.doubleRated)),
        cell(twoDigits(own.kappa)),
        cell(twoDigits(own.r)),
        cell(twoDigits(own.smd)),
        cell(percent(own.exact)),
        cell(percent(own.exactOrAdjacent)),
      ]),
    ),
  ];
}

function twoDigits(value: number | null): string {
  return value === null ? '–' : signed(value, 2);
}

function percent(value: number | null): string {
  return value === null ? '–' : `${Math.round(value * 100)} %`;
}
