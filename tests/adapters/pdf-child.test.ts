import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { PdfFailure } from '#app/ports/index.ts';
import { createPdfChildRenderer } from '../../src/adapters/pdf-child.ts';
import { sampleDocument } from '../report/sample-screen.ts';

const folder = mkdtempSync(join(tmpdir(), 'pdf-child-'));
afterAll(() => rmSync(folder, { recursive: true }));

function program(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return path;
}

describe('a child that goes wrong', () => {
  test('is killed when it takes too long', async () => {
    const entry = program('hang.mjs', 'process.stdin.resume(); setInterval(() => {}, 1_000);');
    const drawn = createPdfChildRenderer({ entry, timeoutMs: 300 }).render(sampleDocument());
    await expect(drawn).rejects.toThrow(new PdfFailure('Drawing took longer than 300 ms.'));
  });

  test('may crash without taking a word of the answers into the message', async () => {
    const entry = program('crash.mjs', `let text = ''; for await (const chunk of process.stdin) text += chunk; throw new Error(text);`);
    const failure = await createPdfChildRenderer({ entry })
      .render(sampleDocument())
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PdfFailure);
    expect((failure as PdfFailure).message).toBe('The drawing process ended early (1).');
  });

  test('may end before it reads its input', async () => {
    const entry = program('early.mjs', 'process.exit(3);');
    await expect(createPdfChildRenderer({ entry }).render(sampleDocument())).rejects.toThrow('ended early (3)');
  });

  test('runs out of its own memory only', async () => {
    const entry = program('greedy.mjs', 'const all = []; for (;;) all.push(new Array(100_000).fill(all.length));');
    await expect(createPdfChildRenderer({ entry, memoryMb: 16 }).render(sampleDocument())).rejects.toThrow(/ended early/);
  });

  test('must write a PDF', async () => {
    const entry = program('wrong.mjs', `process.stdin.resume(); process.stdin.on('end', () => process.stdout.write('hello'));`);
    await expect(createPdfChildRenderer({ entry }).render(sampleDocument())).rejects.toThrow('not a PDF');
  });

  test('sees nothing of the environment', async () => {
    const entry = program(
      'environment.mjs',
      `process.stdin.resume(); process.stdin.on('end', () => process.stdout.write('%PDF' + JSON.stringify(process.env)));`,
    );
    const bytes = await createPdfChildRenderer({ entry }).render(sampleDocument());
    expect(Buffer.from(bytes).toString()).toBe('%PDF{}');
  });
});

describe('the real child', () => {
  const entry = resolve('dist/report/render-child.js');

  test('draws a report', async () => {
    const bytes = await createPdfChildRenderer({ entry }).render(sampleDocument());
    expect(Buffer.from(bytes.subarray(0, 8)).toString('latin1')).toBe('%PDF-1.7');
    expect(Buffer.from(bytes.subarray(-6)).toString('latin1')).toContain('%%EOF');
  });

  test('names the field that does not fit, and not what stands in it', async () => {
    const document = { ...sampleDocument(), track: 'secret words' } as unknown as ReturnType<typeof sampleDocument>;
    const drawn = createPdfChildRenderer({ entry }).render(document);
    await expect(drawn).rejects.toThrow(new PdfFailure('The document does not fit the schema at track.'));
  });
});
