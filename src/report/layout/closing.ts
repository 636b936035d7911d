import type { GraderStamp, ReportDocument } from '#app/protocol/index.ts';
import {
  BAND_WORDS,
  blindReaders,
  costSentence,
  DECISION_WORDS,
  DIMENSION_WORDS,
  effectiveLevel,
  POLICY_WORDS,
  slugWords,
  stampWords,
  timeWords,
  tokensSentence,
} from '#app/wording/index.ts';
import type { Block, Cell, Heading, Table } from '../blocks.ts';
import { printable } from '../printable.ts';
import { scoreNumber } from './score-words.ts';

/** What stands behind the pages before: review, integrity context, the arithmetic, versions and hashes. */
export function closing(document: ReportDocument): Block[] {
  return [...review(document), ...integrity(document), ...arithmetic(document), ...versions(document)];
}

function review({ needsPerson, decision }: ReportDocument): Block[] {
  const rows = needsPerson.map(({ number, what }) => [cell(number === null ? 'Whole screen' : `Question ${number}`, 'strong'), cell(what)]);
  const decided = decision
    ? `${DECISION_WORDS[decision.decision]}, by ${decision.by}, ${timeWords(decision.at)}. ${decision.reason}`
    : 'No decision has been recorded. The program decides nothing.';
  return [
    chapter('Review'),
    section('Needs a person'),
    rows.length > 0 ? pairs('Where', 'What', rows, 0.18) : paragraph('Nothing beyond the decision itself.'),
    section('Decision'),
    paragraph(decided),
  ];
}

function integrity({ integrity: { policy, declaration, observations, caution } }: ReportDocument): Block[] {
  const declared = declaration
    ? pairs(
        'Asked',
        'Declared',
        [
          [cell('Used AI', 'strong'), cell(declaration.usedAi ? 'Yes' : 'No')],
          [cell('Delegated', 'strong'), cell(declaration.delegated || 'Nothing stated')],
          [cell('Rejected', 'strong'), cell(declaration.rejected || 'Nothing stated')],
          [cell('Checked by', 'strong'), cell(declaration.checked || 'Nothing stated')],
        ],
        0.18,
      )
    : paragraph('The candidate gave no declaration.');
  return [
    chapter('Integrity context'),
    { kind: 'paragraph', style: 'statement', text: printable(`${caution} Nothing in this section enters a score.`) },
    section('Rule in force'),
    paragraph(POLICY_WORDS[policy]),
    section('Declaration, in the candidate’s words'),
    declared,
    section('Observations'),
    observations.length > 0
      ? { kind: 'list', marks: 'bullets', items: observations.map((text) => ({ text: printable(text), quote: null, note: null })) }
      : paragraph('None.'),
  ];
}

function arithmetic(document: ReportDocument): Block[] {
  const { nearBar, meetsBar, strong } = document.bandEdges;
  const bands = `${BAND_WORDS['near-bar']} from ${scoreNumber(nearBar)}, ${BAND_WORDS['meets-bar'].toLowerCase()} from ${scoreNumber(meetsBar)}, ${BAND_WORDS.strong.toLowerCase()} from ${scoreNumber(strong)}.`;
  const steps = [
    'The grader says for each check whether the answer meets it, and quotes the words that show it.',
    'Code looks each quote up in the answer and asks whether it speaks about the check. A check without such a quote earns nothing; words that share too little with a check are kept for a person to read.',
    'Where half a point would change a level, the model reads the answer again, three times at most: of two verdicts the lower one counts, of three the middle one. A second reader, who sees only quotes and checks, confirms those that carry a level; it can only lower.',
    'A met check earns its points, a partly met one half of them. The level is the highest whose points are reached and whose needed checks, with those of the levels below, are met. A wrong claim that is made, and a rule about the whole text, then hold it down to the level they allow.',
    'The overall score is the mean of the levels, each counted as often as its weight. A dimension’s score is the same over its own criteria. A criterion without a level is left out, never counted as zero.',
    `Bands: ${bands} Where the uncertainty crosses an edge, no single band is named.`,
  ];
  return [
    chapter('How the score is computed'),
    { kind: 'list', marks: 'numbers', items: steps.map((text) => ({ text: printable(text), quote: null, note: null })) },
    section('By hand'),
    levelsTable(document),
  ];
}

