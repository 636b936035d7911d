import PDFDocument from 'pdfkit';
import type { Block } from '../blocks.ts';
import { printable } from '../printable.ts';
import { unreachable } from '../unreachable.ts';
import type { Node, Op, Page, Shape } from './page-model.ts';
import { paginate } from './paginate.ts';
import { setBlocks } from './set-blocks.ts';
import { setLines } from './set-text.ts';
import { CONTENT_WIDTH, PAGE, RULE, STYLE } from './style.ts';
import { FONTS, type FontId, fontFile, type Measure, Typefaces } from './typefaces.ts';

/** Every word of it is the program's or the recruiter's: text typed in a screen never reaches document properties. */
export interface PdfMeta {
  readonly title: string;
  /** Printed at the foot of every page. */
  readonly running: string;
  /** Of the document itself, so that the same document gives the same file. */
  readonly createdAt: Date;
}

const MEASURING_SIZE = 1_000;
/** Fonts go by their paths everywhere: pdfkit reads a font again on every use when it knows the same one by two names. */
const FILES = Object.fromEntries(FONTS.map((font) => [font, fontFile(font)])) as Record<FontId, string>;

type Pdf = PDFKit.PDFDocument;
type Element = ReturnType<Pdf['struct']>;

/**
 * Draws blocks as a tagged PDF (PDF/UA-1): structure tree, embedded fonts, bookmarks, page numbers as artifacts. There are no links, actions,
 * scripts, images or attachments in it, whatever the text says. At most 40 pages; see SPEC.md.
 */
export async function drawPdf(blocks: readonly Block[], meta: PdfMeta): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    // Known to pdfkit, not yet to its types.
    subset: 'PDF/UA' as PDFKit.Mixins.PDFSubsets,
    // The constructor would set Helvetica otherwise, and a font that is not embedded breaks PDF/UA.
    font: FILES.sans,
    info: { Title: printable(meta.title), Producer: 'Assay', Creator: 'Assay', CreationDate: meta.createdAt, ModDate: meta.createdAt },
  });
  const faces = new Typefaces(measureWith(pdf));
  const root: Node = { tag: 'Document', parent: null };
  const pages = paginate(setBlocks(blocks, root, faces), root, faces);
  const bytes = collect(pdf);
  const tree = new StructureTree(pdf);
  for (const [index, page] of pages.entries()) {
    pdf.addPage();
    drawPage(pdf, page, tree);
    drawFoot(pdf, `${index + 1} / ${pages.length}`, meta.running, faces);
  }
  tree.end();
  pdf.end();
  return bytes;
}

/**
 * Measures with the drawer's own fonts, so that each font is read once. The drawer shapes and remembers a word together with the space after
 * it; asking in the same form lets both share that memory, which halves the time of a report.
 */
function measureWith(pdf: Pdf): Measure {
  const ems = (font: FontId, text: string) => pdf.font(FILES[font], MEASURING_SIZE).widthOfString(text) / MEASURING_SIZE;
  return (font, text) => (text.startsWith(' ') ? ems(font, text) : ems(font, `${text} `) - ems(font, ' '));
}

function collect(pdf: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}

/** Grows in drawing order, which is reading order: an element is made when the first thing is drawn for it. */
class StructureTree {
  readonly #elements = new Map<Node, Element>();
  #root: Element | null = null;

  constructor(private readonly pdf: Pdf) {}

  elementOf(node: Node): Element {
    const parent = node.parent ? this.elementOf(node.parent) : null;
    // A row makes all its cells, and this may be one of them.
    const known = this.#elements.get(node);
    if (known) return known;
    const { tag, alt, scope, cells } = node;
    const element = this.pdf.struct(tag, { ...(alt ? { alt } : {}), ...(scope ? { scope } : {}) });
    this.#elements.set(node, element);
    if (parent) parent.add(element);
    else this.#root = element;
    for (const cell of cells ?? []) this.elementOf(cell);
    return element;
  }

  end(): void {
    if (!this.#root) return;
    this.pdf.addStructure(this.#root);
    this.#root.end();
  }
}

/** Neighbouring ops of one node share one piece of marked content; what belongs to no node is an artifact. */
function drawPage(pdf: Pdf, page: Page, tree: StructureTree): void {
  for (const { title } of page.bookmarks) pdf.outline.addItem(title);
  let from = 0;
  while (from < page.ops.length) {
    const node = page.ops[from]?.node ?? null;
    let to = from;
    while (to < page.ops.length && (page.ops[to]?.node ?? null) === node) to += 1;
    mark(pdf, node, tree, page.ops.slice(from, to));
    from = to;
  }
}

function mark(pdf: Pdf, node: Node | null, tree: StructureTree, ops: readonly Op[]): void {
  if (node) {
    const element = tree.elementOf(node);
    const content = pdf.markStructureContent(node.tag);
    for (const op of ops) draw(pdf, op);
    pdf.endMarkedContent();
    element.add(content);
    return;
  }
  pdf.markContent('Artifact', { type: 'Layout' });
  for (const op of ops) draw(pdf, op);
  pdf.endMarkedContent();
}

function drawFoot(pdf: Pdf, number: string, running: string, faces: Typefaces): void {
  const y = PAGE.height - PAGE.bottom + 20;
  const place = { x: PAGE.left, width: CONTENT_WIDTH, node: null };
  pdf.markContent('Artifact', { type: 'Pagination' });
  draw(pdf, { kind: 'line', x1: PAGE.left, y1: y - 6, x2: PAGE.left + CONTENT_WIDTH, y2: y - 6, color: RULE, width: 0.5 });
  const [left] = setLines(printable(running), STYLE.running, { ...place, width: CONTENT_WIDTH - 60 }, faces);
  const [right] = setLines(number, STYLE.running, { ...place, align: 'right' }, faces);
  for (const op of [...(left?.ops ?? []), ...(right?.ops ?? [])]) {
    if (op.kind === 'text') draw(pdf, { ...op, y: op.y + y });
  }
  pdf.endMarkedContent();
}

function draw(pdf: Pdf, shape: Shape): void {
  switch (shape.kind) {
    case 'text': {
      const { font, size, color, text, x, y, tracking, rtl } = shape;
      pdf.font(FILES[font], size).fillColor(color);
      // `features` makes the whole run be shaped at once: a right-to-left run must not be split at its spaces.
      pdf.text(text, x, y, { lineBreak: false, baseline: 'alphabetic', characterSpacing: tracking, ...(rtl ? { features: [] } : {}) });
      return;
    }
    case 'rect': {
      const { x, y, width, height, radius } = shape;
      if (radius > 0) pdf.roundedRect(x, y, width, height, radius);
      else pdf.rect(x, y, width, height);
      return paint(pdf, shape);
    }
    case 'circle':
      pdf.circle(shape.x, shape.y, shape.r);
      return paint(pdf, shape);
    case 'half-circle': {
      const { x, y, r } = shape;
      pdf.path(`M ${x} ${y - r} A ${r} ${r} 0 0 0 ${x} ${y + r} Z`);
      return paint(pdf, { fill: shape.fill, stroke: null });
    }
    case 'line':
      pdf.lineWidth(shape.width).moveTo(shape.x1, shape.y1).lineTo(shape.x2, shape.y2).stroke(shape.color);
      return;
    default:
      return unreachable(shape);
  }
}

function paint(pdf: Pdf, { fill, stroke }: { fill: string | null; stroke: string | null }): void {
  pdf.lineWidth(0.8);
  if (fill && stroke) pdf.fillAndStroke(fill, stroke);
  else if (fill) pdf.fill(fill);
  else if (stroke) pdf.stroke(stroke);
}
