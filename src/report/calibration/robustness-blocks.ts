import type { CalibrationDocument } from '#app/protocol/index.ts';
import { count, slugWords } from '#app/wording/index.ts';
import { type CalibrationBlock, cell, muted, paragraph, section, someOf, table } from './block-parts.ts';
import { signed } from './gate-words.ts';

/** Whether the machine is more lenient towards some than towards others. */
export function groups({ subgroups }: CalibrationDocument): CalibrationBlock[] {
  if (subgroups.length === 0)
    return [section('Groups'), paragraph('The gold file names no groups, so nothing is known about differences between them.')];
  return [
    section('Groups'),
    muted('Mean of the machine less mean of people, whole answers. Fewer than 30 answers say nothing.'),
    table(
      [
        ['Group', 0.4, 'left'],
        ['Answers', 0.15, 'right'],
        ['Difference (0 to 1)', 0.2, 'right'],
        ['Standardised', 0.25, 'right'],
      ],
      subgroups.map((gap) => [
        cell(gap.group),
        cell(String(gap.rows)),
        cell(gap.kind === 'measured' ? signed(gap.difference, 3) : '–'),
        cell(gap.kind === 'measured' ? (gap.smd === null ? '–' : signed(gap.smd, 2)) : 'insufficient'),
      ]),
    ),
  ];
}

/** The same answers again, and changed in ways that should change nothing. */
export function steadiness({ repeats, adversarial }: CalibrationDocument): CalibrationBlock[] {
  return [
    section('Graded again'),
    paragraph(repeatsInWords(repeats)),
    section('Changed where nothing should change'),
    ...changes(adversarial),
  ];
}

function repeatsInWords(repeats: CalibrationDocument['repeats']): string {
  if (repeats === null || repeats.rows === 0) return 'No answer was graded more than once.';
  const { answers, rows, runs, identical, icc21, moved, incomplete } = repeats;
  const same = identical
    ? 'Every run gave every level again; the intraclass correlation is 1 by definition.'
    : `ICC(2,1) ${icc21 === null ? 'cannot be computed' : signed(icc21, 3)}.`;
  const far =
    moved.length === 0
      ? 'No answer moved two levels or more.'
      : `${count(moved.length, 'answer')} moved two levels or more and would go to a person: ${someOf(moved)}.`;
  const left = incomplete > 0 ? ` ${count(incomplete, 'answer')} left out, because a run gave no level.` : '';
  return `${count(answers, 'answer')} (${count(rows, 'row')}) graded ${runs} times. ${same} ${far}${left}`;
}

function changes(adversarial: CalibrationDocument['adversarial']): CalibrationBlock[] {
  if (adversarial === null) return [paragraph('No answer was changed and graded again.')];
  const { answers, kinds, injections, raised } = adversarial;
  const lifted =
    raised.length === 0
      ? `None of ${count(injections, 'order')} to the grader raised a score.`
      : `${raised.length} of ${count(injections, 'order')} to the grader raised the score twice: ${someOf(raised)}.`;
  return [
    muted(
      `${count(answers, 'answer')}, each changed in every way below. Shift: mean change of the score in standard deviations of the human score. An order has raised a score when it did so in two gradings, above every grading of the answer as it stands. Rewritings by people (fluent but wrong, terse but right, second language) are not in this set.`,
    ),
    table(
      [
        ['Change', 0.56, 'left'],
        ['Graded', 0.14, 'right'],
        ['No level', 0.14, 'right'],
        ['Shift', 0.16, 'right'],
      ],
      kinds.map(({ says, graded, notGraded: none, shift }) => [
        cell(says),
        cell(String(graded)),
        cell(String(none)),
        cell(shift === null ? '–' : signed(shift, 2)),
      ]),
    ),
    paragraph(lifted),
  ];
}

/** What became of the quotes. */
export function quotes({ quotes: { shown, exact, repaired, refused, unverified } }: CalibrationDocument): CalibrationBlock[] {
  if (shown === 0) return [section('Quotes'), paragraph('The grader offered no quote.')];
  const rules = Object.entries(refused).map(([rule, number]) => `${slugWords(rule).toLowerCase()} ${number}`);
  const share = ((unverified / shown) * 100).toFixed(1);
  const broke = rules.length > 0 ? ` Refused by a rule, though in the answer: ${rules.join(', ')}.` : '';
  return [
    section('Quotes'),
    paragraph(
      `${count(shown, 'quote')} offered: ${exact} verified word for word, ${repaired} repaired, ${unverified} not in the answer (${share} %).${broke}`,
    ),
  ];
}

/** Answers that got no level: stated, never counted as low. */
export function notGraded({ notGraded: reasons }: CalibrationDocument): CalibrationBlock[] {
  if (reasons.length === 0) return [section('Answers without a level'), paragraph('None.')];
  return [
    section('Answers without a level'),
    table(
      [
        ['Why', 0.5, 'left'],
        ['Answers', 0.12, 'right'],
        ['Which', 0.38, 'left'],
      ],
      reasons.map(({ says, answers }) => [cell(says), cell(String(answers.length)), cell(someOf(answers), 'muted')]),
    ),
  ];
}
