import type { CalibrationDocument, Verdict } from '#app/protocol/index.ts';
import type { Cell, CellPart, Table } from '../blocks.ts';
import { unreachable } from '../unreachable.ts';
import type { CalibrationBlock } from './block-parts.ts';
import { calibrationBlocks } from './calibration-blocks.ts';
import { escapeHtml } from './escape-html.ts';
import { PAGE_STYLE } from './page-style.ts';
import { levelPlotSvg, matrixSvg } from './plot-svg.ts';

/** The same blocks as in the PDF as one page that stands alone: no script, no font and no picture from elsewhere. */
export function calibrationPage(document: CalibrationDocument): string {
  const body = calibrationBlocks(document).map((block) => html(block, document.calibrated));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Calibration ${escapeHtml(document.id)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${body.join('\n')}
</main>
</body>
</html>
`;
}

function html(block: CalibrationBlock | Extract<CalibrationBlock, { kind: 'columns' }>['left'][number], calibrated: boolean): string {
  switch (block.kind) {
    case 'masthead': {
      const badge = block.badge === null ? '' : `<p class="badge ${calibrated ? 'yes' : 'no'}">${textHtml(block.badge)}</p>`;
      const lines = block.lines.map((line) => `<p class="muted">${textHtml(line)}</p>`).join('');
      return `<header>${badge}<p class="eyebrow">${textHtml(block.eyebrow)}</p><h1>${textHtml(block.title)}</h1>${lines}</header>`;
    }
    case 'heading':
      return `<h${block.level} class="${block.style}">${textHtml(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p${block.style === 'muted' ? ' class="muted"' : ''}>${textHtml(block.text)}</p>`;
    case 'list': {
      const tag = block.marks === 'numbers' ? 'ol' : 'ul';
      return `<${tag}>${block.items.map(({ text }) => `<li>${textHtml(text)}</li>`).join('')}</${tag}>`;
    }
    case 'result':
      return `<div class="result${calibrated ? ' yes' : ''}"><strong>${textHtml(block.headline)}</strong><p>${textHtml(block.sentence)}</p></div>`;
    case 'columns': {
      const side = (blocks: typeof block.left) => `<div>${blocks.map((each) => html(each, calibrated)).join('\n')}</div>`;
      return `<div class="columns">${side(block.left)}${side(block.right)}</div>`;
    }
    case 'table':
      return tableHtml(block);
    case 'matrix':
      return `<figure><figcaption>${textHtml(block.rowAxis)}. ${textHtml(block.columnAxis)}.</figcaption>${matrixSvg(block)}</figure>`;
    case 'level-plot':
      return `<figure><figcaption>${textHtml(block.yAxis)}. ${textHtml(block.xAxis)}.</figcaption>${levelPlotSvg(block)}</figure>`;
    case 'provenance':
      return block.lines.map((line) => `<p class="muted">${textHtml(line)}</p>`).join('');
    case 'spoken':
      throw new Error('a calibration holds no turn of a candidate');
    default:
      return unreachable(block);
  }
}

/** A browser breaks long runs by itself: without the places to break that were put in for the PDF, a hash can be copied. */
function textHtml(text: string): string {
  return escapeHtml(text.replaceAll('\u200b', ''));
}

/** Wide tables scroll in a box of their own, which the keyboard can reach. */
function tableHtml({ columns, head, rows }: Table): string {
  const side = (index: number) => (columns[index]?.align === 'right' ? ' class="right"' : '');
  const heads = columns.map(({ title }, index) => `<th scope="col"${side(index)}>${textHtml(title)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = row.map((own, index) =>
      head === 'rows' && index === 0 ? `<th scope="row">${cellHtml(own)}</th>` : `<td${side(index)}>${cellHtml(own)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  const thead = head === 'shown' ? `<thead><tr>${heads}</tr></thead>` : '';
  const name = textHtml(columns.map(({ title }) => title).join(', '));
  return `<div class="wide" tabindex="0" role="group" aria-label="Table: ${name}"><table${columns.length > 2 ? ' class="many"' : ''}>${thead}<tbody>${body.join('\n')}</tbody></table></div>`;
}

const MARKS: Readonly<Record<Verdict, string>> = {
  met: 'pass',
  contradicted: 'fail',
  'cannot-tell': 'none',
  'not-met': 'few',
  partial: 'few',
};

function cellHtml({ parts, mark }: Cell): string {
  const own = parts.map(partHtml);
  const text = own.length > 1 ? own.map((part) => `<div>${part}</div>`).join('') : (own[0] ?? '');
  return mark ? `<span class="${MARKS[mark]}">${text}</span>` : text;
}

function partHtml({ style, text }: CellPart): string {
  const words = textHtml(text);
  switch (style) {
    case 'body':
      return words;
    case 'strong':
      return `<strong>${words}</strong>`;
    case 'muted':
      return `<span class="soft">${words}</span>`;
    case 'mono':
      return `<span class="mono">${words}</span>`;
    case 'quote':
    case 'unmatched':
      return `<q>${words}</q>`;
    default:
      return unreachable(style);
  }
}
