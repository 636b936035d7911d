import type { CalibrationDocument } from '#app/protocol/index.ts';
import { count, timeWords } from '#app/wording/index.ts';
import type { Cell } from '../blocks.ts';
import { type CalibrationBlock, cell, pairs, paragraph, section } from './block-parts.ts';

const MICRO = 1_000_000;

/** Versions, hashes, seeds: everything needed to make the figures again. */
export function behindIt(document: CalibrationDocument): CalibrationBlock[] {
  const { id, at, program, gold, grader, tuples, bootstrap, usage, costMicroUsd } = document;
  const rows: (readonly [string, Cell])[] = [
    ['Calibration', cell(id, 'mono')],
    ['Measured', cell(`${timeWords(at)}, ${program}`)],
    ['Gold file', cell(goldInWords(gold))],
    ['Gold hash', cell(gold.hash, 'mono')],
    ['Raters', cell(gold.raters.join(', '))],
    ...(grader ? graderRows(grader) : []),
    ['Intervals', cell(`95 %, ${bootstrap.draws} draws of whole ${bootstrap.of}, seed ${bootstrap.seed}`)],
    ...(usage
      ? [['Tokens', cell(`${usage.inputTokens} in, ${usage.outputTokens} out, ${usage.cacheReadTokens} read from cache`)] as const]
      : []),
    ...(costMicroUsd === null ? [] : [['Cost', cell(`${(costMicroUsd / MICRO).toFixed(2)} US dollars`)] as const]),
  ];
  return [
    pairs('What', 'Value', rows),
    section('What the verdict holds for'),
    tuples.length === 0
      ? paragraph('No bank asks these questions, so no report is stamped from this result.')
      : pairs(
          'Rubric',
          'Exactly',
          tuples.map(({ tuple, answers, doubleRated }) => [
            tuple.rubric,
            {
              parts: [
                ...cell(`${tuple.bank}, ${count(answers, 'answer')}, ${doubleRated} rated by two people`).parts,
                ...cell(`rubric ${tuple.rubricHash}`, 'mono').parts,
                ...(tuple.promptHash === null ? [] : cell(`prompt ${tuple.promptHash}`, 'mono').parts),
              ],
            },
          ]),
        ),
  ];
}

function goldInWords({ file, answers, doubleRated, leftOut }: CalibrationDocument['gold']): string {
  const left = leftOut > 0 ? `; ${count(leftOut, 'line')} for other banks or rubrics left out` : '';
  return `${file}: ${count(answers, 'answer')}, ${doubleRated} rated by two people or more${left}`;
}

function graderRows({ name, version, model, prompt }: NonNullable<CalibrationDocument['grader']>): (readonly [string, Cell])[] {
  return [
    ['Grader', cell(`${name} ${version}${model === null ? '' : `, model ${model}`}`)],
    ...(prompt
      ? ([
          ['Prompt', cell(`${prompt.id} ${prompt.version}`)],
          ['Prompt hash', cell(prompt.hash, 'mono')],
        ] as const)
      : []),
  ];
}
