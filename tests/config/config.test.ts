import { describe, expect, test } from 'vitest';
import { BadSettings, parseConfig, type Sources } from '#app/config.ts';

const parse = (sources: Partial<Sources>) => parseConfig({ flags: {}, env: {}, dotenv: '', cwd: '/srv', ...sources });

describe('settings', () => {
  test('nothing set: offline grader, outbox mail, folders under the working folder', () => {
    const { config } = parse({});
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      grader: 'offline',
      data: '/srv/data',
      reports: '/srv/reports',
      smtpUrl: null,
      publicUrl: null,
    });
    expect(config.banks.endsWith('question-banks')).toBe(true);
  });

  test('a flag goes before the environment, which goes before .env, and each says where it came from', () => {
    const { config, inForce } = parse({
      flags: { port: '1' },
      env: { PORT: '2', HOST: 'a' },
      dotenv: 'PORT=3\nHOST=b\nASSAY_DATA=/elsewhere\n',
    });
    expect(config).toMatchObject({ port: 1, host: 'a', data: '/elsewhere' });
    const from = Object.fromEntries(inForce.map((setting) => [setting.name, setting.from]));
    expect(from).toMatchObject({ port: 'flag', host: 'environment', data: '.env', log: 'default' });
  });

  test('a key or a base URL turns Claude on; ASSAY_GRADER=offline turns it off again', () => {
    expect(parse({ env: { ANTHROPIC_API_KEY: 'k' } }).config.grader).toBe('claude');
    expect(parse({ env: { ANTHROPIC_BASE_URL: 'http://localhost:8000/' } }).config).toMatchObject({
      grader: 'claude',
      anthropicBaseUrl: 'http://localhost:8000',
    });
    expect(parse({ env: { ANTHROPIC_API_KEY: 'k', ASSAY_GRADER: 'offline' } }).config.grader).toBe('offline');
  });

  test('models and budget: nothing set is the default model and no limit', () => {
    const unset = { modelGrader: null, modelPanel: null, modelInterviewer: null, modelEntailment: null, dailyBudgetUsd: null };
    expect(parse({}).config).toMatchObject(unset);
    expect(
      parse({ env: { ASSAY_MODEL_PANEL: 'panel-model', ASSAY_MODEL_ENTAILMENT: 'small-model', ASSAY_DAILY_BUDGET_USD: '12.50' } }).config,
    ).toMatchObject({ ...unset, modelPanel: 'panel-model', modelEntailment: 'small-model', dailyBudgetUsd: 12.5 });
  });

  test.each(['0.01', '7', '7.5', '999999.99'])('a budget of %s dollars is one', (budget) => {
    expect(parse({ env: { ASSAY_DAILY_BUDGET_USD: budget } }).config.dailyBudgetUsd).toBe(Number(budget));
  });

  test.each(['0', '0.00', '-1', '1.005', '1e3', '$5', '5,00', '1000000', ' 5', 'Infinity'])('a budget of “%s” is refused', (budget) => {
    expect(() => parse({ env: { ASSAY_DAILY_BUDGET_USD: budget } })).toThrow(/^ASSAY_DAILY_BUDGET_USD is not .*from the environment/);
  });

  test('all problems are named together, and no secret is in them', () => {
    const bad = () =>
      parse({ env: { PORT: '99999', ASSAY_GRADER: 'claude', SMTP_URL: 'http://user:hunter2@mail', ASSAY_PUBLIC_URL: 'nowhere' } });
    expect(bad).toThrow(BadSettings);
    try {
      bad();
    } catch (error) {
      const { problems } = error as BadSettings;
      expect(problems).toHaveLength(4);
      expect(problems.join(' ')).toMatch(/PORT.*99999/);
      expect(problems.join(' ')).not.toContain('hunter2');
    }
  });

  test('secrets are masked in the listing', () => {
    const { inForce } = parse({ env: { ANTHROPIC_API_KEY: 'sk-ant-0123456789abcdef' } });
    const shown = inForce.find((setting) => setting.name === 'anthropicKey')?.value;
    expect(shown).toBe('********cdef');
  });
});
