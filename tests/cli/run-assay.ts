import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line as its user would, with nothing in the environment but what is given. */
export function runAssay(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd?: string): Promise<Finished> {
  return new Promise((resolve) => {
    const main = join(import.meta.dirname, '../../dist/main.js');
    execFile(
      process.execPath,
      [main, ...args],
      { env: { PATH: process.env.PATH ?? '', ...env }, cwd: cwd ?? folder(), maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err }),
    );
  });
}

/** A folder of its own for each test, removed afterwards. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'assay-cli-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
