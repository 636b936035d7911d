export type TextBlock = { readonly kind: 'paragraph'; readonly text: string } | { readonly kind: 'code'; readonly text: string };

const FENCE = /^\s{0,3}(```|~~~)/;
const INDENT = /^(?: {4}|\t)/;
/** Spaces that were typed to line something up: before the first word or between two. */
const ALIGNED = /^ +\S|\S {2,}\S/;

/**
 * Plain text in paragraphs and code. Code is what stands between fences, or a run of lines indented by four spaces or a
 * tab that begins a paragraph, or a paragraph that is lined up with spaces: numbered code, a table. Nothing else is markup, and nothing
 * is dropped but the fences and that indent.
 */
export function textBlocks(text: string): TextBlock[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: TextBlock[] = [];
  let paragraph: string[] = [];

  function endParagraph(): void {
    if (paragraph.length > 0) blocks.push({ kind: isLinedUp(paragraph) ? 'code' : 'paragraph', text: paragraph.join('\n') });
    paragraph = [];
  }

  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const fence = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      endParagraph();
      const end = lines.findIndex((other, index) => index > at && other.trim().startsWith(fence));
      const until = end === -1 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, until).join('\n') });
      at = until;
    } else if (line.trim() === '') {
      endParagraph();
    } else if (paragraph.length === 0 && INDENT.test(line)) {
      const end = endOfIndented(lines, at);
      const code = lines.slice(at, end).map((indented) => indented.replace(INDENT, ''));
      blocks.push({ kind: 'code', text: code.join('\n') });
      at = end - 1;
    } else {
      paragraph.push(line);
    }
  }
  endParagraph();
  return blocks;
}

/** At least two lines, and half of them all, need every space they have. */
function isLinedUp(lines: readonly string[]): boolean {
  const aligned = lines.filter((line) => ALIGNED.test(line)).length;
  return aligned > 1 && aligned * 2 >= lines.length;
}

/** One past the last indented line of a run; blank lines belong to it only when indented ones follow. */
function endOfIndented(lines: readonly string[], from: number): number {
  let end = from;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (INDENT.test(line) && line.trim() !== '') end = at + 1;
    else if (line.trim() !== '') break;
  }
  return end;
}
