import { describe, expect, test } from 'vitest';
import { planInterview } from '#app/banks/index.ts';
import { type Config, parseConfig } from '#app/config.ts';
import { bankCostLine, formCostLine } from '../../src/cli/cost-line.ts';
import { newestBanks, shipped } from '../shipped-content.ts';

const [bank] = newestBanks;
const config = (env: Readonly<Record<string, string>>): Config => parseConfig({ flags: {}, env, dotenv: '', cwd: '/' }).config;
const KEY = { ANTHROPIC_API_KEY: 'a-key-of-a-test' };

/** Bank and form of it, as a command says what they cost. */
function lines(env: Readonly<Record<string, string>>): string[] {
  if (!bank) throw new Error('a bank is shipped');
  const form = planInterview(bank, shipped.rubrics, 1);
  return [bankCostLine(bank, shipped, config(env)), formCostLine(form, shipped, config(env))];
}

describe('what a command says of the cost of grading', () => {
  test('is an amount for one screen with a model whose price is known, and a dearer model costs more', () => {
    const amounts = (env: Readonly<Record<string, string>>) =>
      lines(env).map((line) => {
        const [, alone, model, cached] =
          /^Grading is estimated at US\$ (\d\.\d\d) a screen with (\S+) \(US\$ (\d\.\d\d) while/.exec(line) ?? [];
        expect(Number(cached)).toBeLessThan(Number(alone));
        expect(model).toBe(env.ASSAY_MODEL_GRADER ?? 'claude-sonnet-5-5');
        return Number(alone);
      });
    const [ofBank = 0, ofForm = 0] = amounts(KEY);
    expect(ofForm).toBeGreaterThan(ofBank / 2);
    expect(ofForm).toBeLessThan(ofBank * 2);
    expect(amounts({ ...KEY, ASSAY_MODEL_GRADER: 'claude-opus-5-5' })[0]).toBeGreaterThan(ofBank);
  });

  test('is that it costs nothing offline, and that it is not known for another model or at another address', () => {
    for (const line of lines({})) expect(line).toBe('Grading costs nothing: the offline grader asks no model.');
    const unknown: readonly Readonly<Record<string, string>>[] = [
      { ...KEY, ASSAY_MODEL_GRADER: 'a-model-of-our-own' },
      { ANTHROPIC_BASE_URL: 'http://localhost:9' },
    ];
    for (const line of unknown.flatMap(lines)) expect(line).toMatch(/^What grading costs with \S+ is not known here/);
  });
});
