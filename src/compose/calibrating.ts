import { createFailpoint, createPinoLog, createRandomIds, createSystemClock } from '#app/adapters/index.ts';
import type { Content } from '#app/banks/index.ts';
import { CannotStart, type Config } from '#app/config.ts';
import type { Grader } from '#app/grading/index.ts';
import type { Clock, Ids } from '#app/ports/index.ts';
import type { Stores } from '#app/store/index.ts';
import { folderProblems } from './folder-problems.ts';
import { type Asking, createGraders } from './graders.ts';
import { openStores } from './open-stores.ts';
import { program } from './package.ts';
import { readContent } from './read-content.ts';

export interface Calibrating {
  readonly content: Content;
  readonly grader: Grader;
  readonly stores: Pick<Stores, 'events' | 'screens' | 'candidates' | 'calibrations'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly program: string;
  close(): Promise<void>;
}

/** Content, the grader and the store, without a server: for comparing the grader with people. Throws CannotStart. */
export async function composeCalibration(config: Config, asking: Asking): Promise<Calibrating> {
  const content = readContent(config);
  const problems = folderProblems(config.data, 'ASSAY_DATA');
  if (problems.length > 0) throw new CannotStart(problems);
  const ids = createRandomIds();
  const log = createPinoLog({ level: config.log });
  const stores = openStores(config, ids, ({ code }) => log.error({ code }, 'the database cannot be written to just now'));
  const clock = createSystemClock();
  const graders = createGraders(config, { calls: stores.llmCalls, clock, ids, log, failpoint: createFailpoint() }, asking);
  const close = async () => {
    graders.stop();
    await stores.close();
  };
  return { content, grader: graders.grader, stores, clock, ids, program, close };
}
