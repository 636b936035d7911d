import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

function files(folder: string, name: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const tests = files('tests', /\.(test\.tsx?|ts)$/)
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

describe('rules have tests', () => {
  test.each(files('src', /^SPEC\.md$/).map((file) => file.slice(root.length + 1)))(
    'every rule of %s stands in the title of a test',
    (file) => {
      const ids = [...readFileSync(join(root, file), 'utf8').matchAll(/^(?:\|\s*|[-*]\s+)?\**([A-Z]{2}\d+)\b/gm)].map((match) => match[1]);
      expect(ids.length).toBeGreaterThan(3);
      expect(ids.filter((id) => !tests.includes(`[${id}]`))).toEqual([]);
    },
  );
});
