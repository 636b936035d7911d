import { describe } from 'vitest';
import { describeAccess } from './contract-access.ts';
import { describeCalibrations } from './contract-calibrations.ts';
import { describeCommits } from './contract-commits.ts';
import { describeJobs } from './contract-jobs.ts';
import { describeLists } from './contract-lists.ts';
import { describeLive } from './contract-live.ts';
import { describeLlmBatches } from './contract-llm-batches.ts';
import { describeLlmCalls } from './contract-llm-calls.ts';
import { describeLog } from './contract-log.ts';
import type { Open } from './fixtures.ts';

/** What every implementation of the stores promises: rules ES1 to ES39 and ES57 to ES70. `open` gives an empty one for each test. */
export function describeStores(name: string, open: Open): void {
  describe(`${name}: the log`, () => describeLog(open));
  describe(`${name}: commits`, () => describeCommits(open));
  describe(`${name}: lists and records`, () => describeLists(open));
  describe(`${name}: drafts and clock`, () => describeLive(open));
  describe(`${name}: access`, () => describeAccess(open));
  describe(`${name}: jobs`, () => describeJobs(open));
  describe(`${name}: calls to models`, () => describeLlmCalls(open));
  describe(`${name}: batches of calls`, () => describeLlmBatches(open));
  describe(`${name}: calibrations`, () => describeCalibrations(open));
}
