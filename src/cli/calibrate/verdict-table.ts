import type { CalibrationDocument } from '#app/protocol/index.ts';
import { gateLimit, gateValue, OUTCOME_WORDS, verdictWords } from '#app/report/index.ts';

/** The result for a terminal: the gates, the verdict in words, and where the rest stands. */
export function verdictTable(document: CalibrationDocument, files: readonly string[]): string {
  const { gold, grader, gates, notGraded, tuples, byQuestion } = document;
  const { badge, sentence, blocking } = verdictWords(document);
  const name = grader ? `${grader.name} ${grader.version}${grader.model ? ` (${grader.model})` : ''}` : 'nothing was graded';
  const without = notGraded.reduce((sum, { answers }) => sum + answers.length, 0);
  const gateLine = (gate: (typeof gates)[number]) =>
    `  ${OUTCOME_WORDS[gate.outcome].padEnd(13)} ${gateValue(gate).padStart(7)}  ${gateLimit(gate).padEnd(19)}  ${gate.says}${gate.required ? '' : ' (stated only)'}`;
  return [
    `${gold.file}: ${count(gold.answers, 'answer')} to ${count(byQuestion.length, 'question')}, ${count(gold.raters.length, 'rater')}, ${gold.doubleRated} rated by two. Grader: ${name}.`,
    ...(gold.leftOut > 0 ? [`${count(gold.leftOut, 'line')} for other banks or rubrics left out.`] : []),
    ...(without > 0
      ? [
          `${count(without, 'answer')} without a level: ${notGraded.map(({ reason, answers }) => `${reason} ${answers.length}`).join(', ')}.`,
        ]
      : []),
    '',
    ...gates.map(gateLine),
    '',
    `${badge}. ${sentence}`,
    ...blocking.map((gate) => `  – ${gate}`),
    '',
    tuples.length > 0
      ? `Recorded for ${tuples.map(({ tuple }) => `${tuple.rubric} (${tuple.bank})`).join(', ')}.`
      : 'No bank asks these questions, so nothing is recorded: no report is stamped from this.',
    `Written: ${files.join(', ')}`,
  ].join('\n');
}

function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}
