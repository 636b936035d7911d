import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Name and version of the program, as reports print them. */
export const program = `assay ${(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version}`;
/** The built pages. */
export const webRoot = join(root, 'dist', 'web');
/** What draws a PDF in a process of its own. */
export const pdfEntry = join(root, 'dist', 'report', 'render-child.js');
