// Builds the server (tsc: type check and dist/) and the web pages (vite: dist/web). Fails on the first error.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';

const quiet = process.argv.includes('--quiet');

function run(title, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: quiet ? 'pipe' : ['ignore', 'inherit', 'inherit'],
  });
  if (status === 0) return;
  if (quiet) process.stderr.write(`${stdout}${stderr}`);
  process.stderr.write(`${title} failed.\n`);
  process.exit(1);
}

run('The type check of the server', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
run('The build of the web pages', ['node_modules/vite/bin/vite.js', 'build', '--logLevel', quiet ? 'error' : 'warn']);
mkdirSync('dist', { recursive: true });
writeFileSync('dist/.built', '');
