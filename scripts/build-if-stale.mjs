// Builds when a source file, a setting of the build or the lock file is newer than the last build. A later start costs nothing.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const inputs = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'vite.config.ts', ...filesOf('src')];

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const builtMs = existsSync('dist/.built') ? statSync('dist/.built').mtimeMs : 0;
if (inputs.some((file) => existsSync(file) && statSync(file).mtimeMs > builtMs)) {
  if (!process.argv.includes('--quiet')) console.log('Building (half a minute the first time) …');
  await import('./build.mjs');
}
