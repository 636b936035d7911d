import type { Node } from './page-model.ts';

/** A row of a drawn table with its empty cells, for whoever reads the page's structure: in the body the first cell heads the row. */
export function rowNode(table: Node, columns: number, tag: 'TH' | 'TD'): Node {
  const cells: Node[] = [];
  const row: Node = { tag: 'TR', parent: table, cells };
  for (let index = 0; index < columns; index += 1) {
    if (tag === 'TH') cells.push({ tag: 'TH', parent: row, scope: 'Column' });
    else cells.push(index === 0 ? { tag: 'TH', parent: row, scope: 'Row' } : { tag: 'TD', parent: row });
  }
  return row;
}
