// npm test: type check and build, then every test. The last line counts what the runner itself recorded.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';

const RESULTS = 'tests/.output/results.json';

function step(title, args, env = {}) {
  console.log(`\n${title}`);
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0;
}

let chromium;
try {
  chromium = findChromium();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
if (!step('Types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'])) process.exit(1);
if (!step('Build', ['scripts/build.mjs'])) process.exit(1);

mkdirSync('tests/.output', { recursive: true });
rmSync(RESULTS, { force: true });
const green = step(
  'Tests',
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${RESULTS}`,
    ...process.argv.slice(2),
  ],
  {
    CHROMIUM_PATH: chromium,
  },
);
if (!existsSync(RESULTS)) {
  console.error('The test runner ended without a result.');
  process.exit(1);
}
const { numPassedTests, numFailedTests, numPendingTests, success } = JSON.parse(readFileSync(RESULTS, 'utf8'));
const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
console.log(`\n${numPassedTests} passed, ${numFailedTests} failed${skipped}`);
process.exit(green && success ? 0 : 1);
