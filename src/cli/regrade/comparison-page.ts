import type { BandOutcome, ScoreOutcome } from '#app/protocol/index.ts';
import { escapeHtml, PAGE_STYLE } from '#app/report/index.ts';
import { BAND_WORDS, VERDICT_WORDS } from '#app/wording/index.ts';
import type { ComparedAnswer, RegradeComparison } from './comparison.ts';

/** On top of the page style of calibrations. */
const STYLE = `
h3 { font-size: 1.0625rem; margin-block: 1.5rem 0.25rem; overflow-wrap: anywhere; }
h3 small, td small { font-weight: 400; color: var(--ink-soft); font-size: 0.8125rem; overflow-wrap: anywhere; }
ul { margin-block: 0.5rem; }
.wide { margin-block: 0.5rem; }
blockquote { margin: 0.25rem 0; padding-inline-start: 0.6rem; border-inline-start: 3px solid var(--accent); white-space: pre-wrap; overflow-wrap: anywhere; }
.look { border-inline-start: 3px solid var(--warn); padding-inline-start: 0.75rem; }
`;

const GRADER_WORDS = {
  grader: 'another grader',
  program: 'another version of the program',
  prompt: 'another prompt',
  model: 'another model',
  'blind-reader': 'another blind reader',
} as const;
const RUBRIC_WORDS = {
  same: 'the same rubric: levels may be compared',
  'equal-structure': 'other words, equal structure: levels may be compared',
  'different-structure': 'another structure: levels may not be compared',
} as const;

