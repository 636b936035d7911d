import type { ReportCriterion } from '#app/protocol/index.ts';
import { arithmeticSentence, count, DIMENSION_WORDS, dayWords, effectiveLevel, panelSentence, slugWords } from '#app/wording/index.ts';
import type { Block, Cell, Paragraph, Table } from '../blocks.ts';
import { printable } from '../printable.ts';
import { findingsTable } from './findings-table.ts';

/** One criterion: its level with the arithmetic, the rubric's words for it, and the findings behind it. */
export function criterionBlocks(criterion: ReportCriterion): Block[] {
  const level = effectiveLevel(criterion);
  const shown = criterion.findings.filter(isTold);
  const others = criterion.findings.length - shown.length;
  const { dimension, weight } = criterion;
  return [
    {
      kind: 'heading',
      level: 3,
      style: 'criterion',
      eyebrow: null,
      text: printable(slugWords(criterion.criterion)),
      aside: printable(level === null ? 'No level' : `Level ${level} of 4`),
      reached: level,
      bookmark: false,
    },
    ...muted(`${DIMENSION_WORDS[dimension]}, weight ${weight}. ${arithmeticSentence(criterion)}`, { leadsIn: true }),
    ...muted([...heldBack(criterion), panelSentence(criterion)].filter((sentence) => sentence !== null).join(' '), { leadsIn: true }),
    ...anchors(criterion, level),
    ...(shown.length > 0 ? [findingsTable(shown, criterion)] : []),
    ...muted(others > 0 ? `Looked for ${count(others, 'known wrong claim')} and found none.` : ''),
  ];
}

/** Every check, and a wrong claim that some reading found. */
function isTold({ kind, verdict, passes, entailment }: ReportCriterion['findings'][number]): boolean {
  return kind === 'check' || [verdict, ...passes].some((each) => each === 'met' || each === 'partial') || entailment !== null;
}

/** What held the level below the points, each as a sentence. */
function heldBack({ outcome }: ReportCriterion): string[] {
  if (outcome.kind !== 'level') return [];
  return outcome.limits.map((limit) => `Held back: ${limit.replace(/\.$/, '')}.`);
}

function anchors({ anchor, nextAnchor, override, outcome }: ReportCriterion, level: number | null): Block[] {
  const blocks: Block[] = [];
  if (override) {
    const from = outcome.kind === 'level' ? `from level ${outcome.level} to level ${override.to}` : `to level ${override.to}`;
    const text = `Changed by ${override.by} on ${dayWords(override.at)}, ${from}: ${override.reason}`;
    blocks.push({ kind: 'paragraph', style: 'statement', text: printable(text) });
  }
  const rows: Table['rows'][number][] = [];
  if (anchor && level !== null) rows.push([cell(`Level ${level}`, 'strong'), cell(anchor, 'body')]);
  if (nextAnchor && level !== null) rows.push([cell(`For level ${level + 1}`, 'muted'), cell(nextAnchor, 'muted')]);
  if (rows.length > 0) {
    const columns = [
      { title: printable('Level'), share: 0.15, align: 'left' },
      { title: printable('What it looks like'), share: 0.85, align: 'left' },
    ] as const;
    blocks.push({ kind: 'table', columns, head: 'rows', rows, total: false });
  }
  return blocks;
}

function muted(text: string, rest: Pick<Paragraph, 'leadsIn'> = {}): Block[] {
  return text === '' ? [] : [{ kind: 'paragraph', style: 'muted', text: printable(text), ...rest }];
}

function cell(text: string, style: Cell['parts'][number]['style']): Cell {
  return { parts: [{ style, text: printable(text) }] };
}
