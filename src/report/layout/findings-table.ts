import type { ReportCriterion, Verdict } from '#app/protocol/index.ts';
import {
  blindSentence,
  CLAIM_WORDS,
  capSentence,
  neededSentence,
  passesSentence,
  pointsWords,
  REJECTION_WORDS,
  thrownOut,
  UNMATCHED_TITLE,
  UNMATCHED_WHY,
  unmatchedWords,
  VERDICT_WORDS,
} from '#app/wording/index.ts';
import type { Cell, CellPart, Table } from '../blocks.ts';
import { printable } from '../printable.ts';

type ReportFinding = ReportCriterion['findings'][number];

/** The findings of one criterion: check, verdict, points, and the candidate's words with all that was said about them. */
export function findingsTable(findings: readonly ReportFinding[], { arithmetic, override }: ReportCriterion): Table {
  return {
    kind: 'table',
    columns: [
      { title: printable('Check'), share: 0.33, align: 'left' },
      { title: printable('Verdict'), share: 0.16, align: 'left' },
      { title: printable('Points'), share: 0.1, align: 'right' },
      { title: printable('Candidate’s words, and the grader’s note'), share: 0.41, align: 'left' },
    ],
    head: 'shown',
    rows: findings.map((finding, index) => [
      { parts: [part('body', finding.says), ...parts('muted', arithmetic && ruleOf(arithmetic, finding))] },
      {
        parts: [part('body', verdictOf(finding)), ...parts('muted', passesSentence(finding))],
        mark: markOf(finding),
      },
      { parts: [part('body', earned(finding))] },
      evidence(finding, { isSettled: override !== null, isFirst: index === findings.findIndex(isDoubtful) }),
    ]),
    total: false,
  };
}

/** What the arithmetic does with this check beside its points. */
function ruleOf(arithmetic: NonNullable<ReportCriterion['arithmetic']>, { kind, check, verdict }: ReportFinding): string | null {
  const id = check.slice(check.indexOf('/') + 1);
  if (kind === 'check') return neededSentence(arithmetic, id);
  return verdict === 'met' ? capSentence(arithmetic, id) : null;
}

function verdictOf({ kind, verdict }: ReportFinding): string {
  return kind === 'misconception' ? CLAIM_WORDS[verdict] : VERDICT_WORDS[verdict];
}

/** Only a claim that was made counts against the answer. */
function markOf({ kind, verdict }: ReportFinding): Verdict {
  if (kind === 'check') return verdict;
  return verdict === 'met' ? 'contradicted' : verdict === 'partial' ? 'partial' : 'not-met';
}

function earned({ kind, verdict, points }: ReportFinding): string {
  if (kind === 'misconception') return '–';
  const share = verdict === 'met' ? 1 : verdict === 'partial' ? 0.5 : 0;
  return `${pointsWords(points * share)} / ${pointsWords(points)}`;
}

/** What was proven first, then what a person has to read, what was thrown out, and last the machine's own words marked as such. */
function evidence(finding: ReportFinding, { isSettled, isFirst }: { isSettled: boolean; isFirst: boolean }): Cell {
  const unmatched = unmatchedWords(finding);
  return {
    parts: [
      ...finding.quotes.map(({ text, match }) => part('quote', `${quoted(text)}${match === 'repaired' ? ' [repaired]' : ''}`)),
      ...parts('muted', blindSentence(finding)),
      ...(unmatched.length > 0
        ? [
            part('strong', isSettled ? 'Unmatched.' : UNMATCHED_TITLE),
            // Told once in a table.
            ...parts('muted', isFirst ? UNMATCHED_WHY : null),
            ...unmatched.map(({ text }) => part('unmatched', quoted(text))),
          ]
        : []),
      ...thrownOut(finding).map(({ text, why }) => part('muted', `Rejected, ${REJECTION_WORDS[why]}: ${text}`)),
      ...(finding.reason.trim() === '' ? [] : [part('muted', `Machine note: ${finding.reason}`)]),
    ],
  };
}

function isDoubtful(finding: ReportFinding): boolean {
  return unmatchedWords(finding).length > 0;
}

function quoted(text: string): string {
  return `“${text.replace(/\s+/g, ' ').trim()}”`;
}

function part(style: CellPart['style'], text: string): CellPart {
  return { style, text: printable(text) };
}

function parts(style: CellPart['style'], text: string | null): CellPart[] {
  return text === null ? [] : [part(style, text)];
}