/** `comparison.html`: the comparison for people to read. One file without a script; every text in it is escaped. */
export function comparisonPage(comparison: RegradeComparison): string {
  const { run, madeAt, recorded, answers, screens, rubrics, criteria, firstGrades, leftOut, unusedRubrics } = comparison;
  const look = answers.filter(({ needsLook }) => needsLook);
  const changed = answers.filter(({ findings, levels }) => findings.length > 0 || levels.some(({ before, after }) => before !== after));
  const bands = screens.filter(({ bandChanged }) => bandChanged);
  const body = [
    `<header><p class="eyebrow">Graded again</p><h1>${escapeHtml(run)}</h1></header>`,
    `<p class="muted">${escapeHtml(madeAt.slice(0, 16).replace('T', ' '))} UTC. ${recorded ? 'The new grades stand in the log; the older ones stay beside them.' : 'A comparison only: nothing was written to the log.'} Quotes are candidates’ own words.</p>`,
    summary(comparison),
    section('What may be compared', rubricLines(rubrics)),
    section(
      'A person must look: levels that moved by two or more',
      look.map((answer) => answerBlock(answer, false)),
      'None.',
    ),
    section(
      'Screens whose band changes',
      bands.length === 0
        ? []
        : [
            table(
              ['screen', 'before', 'after', 'comparable'],
              bands.map(({ screenId, before, after, mayCompare }) => [
                screenId,
                `${score(before.overall)}, ${band(before.band)}`,
                `${score(after.overall)}, ${band(after.band)}`,
                mayCompare ? 'yes' : 'no: made of other points, or of answers without an earlier grade',
              ]),
            ),
          ],
      `None of ${screens.length}.`,
    ),
    section('By criterion', [
      table(
        ['question', 'criterion', 'answers', 'unchanged', 'mean shift', 'level gained', 'level lost', 'comparable'],
        criteria.map(({ questionId, criterion, pairs, unchanged, meanShift, gained, lost, mayCompare }) => [
          questionId,
          criterion,
          String(pairs),
          String(unchanged),
          signed(meanShift),
          String(gained),
          String(lost),
          mayCompare ? 'yes' : 'no',
        ]),
      ),
    ]),
    section(
      'Answers with another finding or level',
      changed.map((answer) => answerBlock(answer, true)),
      'None.',
    ),
    ...(firstGrades.length === 0
      ? []
      : [
          section(
            'Graded for the first time',
            firstGrades.map(
              ({ screenId, questionId, levels }) =>
                `<p>${escapeHtml(screenId)}, ${escapeHtml(questionId)}: ${levels.map(({ criterion, level }) => `${escapeHtml(criterion)} ${level ?? 'not assessable'}`).join(', ')}</p>`,
            ),
          ),
        ]),
    section(
      'Left out',
      [
        ...leftOut.map(
          ({ screenId, questionId, reason, detail }) =>
            `<p>${escapeHtml(screenId)}${questionId === null ? '' : `, ${escapeHtml(questionId)}`}: ${escapeHtml(reason)}. ${escapeHtml(detail)}</p>`,
        ),
        ...unusedRubrics.map((ref) => `<p>${escapeHtml(ref)}: no answer was judged by it.</p>`),
      ],
      'Nothing.',
    ),
  ];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><link rel="icon" href="data:,"><title>Graded again: ${escapeHtml(run)}</title><style>${PAGE_STYLE}${STYLE}</style></head>
<body><main>
${body.join('\n')}
</main></body>
</html>
`;
}

function summary({ comparable, notComparable, answers, screens, gradersAfter, cost }: RegradeComparison): string {
  const row = (name: string, of: RegradeComparison['comparable']) => [
    name,
    String(of.answers),
    `${of.answersUnchanged} of ${of.answers}`,
    `${of.unchanged} of ${of.pairs} (${share(of.exactAgreement)})`,
    signed(of.meanShift),
    of.quadraticWeightedKappa === null ? '–' : of.quadraticWeightedKappa.toFixed(2),
  ];
  const rows = [
    row('on one scale', comparable),
    ...(notComparable.answers > 0 ? [row('on two scales: not an agreement', notComparable)] : []),
  ];
  const graders = gradersAfter.map(({ name, version, model, prompt }) =>
    [`${name} ${version}`, ...(model === null ? [] : [model]), ...(prompt === null ? [] : [`${prompt.id} ${prompt.version}`])].join(', '),
  );
  return [
    `<p>${plural(answers.length, 'answer')} of ${plural(screens.length, 'screen')} compared with the grade shown before. Graded by ${escapeHtml(graders.join('; ') || 'nobody')}.</p>`,
    table(['answers', 'compared', 'unchanged', 'equal levels', 'mean shift', 'weighted kappa'], rows),
    `<p class="muted">Equal levels are counted by criterion; the kappa is quadratically weighted. Both say how far two gradings agree, not which one is right. Cost of the new grades: ${dollars(cost.gradesMicroUsd)}, of which this run paid ${dollars(cost.paidMicroUsd)}; replies that were stored are not asked for again.</p>`,
  ].join('\n');
}

/** What is judged as before in one line; every other pair of versions with what changed. */
function rubricLines(rubrics: RegradeComparison['rubrics']): string[] {
  const asBefore = rubrics.filter(({ change }) => change === 'same').reduce((sum, { answers }) => sum + answers, 0);
  const changed = rubrics.filter(({ change }) => change !== 'same');
  return [
    ...(asBefore > 0 ? [`<p>${plural(asBefore, 'answer')} by ${RUBRIC_WORDS.same}.</p>`] : []),
    ...changed.map(
      ({ before, after, change, changes, answers }) =>
        `<p>${escapeHtml(before)} → ${escapeHtml(after)}, ${plural(answers, 'answer')}: ${RUBRIC_WORDS[change]}.</p>${list(changes)}`,
    ),
  ];
}

function answerBlock({ screenId, questionId, levels, findings, needsLook, graderChanged, whyNot }: ComparedAnswer, full: boolean): string {
  const moves = levels.map(
    ({ criterion, before, after, overridden }) =>
      `${escapeHtml(criterion)} ${before ?? '–'} → ${after ?? '–'}${overridden ? ' (a person’s level counts)' : ''}`,
  );
  const notes = [...graderChanged.map((change) => GRADER_WORDS[change]), ...(whyNot === null ? [] : [`may not be compared: ${whyNot}`])];
  const details = findings.map(
    ({ check, says, before, after }) =>
      `<tr><td>${escapeHtml(says ?? check)}<br><small>${escapeHtml(check)}</small></td><td>${side(before)}</td><td>${side(after)}</td></tr>`,
  );
  return [
    `<div${needsLook ? ' class="look"' : ''}><h3>${escapeHtml(questionId)} <small>screen ${escapeHtml(screenId)}</small></h3>`,
    `<p>${moves.join('; ')}</p>`,
    ...(full && notes.length > 0 ? [`<p class="muted">${escapeHtml(notes.join('; '))}</p>`] : []),
    ...(full && details.length > 0
      ? [wide(`findings of ${questionId}`, '<tr><th>check</th><th>before</th><th>after</th></tr>', details)]
      : []),
    '</div>',
  ].join('\n');
}

function side(finding: ComparedAnswer['findings'][number]['before']): string {
  if (finding === null) return '<span class="muted">not asked</span>';
  return `${VERDICT_WORDS[finding.verdict]}${finding.quotes.map((quote) => `<blockquote>${escapeHtml(quote)}</blockquote>`).join('')}`;
}

function section(title: string, parts: readonly string[], otherwise = ''): string {
  return `<h2 class="label">${escapeHtml(title)}</h2>\n${parts.length > 0 ? parts.join('\n') : `<p>${escapeHtml(otherwise)}</p>`}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: 'th' | 'td', row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  return wide(
    head.join(', '),
    cells('th', head),
    rows.map((row) => cells('td', row)),
  );
}

/** Scrolls by itself where it is wider than the page, with the keyboard too. */
function wide(name: string, head: string, rows: readonly string[]): string {
  const label = escapeHtml(`Table: ${name}`);
  return `<div class="wide" tabindex="0" role="group" aria-label="${label}"><table class="many"><thead>${head}</thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
}

function score(overall: ScoreOutcome): string {
  return overall.kind === 'score' ? overall.score.toFixed(2) : 'no score';
}

function band(outcome: BandOutcome): string {
  if (outcome.kind === 'band') return BAND_WORDS[outcome.band];
  return outcome.kind === 'between' ? `between “${BAND_WORDS[outcome.lower]}” and “${BAND_WORDS[outcome.upper]}”` : 'no band';
}

function signed(shift: number | null): string {
  if (shift === null) return '–';
  const shown = shift.toFixed(2);
  return shift > 0 ? `+${shown}` : shown.replace('-0.00', '0.00').replace('-', '−');
}

function share(value: number | null): string {
  return value === null ? '–' : `${Math.round(value * 100)} %`;
}

function dollars(microUsd: number | null): string {
  return microUsd === null ? 'not known' : `US$ ${(microUsd / 1_000_000).toFixed(4)}`;
}

function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
