import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { sampleBank, sampleRubric } from '../banks/sample-content.ts';

/** A small valid bank with its rubrics under `root`; gives the settings that point at it. */
export function writeSample(root: string) {
  const env = { ASSAY_BANKS: join(root, 'banks'), ASSAY_RUBRICS: join(root, 'rubrics') };
  mkdirSync(join(env.ASSAY_BANKS, 'sample'), { recursive: true });
  writeFileSync(join(env.ASSAY_BANKS, 'sample/1.0.0.yaml'), stringify(sampleBank()));
  for (let number = 1; number <= 8; number++) {
    mkdirSync(join(env.ASSAY_RUBRICS, `question-${number}`), { recursive: true });
    writeFileSync(join(env.ASSAY_RUBRICS, `question-${number}/1.0.0.yaml`), stringify(sampleRubric(number)));
  }
  return env;
}
