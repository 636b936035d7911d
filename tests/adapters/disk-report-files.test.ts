import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDiskReportFiles } from '#app/adapters/index.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'reports-'));
});
afterEach(() => rm(root, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

test('a file is read back as written, a second write replaces it, and nothing else is left in the folder', async () => {
  const files = createDiskReportFiles(join(root, 'deep', 'reports'));
  await files.write('a-1.json', bytes('one'));
  await files.write('a-1.json', bytes('two'));
  expect(new TextDecoder().decode((await files.read('a-1.json')) ?? undefined)).toBe('two');
  expect(await readdir(join(root, 'deep', 'reports'))).toEqual(['a-1.json']);
});

test('a file that is not there is null, a folder in its place is an error', async () => {
  const files = createDiskReportFiles(root);
  expect(await files.read('none.pdf')).toBeNull();
  await mkdir(join(root, 'taken.pdf'));
  await expect(files.read('taken.pdf')).rejects.toMatchObject({ code: 'EISDIR' });
});

test('a write that fails leaves neither a half file nor a temporary one', async () => {
  const files = createDiskReportFiles(root);
  await mkdir(join(root, 'taken.pdf'));
  await expect(files.write('taken.pdf', bytes('x'))).rejects.toThrow();
  expect(await readdir(root)).toEqual(['taken.pdf']);
});

test('many writers of one name end with one whole file', async () => {
  const files = createDiskReportFiles(root);
  const texts = Array.from({ length: 20 }, (_, n) => String(n).repeat(10_000));
  await Promise.all(texts.map((text) => files.write('a.json', bytes(text))));
  expect(texts).toContain(await readFile(join(root, 'a.json'), 'utf8'));
  expect(await readdir(root)).toEqual(['a.json']);
});

test.each(['../a.json', '..', '.', '', '.hidden', 'a/b.json', 'a\\b.json', '/etc/passwd', 'a\0.json', '%2e%2e', 'ä.json', 'x'.repeat(201)])(
  'the name %j is refused for writing and reading',
  async (name) => {
    const files = createDiskReportFiles(root);
    await expect(files.write(name, bytes('x'))).rejects.toBeInstanceOf(RangeError);
    await expect(files.read(name)).rejects.toBeInstanceOf(RangeError);
    expect(await readdir(root)).toEqual([]);
  },
);
