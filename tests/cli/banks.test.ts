import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, runAssay } from './run-assay.ts';
import { writeSample } from './write-sample-content.ts';

describe('assay banks', () => {
  test('form prints the questions of a seed in their order; the same seed prints the same form', async () => {
    const run = (seed: string) => runAssay(['banks', 'form', 'applied-ml', '--seed', seed, '--json']);
    const [one, again, other] = await Promise.all([run('7'), run('7'), run('8')]);
    const ids = (out: string) => (JSON.parse(out) as { questions: { id: string }[] }).questions.map(({ id }) => id);
    expect(one.out).toBe(again.out);
    expect(ids(one.out)).not.toEqual(ids(other.out));
    const printed = await runAssay(['banks', 'form', 'applied-ml', '--seed', '7']);
    for (const id of ids(one.out)) expect(printed.out).toContain(id);
    expect((await runAssay(['banks', 'form', 'applied-ml', '--seed', 'x'])).code).toBe(1);
  });

  test('try grades an answer that is typed or piped in, and names the follow-up', async () => {
    const cwd = folder();
    const file = join(cwd, 'answer.txt');
    writeFileSync(
      file,
      '30% of the clicks lose 11%, so phones and tickets alone are 3.3 points of the drop, the rest is almost nothing. I would begin there.',
    );
    const run = await runAssay(['banks', 'try', 'applied-ml@1.0.0/offline-online-gap', '--answer', file]);
    expect(run.code).toBe(0);
    expect(run.out).toMatch(/(?:met|partial) +Works out that fast-moving categories/);
    expect(run.out).toContain('phones and tickets alone are 3.3 points of the drop');
    expect(run.out).toMatch(/The follow-up would be \(\w+[-\w]*\/[-\w]+\): /);
    expect(await runAssay(['banks', 'try', 'no-such-question', '--answer', file])).toMatchObject({ code: 1 });
  });

  test('a team writes its own bank in a folder of its own: new, check, publish, diff', async () => {
    const root = folder();
    const env = { ASSAY_BANKS: join(root, 'banks'), ASSAY_RUBRICS: join(root, 'rubrics') };
    const run = (...args: string[]) => runAssay(['banks', ...args], env, root);
    expect(await run('new', 'bank', 'fraud-team', '--track', 'applied-ml')).toMatchObject({ code: 0 });
    expect(await run('new', 'question', 'fraud-team', 'late-labels')).toMatchObject({ code: 0 });
    expect(await run('new', 'question', 'fraud-team', 'alert-load', '--section', 'diagnosis', '--kind', 'critique')).toMatchObject({
      code: 0,
    });
    expect(await run('new', 'question', 'fraud-team', 'late-labels')).toMatchObject({ code: 1 });
    expect(await run('new', 'bank', 'Fraud Team', '--track', 'applied-ml')).toMatchObject({ code: 1 });

    // What was written fits the format: the only faults left are those of a bank that is not filled in.
    const { out } = await run('check');
    expect(out).not.toMatch(/not valid YAML|Invalid|expected/);
    expect(out).toContain('data-work asks 1 of 0 questions');
    expect(await run('show', 'fraud-team')).toMatchObject({ code: 0, out: expect.stringContaining('alert-load  critique') });
    expect(await run('publish', 'fraud-team')).toMatchObject({ code: 1 });
    expect(existsSync(join(root, 'banks/content.lock.json'))).toBe(false);
  });

  test('publish locks a version once; a changed one is refused', async () => {
    const root = folder();
    const env = writeSample(root);
    const run = (...args: string[]) => runAssay(['banks', ...args], env, root);
    expect(await run('publish', 'sample@1.0.0')).toMatchObject({ code: 0 });
    expect(await run('publish', 'sample')).toMatchObject({ code: 0, out: expect.stringContaining('published before') });
    const file = join(env.ASSAY_RUBRICS, 'question-1/1.0.0.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('the moon is the cause', 'the sun is the cause'));
    expect(await run('publish', 'sample')).toMatchObject({ code: 1, err: expect.stringContaining('was changed') });
    writeFileSync(file, text);
    const bank = readFileSync(join(env.ASSAY_BANKS, 'sample/1.0.0.yaml'), 'utf8');
    writeFileSync(
      join(env.ASSAY_BANKS, 'sample/1.1.0.yaml'),
      bank.replace('version: 1.0.0', 'version: 1.1.0').replace('A shop sells bread.', 'A shop sells cakes.'),
    );
    const diff = await run('diff', 'sample@1.0.0', 'sample@1.1.0');
    expect(diff.out).toMatch(/question-1 changed \(levels are not comparable\)\n\s+prompt changed/);
    expect(await run('new', 'question', 'sample', 'one-more')).toMatchObject({ code: 0 });
  });

  test('coverage prints what stands in docs/coverage.md', async () => {
    const run = await runAssay(['banks', 'coverage']);
    const loose = (page: string) => page.replaceAll(/-{3,}/g, '---').replaceAll(/\s+/g, ' ').trim();
    const kept = readFileSync(join(import.meta.dirname, '../../docs/coverage.md'), 'utf8');
    expect(run.out).toContain('| dimension |');
    expect(loose(kept), 'make it again: npm run docs:coverage').toBe(loose(run.out));
  });
});
