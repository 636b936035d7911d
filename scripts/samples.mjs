// Makes the sample reports again: for each `reports/samples/<bank>.answers.yaml` a whole simulated screen, its report as PDF and JSON.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SEED = '3';
const root = resolve(import.meta.dirname, '..');
const samples = join(root, 'reports/samples');

for (const file of readdirSync(samples).filter((name) => name.endsWith('.answers.yaml'))) {
  const bank = file.slice(0, -'.answers.yaml'.length);
  const out = mkdtempSync(join(tmpdir(), 'assay-sample-'));
  const args = ['simulate', '--bank', bank, '--answers', join(samples, file), '--out', out, '--seed', SEED];
  const said = execFileSync(process.execPath, [join(root, 'dist/main.js'), '--grader', 'offline', ...args], { encoding: 'utf8' });
  for (const kind of ['pdf', 'json']) cpSync(join(out, `report.${kind}`), join(samples, `${bank}.${kind}`));
  rmSync(out, { recursive: true });
  console.log(`${bank}: ${said.split('\n')[0]}`);
}
