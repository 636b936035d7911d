import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forbiddenImports } from './import-rules.ts';

const src = join(import.meta.dirname, '../../src');

function sourceFiles() {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(src, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
}

describe('the import table', () => {
  test('holds for every file of src', () => {
    const files = sourceFiles();
    expect(files.length).toBeGreaterThan(50);
    expect(forbiddenImports(files)).toEqual([]);
  });

  test.each([
    ['interview/decide.ts', "import { randomUUID } from 'node:crypto';", 'interview may not use node:crypto'],
    ['interview/decide.ts', "import { Clock } from '#app/ports/index.ts';", 'interview may not import ports'],
    ['engine/rooms.ts', "import { openSqliteStores } from '#app/store/index.ts';", 'engine may not import store'],
    ['web/candidate/app.tsx', "import { decide } from '#app/interview/index.ts';", 'web may not import interview'],
    ['grading/levels.ts', "export { x } from 'node:fs';", 'grading may not use node:fs'],
    ['report/build-report.ts', "const x = await import('better-sqlite3');", 'report may not use better-sqlite3'],
    ['server/app.ts', "import { Engine } from '#app/engine/dispatch.ts';", 'entered by its face'],
    ['server/app.ts', "import { Engine } from '../engine/index.ts';", 'stay in its folder'],
    ['helpers/strings.ts', '', 'not in the import table'],
  ])('refuses %s with %s', (path, text, sentence) => {
    expect(forbiddenImports([{ path, text }]).join('\n')).toContain(sentence);
  });
});