function levelsTable({ questions, overall }: ReportDocument): Table {
  const criteria = questions.flatMap(({ number, criteria: all }) =>
    all.map((criterion) => ({ number, criterion, level: effectiveLevel(criterion) })),
  );
  const judged = criteria.filter(({ level }) => level !== null);
  const weights = judged.reduce((sum, { criterion }) => sum + criterion.weight, 0);
  const total = judged.reduce((sum, { criterion, level }) => sum + criterion.weight * (level ?? 0), 0);
  const outcome = overall.kind === 'score' ? `${total} / ${weights} = ${scoreNumber(overall.score)}` : 'no overall score';
  return {
    kind: 'table',
    columns: [
      { title: printable('Question'), share: 0.12, align: 'left' },
      { title: printable('Criterion'), share: 0.3, align: 'left' },
      { title: printable('Dimension'), share: 0.22, align: 'left' },
      { title: printable('Weight'), share: 0.1, align: 'right' },
      { title: printable('Level'), share: 0.1, align: 'right' },
      { title: printable('Weight × level'), share: 0.16, align: 'right' },
    ],
    head: 'shown',
    rows: [
      ...criteria.map(({ number, criterion, level }) => [
        cell(String(number)),
        cell(`${slugWords(criterion.criterion)}${criterion.override ? ' (changed by a person)' : ''}`),
        cell(DIMENSION_WORDS[criterion.dimension]),
        cell(level === null ? `(${criterion.weight})` : String(criterion.weight)),
        cell(level === null ? '–' : String(level)),
        cell(level === null ? 'left out' : String(criterion.weight * level)),
      ]),
      [cell('Overall', 'strong'), cell(''), cell(''), cell(String(weights), 'strong'), cell(''), cell(outcome, 'strong')],
    ],
    total: true,
  };
}

function versions({ screenId, invitedAt, finishedAt, generatedAt, questions, provenance, calibration }: ReportDocument): Block[] {
  const { bank, seed, notice, graders, tokens, program, schema } = provenance;
  const rows: [string, string][] = [
    ['Screen', screenId],
    ['Invited', timeWords(invitedAt)],
    ['Finished', timeWords(finishedAt)],
    ['Report', `${timeWords(generatedAt)}, ${program}, format ${schema}`],
    ['Calibration', calibration.statement],
    ['Bank', `${bank.ref}, drawn with seed ${seed}`],
    ['Bank hash', bank.contentHash],
    ['Bank structure', bank.structureHash],
    ['Notice', notice.version],
    ['Notice hash', notice.hash],
    ...graders.flatMap((stamp) => stampRows('Grader', stamp)),
    ...blindReaders(questions).flatMap((stamp) => stampRows('Blind reader', stamp)),
    ['Cost', costSentence({ questions, provenance })],
    ...(tokens ? [['Tokens', tokensSentence(tokens)] as [string, string]] : []),
  ];
  return [
    chapter('Versions and hashes'),
    pairs(
      'What',
      'Value',
      rows.map(([name, value]) => [cell(name, 'strong'), cell(value, /^[0-9a-f-]{36,}$/.test(value) ? 'mono' : 'body')]),
      0.18,
    ),
    section('Rubrics and graded answers'),
    pairs(
      'Question',
      'Hashes',
      questions.map(({ number, rubric, status }) => [
        cell(`Question ${number}`, 'strong'),
        {
          parts: [
            { style: 'body', text: printable(rubric.ref) },
            { style: 'mono', text: printable(`rubric ${rubric.contentHash}`) },
            ...(status.kind === 'graded' ? [{ style: 'mono' as const, text: printable(`answer ${status.answerHash}`) }] : []),
          ],
        },
      ]),
      0.18,
    ),
  ];
}

function stampRows(name: string, stamp: GraderStamp): [string, string][] {
  return [[name, stampWords(stamp)], ...(stamp.prompt ? [['Prompt hash', stamp.prompt.hash] as [string, string]] : [])];
}

function chapter(text: string): Heading {
  return { kind: 'heading', level: 2, style: 'chapter', eyebrow: null, text: printable(text), aside: null, bookmark: true };
}

function section(text: string): Heading {
  return { kind: 'heading', level: 3, style: 'section', eyebrow: null, text: printable(text), aside: null, bookmark: false };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', style: 'body', text: printable(text) };
}

function cell(text: string, style: Cell['parts'][number]['style'] = 'body'): Cell {
  return { parts: text === '' ? [] : [{ style, text: printable(text) }] };
}

function pairs(name: string, value: string, rows: readonly (readonly Cell[])[], share: number): Table {
  return {
    kind: 'table',
    columns: [
      { title: printable(name), share, align: 'left' },
      { title: printable(value), share: 1 - share, align: 'left' },
    ],
    head: 'rows',
    rows,
    total: false,
  };
}
