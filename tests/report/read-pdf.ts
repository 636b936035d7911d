import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface StructNode {
  readonly role: string;
  readonly alt?: string;
  readonly children: readonly StructNode[];
}

export interface ReadPdf {
  /** Text of each page, runs joined by spaces. */
  readonly pages: readonly string[];
  readonly outline: readonly string[];
  readonly info: Record<string, unknown>;
  /** Elements with a role of every page, in reading order. */
  readonly elements: readonly StructNode[];
  /** Text that is neither in the structure tree nor an artifact. */
  readonly loose: readonly string[];
  readonly lang: string | null;
  /** The file without the contents of its streams: every dictionary in clear. */
  readonly dictionaries: string;
}

interface RawNode {
  role?: string;
  alt?: string;
  children?: RawNode[];
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const dictionaries = Buffer.from(bytes)
    .toString('latin1')
    .replace(/stream\r?\n[\s\S]*?endstream/g, '');
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, isEvalSupported: false });
  const pdf = await task.promise;
  const pages: string[] = [];
  const elements: StructNode[] = [];
  const loose: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const texts: string[] = [];
    const open: boolean[] = [];
    for (const item of items) {
      if ('str' in item) {
        texts.push(item.str);
        if (item.str.trim() !== '' && !open.includes(true)) loose.push(item.str);
      } else if (item.type === 'endMarkedContent') open.pop();
      // The library's types leave `tag` out.
      else open.push((item as { tag?: string }).tag === 'Artifact' || item.id !== undefined);
    }
    pages.push(texts.join(' ').replace(/\s+/g, ' '));
    elements.push(...flatten((await page.getStructTree()) as RawNode));
  }
  const { info } = await pdf.getMetadata();
  const outline = ((await pdf.getOutline()) ?? []).map(({ title }) => title);
  const lang = /\/Lang \(([^)]*)\)/.exec(dictionaries)?.[1] ?? null;
  await task.destroy();
  return { pages, outline, info: info as Record<string, unknown>, elements, loose, lang, dictionaries };
}

function flatten(node: RawNode): StructNode[] {
  const children = (node.children ?? []).flatMap(flatten);
  return node.role ? [{ role: node.role, ...(node.alt ? { alt: node.alt } : {}), children }, ...children] : children;
}
