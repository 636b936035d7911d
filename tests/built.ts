import { spawnSync } from 'node:child_process';

/** Some tests run the compiled program as a process of its own. Built once here, never inside a test: tests run side by side. */
export default function setup(): void {
  const { status } = spawnSync(process.execPath, ['scripts/build-if-stale.mjs', '--quiet'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the program does not build, so the tests that run it cannot');
}
