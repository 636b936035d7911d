import type { BandOutcome, ScoreOutcome } from '#app/protocol/index.ts';
import type { ComparedAnswer, RegradeComparison } from './comparison.ts';

const STYLE = `:root{color-scheme:light dark;font:1.0625rem/1.5 system-ui,sans-serif}
body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.25rem;margin:2.5rem 0 .5rem}
h3{font-size:1.0625rem;margin:1.5rem 0 .25rem;overflow-wrap:anywhere}
p,ul{margin:0 0 .75rem}
small,.quiet{opacity:.75}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:.35rem .9rem .35rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}
th{font-weight:600}
blockquote{margin:.15rem 0 .15rem .75rem;padding-left:.6rem;border-left:3px solid #0b57d0;white-space:pre-wrap;overflow-wrap:anywhere}
.look{border-left:3px solid #f5b301;padding-left:.6rem}`;

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
    `<h1>Graded again: ${escaped(run)}</h1>`,
    `<p class="quiet">${escaped(madeAt.slice(0, 16).replace('T', ' '))} UTC. ${recorded ? 'The new grades stand in the log; the older ones stay beside them.' : 'A comparison only: nothing was written to the log.'} Quotes are candidates’ own words.</p>`,
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
                `<p>${escaped(screenId)}, ${escaped(questionId)}: ${levels.map(({ criterion, level }) => `${escaped(criterion)} ${level ?? 'not assessable'}`).join(', ')}</p>`,
            ),
          ),
        ]),
    section(
      'Left out',
      [
        ...leftOut.map(
          ({ screenId, questionId, reason, detail }) =>
            `<p>${escaped(screenId)}${questionId === null ? '' : `, ${escaped(questionId)}`}: ${escaped(reason)}. ${escaped(detail)}</p>`,
        ),
        ...unusedRubrics.map((ref) => `<p>${escaped(ref)}: no answer was judged by it.</p>`),
      ],
      'Nothing.',
    ),
  ];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><link rel="icon" href="data:,"><title>Graded again: ${escaped(run)}</title><style>${STYLE}</style></head>
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
    `<p>${plural(answers.length, 'answer')} of ${plural(screens.length, 'screen')} compared with the grade shown before. Graded by ${escaped(graders.join('; ') || 'nobody')}.</p>`,
    table(['answers', 'compared', 'unchanged', 'equal levels', 'mean shift', 'weighted kappa'], rows),
    `<p class="quiet">Equal levels are counted by criterion; the kappa is quadratically weighted. Both say how far two gradings agree, not which one is right. Cost of the new grades: ${dollars(cost.gradesMicroUsd)}, of which this run paid ${dollars(cost.paidMicroUsd)}; replies that were stored are not asked for again.</p>`,
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
        `<p>${escaped(before)} → ${escaped(after)}, ${plural(answers, 'answer')}: ${RUBRIC_WORDS[change]}.</p>${list(changes)}`,
    ),
  ];
}

function answerBlock({ screenId, questionId, levels, findings, needsLook, graderChanged, whyNot }: ComparedAnswer, full: boolean): string {
  const moves = levels.map(
    ({ criterion, before, after, overridden }) =>
      `${escaped(criterion)} ${before ?? '–'} → ${after ?? '–'}${overridden ? ' (a person’s level counts)' : ''}`,
  );
  const notes = [...graderChanged.map((change) => GRADER_WORDS[change]), ...(whyNot === null ? [] : [`may not be compared: ${whyNot}`])];
  const details = findings.map(
    ({ check, says, before, after }) =>
      `<tr><td>${escaped(says ?? check)}<br><small>${escaped(check)}</small></td><td>${side(before)}</td><td>${side(after)}</td></tr>`,
  );
  return [
    `<div${needsLook ? ' class="look"' : ''}><h3>${escaped(questionId)} <small>screen ${escaped(screenId)}</small></h3>`,
    `<p>${moves.join('; ')}</p>`,
    ...(full && notes.length > 0 ? [`<p class="quiet">${escaped(notes.join('; '))}</p>`] : []),
    ...(full && details.length > 0
      ? [
          `<div class="wide"><table><thead><tr><th>check</th><th>before</th><th>after</th></tr></thead><tbody>${details.join('')}</tbody></table></div>`,
        ]
      : []),
    '</div>',
  ].join('\n');
}

function side(finding: ComparedAnswer['findings'][number]['before']): string {
  if (finding === null) return '<span class="quiet">not asked</span>';
  return `${escaped(finding.verdict)}${finding.quotes.map((quote) => `<blockquote>${escaped(quote)}</blockquote>`).join('')}`;
}

function section(title: string, parts: readonly string[], otherwise = ''): string {
  return `<h2>${escaped(title)}</h2>\n${parts.length > 0 ? parts.join('\n') : `<p>${escaped(otherwise)}</p>`}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: 'th' | 'td', row: readonly string[]) => `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${cells('th', head)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table></div>`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
}

function score(overall: ScoreOutcome): string {
  return overall.kind === 'score' ? overall.score.toFixed(2) : 'no score';
}

function band(outcome: BandOutcome): string {
  if (outcome.kind === 'band') return outcome.band;
  return outcome.kind === 'between' ? `between ${outcome.lower} and ${outcome.upper}` : 'no band';
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

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
