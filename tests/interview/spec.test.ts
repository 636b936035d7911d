import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const here = new URL('.', import.meta.url);

test('[IV67] every rule of the specification has exactly one test, and every test a rule', () => {
  const spec = readFileSync(new URL('../../src/interview/SPEC.md', here), 'utf8');
  const rules = [...spec.matchAll(/^- \*\*(IV\d+)\*\*/gm)].map(([, id]) => id);
  const tests = readdirSync(here)
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(new URL(name, here), 'utf8').matchAll(/test\('\[(IV\d+)\]/g)].map(([, id]) => id));
  expect(tests.toSorted()).toEqual(rules.toSorted());
  expect(new Set(rules).size).toBe(rules.length);
});
