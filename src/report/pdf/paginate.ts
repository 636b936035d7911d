import { type Bookmark, type Node, type Op, type Page, type Strip, shifted } from './page-model.ts';
import { setLines, stack } from './set-text.ts';
import { BODY_HEIGHT, CONTENT_WIDTH, PAGE, STYLE } from './style.ts';
import type { Typefaces } from './typefaces.ts';

export const MAX_PAGES = 40;
export const CAPPED = `Shortened after ${MAX_PAGES} pages. The full text is in the HTML report.`;
/** Kept free at the foot of the last page allowed, for the line that says so. */
const CAP_ROOM = 20;

/** Fills pages with strips, keeping together what must stay together, and stops at the cap with a visible line. */
export function paginate(strips: readonly Strip[], root: Node, faces: Typefaces): Page[] {
  const pages: { ops: Op[]; bookmarks: Bookmark[] }[] = [{ ops: [], bookmarks: [] }];
  let y = 0;
  const room = () => BODY_HEIGHT - (pages.length === MAX_PAGES ? CAP_ROOM : 0) - y;
  const turnPage = (): boolean => {
    if (pages.length === MAX_PAGES) return false;
    pages.push({ ops: [], bookmarks: [] });
    y = 0;
    return true;
  };
  const put = ({ ops, height, gap, bookmark }: Strip, decoration = false) => {
    const page = pages.at(-1);
    if (!page) return;
    const top = PAGE.top + y + (y === 0 ? 0 : gap);
    page.ops.push(...ops.map((op) => shifted(decoration ? { ...op, node: null } : op, top)));
    if (bookmark && !decoration) page.bookmarks.push(bookmark);
    y = top - PAGE.top + height;
  };
  for (const group of groupsOf(strips)) {
    const [first] = group;
    const wanted = Math.max(heightOf(group, y === 0), first?.breakBefore === 'page' ? Number.POSITIVE_INFINITY : (first?.breakBefore ?? 0));
    if (y > 0 && wanted > room()) {
      if (!turnPage()) return capped(pages, root, faces);
      if (first?.again) put(first.again, true);
    }
    for (const strip of group) {
      if (y > 0 && strip.height + strip.gap > room() && !turnPage()) return capped(pages, root, faces);
      put(strip);
    }
  }
  return pages;
}

/** Strips that stay together; a row of them taller than a page is placed one by one. */
function groupsOf(strips: readonly Strip[]): Strip[][] {
  const groups: Strip[][] = [];
  let group: Strip[] = [];
  for (const strip of strips) {
    group.push(strip);
    if (strip.keep) continue;
    groups.push(group);
    group = [];
  }
  return group.length > 0 ? [...groups, group] : groups;
}

function heightOf(group: readonly Strip[], atTop: boolean): number {
  const total = group.reduce((sum, { height, gap }, index) => sum + height + (index === 0 && atTop ? 0 : gap), 0);
  return total > BODY_HEIGHT ? 0 : total;
}

function capped(pages: { ops: Op[]; bookmarks: Bookmark[] }[], root: Node, faces: Typefaces): Page[] {
  const place = { x: PAGE.left, width: CONTENT_WIDTH, node: { tag: 'P', parent: root } as const };
  const line = stack(setLines(CAPPED, STYLE.statement, place, faces), PAGE.top + BODY_HEIGHT - STYLE.statement.leading, shifted);
  pages.at(-1)?.ops.push(...line.ops);
  return pages;
}
