import type { Block, Cell, EvidenceList, Heading, Table } from '../blocks.ts';
import { printable } from '../printable.ts';

/** The blocks that a calibration is made of. */
export type CalibrationBlock = Extract<
  Block,
  {
    kind: 'masthead' | 'heading' | 'paragraph' | 'list' | 'result' | 'columns' | 'table' | 'matrix' | 'level-plot' | 'provenance';
  }
>;

export function chapter(text: string): Heading {
  return { kind: 'heading', level: 2, style: 'chapter', eyebrow: null, text: printable(text), aside: null, bookmark: true };
}

export function section(text: string): Heading {
  return { kind: 'heading', level: 3, style: 'section', eyebrow: null, text: printable(text), aside: null, bookmark: false };
}

/** On page one and above a figure: small, with a rule. */
export function label(text: string, level: 2 | 3 = 2): Heading {
  return { kind: 'heading', level, style: 'label', eyebrow: null, text: printable(text), aside: null, bookmark: false };
}

export function paragraph(text: string): Extract<Block, { kind: 'paragraph' }> {
  return { kind: 'paragraph', style: 'body', text: printable(text) };
}

export function muted(text: string): Extract<Block, { kind: 'paragraph' }> {
  return { kind: 'paragraph', style: 'muted', text: printable(text) };
}

export function list(marks: EvidenceList['marks'], items: readonly string[]): EvidenceList {
  return { kind: 'list', marks, items: items.map((text) => ({ text: printable(text), quote: null, note: null })) };
}

export function cell(text: string, style: Cell['parts'][number]['style'] = 'body', below?: string | null): Cell {
  const first = text === '' ? [] : [{ style, text: printable(text) }];
  return { parts: below ? [...first, { style: 'muted', text: printable(below) }] : first };
}

export function table(
  columns: readonly (readonly [title: string, share: number, align: 'left' | 'right'])[],
  rows: readonly (readonly Cell[])[],
): Table {
  return {
    kind: 'table',
    columns: columns.map(([title, share, align]) => ({ title: printable(title), share, align })),
    head: 'shown',
    rows,
    total: false,
  };
}

/** Names and what they stand for; the name is the header of its row. */
export function pairs(name: string, value: string, rows: readonly (readonly [string, Cell])[]): Table {
  return {
    kind: 'table',
    columns: [
      { title: printable(name), share: 0.2, align: 'left' },
      { title: printable(value), share: 0.8, align: 'left' },
    ],
    head: 'rows',
    rows: rows.map(([first, second]) => [cell(first, 'strong'), second]),
    total: false,
  };
}

const MOST_IDS = 20;

/** `a1, a2 and 7 more`. */
export function someOf(ids: readonly string[]): string {
  const shown = ids.slice(0, MOST_IDS).join(', ');
  return ids.length > MOST_IDS ? `${shown} and ${ids.length - MOST_IDS} more` : shown;
}
