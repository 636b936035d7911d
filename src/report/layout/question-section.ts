import type { ReportCriterion, ReportQuestion, Turn } from '#app/protocol/index.ts';
import type { Block, Cell, Heading, Spoken, Table } from '../blocks.ts';
import { effectiveLevel } from '../effective-level.ts';
import { printable } from '../printable.ts';
import { unreachable } from '../unreachable.ts';
import {
  count,
  DIMENSION_WORDS,
  dayWords,
  KIND_WORDS,
  NEEDS_PERSON_WORDS,
  NOT_ASSESSABLE_WORDS,
  REJECTION_WORDS,
  slugWords,
  VERDICT_WORDS,
} from '../words.ts';
import { answerPieces } from './answer-pieces.ts';

/** Everything about one question: what was asked and said, then each criterion with its findings. */
export function questionSection(question: ReportQuestion, of: number, shorten: (turn: Turn) => string): Block[] {
  return [
    {
      kind: 'heading',
      level: 2,
      style: 'chapter',
      eyebrow: printable(`Question ${question.number} of ${of}  ·  ${KIND_WORDS[question.kind]}  ·  ${question.section}`),
      text: printable(question.title),
      aside: null,
      bookmark: true,
    },
    ...conversation(question, shorten),
    { kind: 'paragraph', style: 'footnote', text: printable(gradedBy(question)) },
    ...question.criteria.flatMap(criterionBlocks),
  ];
}

function conversation(question: ReportQuestion, shorten: (turn: Turn) => string): Block[] {
  const asked = question.turns.some(({ kind }) => kind === 'question');
  const prompt: Spoken = {
    kind: 'spoken',
    speaker: printable('Asked'),
    when: null,
    by: 'assay',
    pieces: answerPieces(question.prompt, 'scenario'),
    note: asked ? null : printable('This question was not reached.'),
  };
  // The question's own turn repeats the prompt; the prompt stands once.
  const turns = question.turns.filter(({ kind }) => kind !== 'question').map((turn) => spoken(turn, question, shorten));
  const silent = !question.turns.some(({ by }) => by === 'candidate');
  return [
    prompt,
    ...turns,
    ...(silent ? [{ kind: 'paragraph', style: 'muted', text: printable('The candidate did not answer this question.') } as const] : []),
  ];
}

function spoken(turn: Turn, question: ReportQuestion, shorten: (turn: Turn) => string): Spoken {
  const { probe } = question;
  const why =
    turn.kind === 'probe' && probe
      ? `Why this follow-up: ${probe.why} Aimed at “${slugWords(probe.aims.split('/')[1] ?? '')}”, chosen by ${probe.chosenBy}.`
      : null;
  const note = turn.autoSubmitted ? 'The time ran out; the last saved draft was handed in.' : why;
  return {
    kind: 'spoken',
    speaker: printable(SPEAKER[turn.kind]),
    when: turn.by === 'candidate' ? printable(`${turn.at.slice(11, 16)} UTC`) : null,
    by: turn.by,
    pieces: answerPieces(shorten(turn), turn.by === 'candidate' ? question.kind : 'scenario'),
    note: note === null ? null : printable(note),
  };
}

const SPEAKER: Record<Turn['kind'], string> = {
  question: 'Asked',
  answer: 'Answer',
  'clarification-request': 'Candidate asked',
  clarification: 'Clarification',
  probe: 'Follow-up',
  'probe-answer': 'Answer to the follow-up',
};

function criterionBlocks(criterion: ReportCriterion): Block[] {
  const level = effectiveLevel(criterion);
  const heading: Heading = {
    kind: 'heading',
    level: 3,
    style: 'criterion',
    eyebrow: null,
    text: printable(slugWords(criterion.criterion)),
    aside: printable(level === null ? 'No level' : `Level ${level} of 4`),
    reached: level,
    bookmark: false,
  };
  const kindLine = printable(`${DIMENSION_WORDS[criterion.dimension]}, weight ${criterion.weight}. ${arithmetic(criterion)}`);
  const wrong = criterion.findings.filter(({ kind, verdict }) => kind === 'misconception' && verdict !== 'met' && verdict !== 'partial');
  const shown = criterion.findings.filter((finding) => !wrong.includes(finding));
  const notFound = wrong.length > 0 ? `Looked for ${count(wrong.length, 'known wrong claim')} and found none.` : null;
  return [
    heading,
    { kind: 'paragraph', style: 'muted', text: kindLine },
    ...anchors(criterion, level),
    ...(shown.length > 0 ? [findingsTable(shown)] : []),
    ...(notFound ? [{ kind: 'paragraph', style: 'muted', text: printable(notFound) } as const] : []),
  ];
}

