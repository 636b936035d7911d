import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Grade } from '#app/protocol/index.ts';
import { folder, runAssay } from './run-assay.ts';

describe('assay', () => {
  test.each([
    [[]],
    [['serve']],
    [['invite', 'create']],
    [['banks', 'check']],
    [['simulate']],
    [['grade']],
    [['report']],
    [['config']],
    [['sign-in-link']],
  ])('%j has --help', async (args) => {
    const run = await runAssay([...args, '--help']);
    expect(run.code).toBe(0);
    expect(run.out).toContain('Usage: assay');
  });

  test('wrong usage is exit code 2', async () => {
    expect((await runAssay(['simulate'])).code).toBe(2);
    expect((await runAssay(['no-such-command'])).code).toBe(2);
  });

  test('bad settings are all named at once, exit code 1', async () => {
    const run = await runAssay(['serve'], { PORT: 'many', ASSAY_GRADER: 'psychic' });
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/PORT.*\n.*ASSAY_GRADER/);
  });

  test('config prints what is in force and where it came from, secrets masked', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, '.env'), 'HOST=0.0.0.0\n');
    const run = await runAssay(['--port', '4000', 'config', '--json'], { ANTHROPIC_API_KEY: 'sk-ant-aaaaaaaaaaaaaaaa1234' }, cwd);
    const { settings } = JSON.parse(run.out) as { settings: { env: string; value: string; from: string }[] };
    const byName = Object.fromEntries(settings.map((setting) => [setting.env, [setting.value, setting.from]]));
    expect(byName.PORT).toEqual(['4000', 'flag']);
    expect(byName.HOST).toEqual(['0.0.0.0', '.env']);
    expect(byName.ANTHROPIC_API_KEY).toEqual(['********1234', 'environment']);
    expect(byName.ASSAY_GRADER?.[0]).toBe('claude');
  });

  test('banks check passes on the banks that are shipped, and names file, line and remedy otherwise', async () => {
    expect(await runAssay(['banks', 'check'])).toMatchObject({ code: 0 });
    const run = await runAssay(['banks', 'check', '--json'], { ASSAY_BANKS: folder(), ASSAY_RUBRICS: '/nowhere' });
    expect(run.code).toBe(1);
    expect(JSON.parse(run.out)).toMatchObject({ problems: [{ file: '/nowhere', remedy: expect.stringContaining('ASSAY_RUBRICS') }] });
  });

  test('banks show lists banks and questions', async () => {
    expect((await runAssay(['banks', 'show'])).out).toContain('applied-ml@1.0.0');
    expect((await runAssay(['banks', 'show', 'applied-ml'])).out).toContain('offline-online-gap');
  });

  test('invite create prints a link; the report is refused while there is none', async () => {
    const cwd = folder();
    const args = [
      'invite',
      'create',
      '--name',
      'Ada',
      '--email',
      'ada@example.org',
      '--role',
      'ML engineer',
      '--company',
      'Example',
      '--contact',
      'hr@example.org',
      '--json',
    ];
    const run = await runAssay(args, {}, cwd);
    expect(run.code).toBe(0);
    const { screenId, link } = JSON.parse(run.out) as { screenId: string; link: string };
    expect(link).toMatch(/\/i#t=[A-Za-z0-9_-]{43}$/);
    expect(await runAssay(['report', screenId], {}, cwd)).toMatchObject({ code: 1, err: 'The report is not ready yet.\n' });
    expect(await runAssay(['report', 'no-such-screen'], {}, cwd)).toMatchObject({ code: 1 });
    expect((await runAssay([...args.slice(0, 3), '', ...args.slice(4)], {}, cwd)).code).toBe(1);
    expect((await runAssay(['sign-in-link', 'eva@example.org', '--name', 'Eva', '--role', 'engineer'], {}, cwd)).out).toMatch(
      /^http:\/\/localhost:3000\/sign-in\/link\?token=\S+\n$/,
    );
  });

  test('grade goes on where an earlier run stopped, even when it was cut in the middle of a line', async () => {
    const cwd = folder();
    const lines = Array.from({ length: 12 }, (_, index) =>
      JSON.stringify({
        id: `a${index}`,
        answer: `Answer ${index}: the training features are computed differently online than offline, so the model sees other inputs.`,
      }),
    );
    writeFileSync(join(cwd, 'answers.jsonl'), `${lines.join('\n')}\n`);
    const grade = () =>
      runAssay(
        ['grade', '--rubric', 'offline-online-gap@1.0.0', '--answers', 'answers.jsonl', '--out', 'grades.jsonl', '--lanes', '3'],
        {},
        cwd,
      );
    expect(await grade()).toMatchObject({ code: 0, err: '12 graded.\n' });
    const whole = readFileSync(join(cwd, 'grades.jsonl'), 'utf8');
    const rows = whole
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; grade: unknown });
    expect(rows.map((row) => row.id).sort()).toEqual(Array.from({ length: 12 }, (_, index) => `a${index}`).sort());
    for (const row of rows) Grade.parse(row.grade);
    writeFileSync(join(cwd, 'grades.jsonl'), whole.slice(0, whole.indexOf('\n', whole.length / 2) + 40));
    const again = await grade();
    expect(again.err).toMatch(/^\d+ graded, \d+ were there already\.\n$/);
    const resumed = readFileSync(join(cwd, 'grades.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id);
    expect(resumed.sort()).toEqual(rows.map((row) => row.id).sort());
  });
});
