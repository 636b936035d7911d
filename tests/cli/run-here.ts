import { join } from 'node:path';
import { runCommandLine } from '../../src/cli/index.ts';
import type { Finished } from './run-assay.ts';
import { folder } from './run-assay.ts';
import { writeSample } from './write-sample-content.ts';

/** One installation in a folder of its own, with the sample bank and the offline grader; commands run in this process. */
export function sampleInstallation(root = folder()) {
  const env = writeSample(root);
  const settings = [
    ...['--banks-dir', env.ASSAY_BANKS, '--rubrics-dir', env.ASSAY_RUBRICS],
    ...['--data', join(root, 'data'), '--reports', join(root, 'reports')],
  ];
  return {
    root,
    banksDir: env.ASSAY_BANKS,
    rubricsDir: env.ASSAY_RUBRICS,
    run: async (...args: readonly string[]): Promise<Finished> => {
      const out: string[] = [];
      const err: string[] = [];
      const grader = args.includes('--grader') ? [] : ['--grader', 'offline'];
      const code = await runCommandLine([...args, ...settings, ...grader], {
        readAll: async () => '',
        out: (line) => out.push(`${line}\n`),
        err: (line) => err.push(`${line}\n`),
        interactive: false,
      });
      return { code, out: out.join(''), err: err.join('') };
    },
  };
}