function arithmetic({ outcome }: ReportCriterion): string {
  switch (outcome.kind) {
    case 'level':
      return `${points(outcome.points)} of ${points(outcome.maxPoints)} points${outcome.limits.length > 0 ? `; held back: ${outcome.limits.join('; ')}` : ''}.`;
    case 'not-assessable':
      return `Not assessable: ${NOT_ASSESSABLE_WORDS[outcome.reason]}.`;
    default:
      return unreachable(outcome);
  }
}

function points(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

function anchors({ anchor, nextAnchor, override, outcome }: ReportCriterion, level: number | null): Block[] {
  const blocks: Block[] = [];
  if (override) {
    const from = outcome.kind === 'level' ? `from level ${outcome.level} to level ${override.to}` : `to level ${override.to}`;
    const text = `Changed by ${override.by} on ${dayWords(override.at)}, ${from}: ${override.reason}`;
    blocks.push({ kind: 'paragraph', style: 'statement', text: printable(text) });
  }
  const rows: Table['rows'][number][] = [];
  if (anchor && level !== null) rows.push([plain(`Level ${level}`, 'strong'), plain(anchor, 'body')]);
  if (nextAnchor && level !== null) rows.push([plain(`For level ${level + 1}`, 'muted'), plain(nextAnchor, 'muted')]);
  if (rows.length > 0) {
    const columns = [
      { title: printable('Level'), share: 0.15, align: 'left' },
      { title: printable('What it looks like'), share: 0.85, align: 'left' },
    ] as const;
    blocks.push({ kind: 'table', columns, head: 'rows', rows, total: false });
  }
  return blocks;
}

type ReportFinding = ReportCriterion['findings'][number];

function findingsTable(findings: readonly ReportFinding[]): Table {
  return {
    kind: 'table',
    columns: [
      { title: printable('Check'), share: 0.33, align: 'left' },
      { title: printable('Verdict'), share: 0.16, align: 'left' },
      { title: printable('Points'), share: 0.1, align: 'right' },
      { title: printable('Candidate’s words, and the grader’s note'), share: 0.41, align: 'left' },
    ],
    head: 'shown',
    rows: findings.map((finding) => [
      plain(finding.says, 'body'),
      {
        parts: [{ style: 'body', text: printable(verdictOf(finding)) }],
        mark: finding.kind === 'misconception' ? 'contradicted' : finding.verdict,
      },
      plain(earned(finding), 'body'),
      evidence(finding),
    ]),
    total: false,
  };
}

function verdictOf({ kind, verdict }: ReportFinding): string {
  return kind === 'misconception' ? 'Wrong claim made' : VERDICT_WORDS[verdict];
}

function earned({ kind, verdict, points: worth }: ReportFinding): string {
  if (kind === 'misconception') return '–';
  const share = verdict === 'met' ? 1 : verdict === 'partial' ? 0.5 : 0;
  return `${points(worth * share)} / ${points(worth)}`;
}

/** Quotes first, what was thrown out after them, then the machine's own words marked as such. */
function evidence({ quotes, rejected, reason }: ReportFinding): Cell {
  return {
    parts: [
      ...quotes.map(({ text, match }) => ({
        style: 'quote' as const,
        text: printable(`“${text.replace(/\s+/g, ' ').trim()}”${match === 'repaired' ? ' [repaired]' : ''}`),
      })),
      ...rejected.map(({ text, why }) => ({ style: 'muted' as const, text: printable(`Rejected, ${REJECTION_WORDS[why]}: ${text}`) })),
      ...(reason.trim() === '' ? [] : [{ style: 'muted' as const, text: printable(`Machine note: ${reason}`) }]),
    ],
  };
}

function plain(text: string, style: Cell['parts'][number]['style']): Cell {
  return { parts: [{ style, text: printable(text) }] };
}

function gradedBy({ status, rubric }: ReportQuestion): string {
  switch (status.kind) {
    case 'graded': {
      const { name, version, model, prompt } = status.grader;
      const by = model ? `${name} (${model}${prompt ? `, prompt ${prompt.id} ${prompt.version}` : ''})` : `${name} ${version}`;
      return `Graded by ${by} against rubric ${rubric.ref}. Machine notes are written by the grader and are not evidence.`;
    }
    case 'needs-person':
      return `${NEEDS_PERSON_WORDS[status.reason]} Rubric ${rubric.ref}. ${status.detail}`;
    case 'unanswered':
      return `Not graded: there is no answer. Rubric ${rubric.ref}.`;
    default:
      return unreachable(status);
  }
}
