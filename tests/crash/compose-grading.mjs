// Engine, SQLite, desk and Claude adapter as shipped, from the built program, with nothing else of the product around them. The adapters
// are taken one by one: a process that is started a hundred times should not read mail servers and log writers.
import { createClaudeLlm } from '../../dist/adapters/claude.js';
import { modelsByRole } from '../../dist/adapters/claude-models.js';
import { createFailpoint } from '../../dist/adapters/failpoint.js';
import { createHmacLinkTokens } from '../../dist/adapters/hmac-link-tokens.js';
import { createRandomIds } from '../../dist/adapters/random-ids.js';
import { createSystemClock } from '../../dist/adapters/system-clock.js';
import { loadContent } from '../../dist/banks/index.js';
import { createEngine, createModelDesk } from '../../dist/engine/index.js';
import { createClaudeGrader, createOfflineGrader } from '../../dist/grading/index.js';
import { openSqliteStores } from '../../dist/store/index.js';

/**
 * Grades what waits in a database until nothing is left. `startsAtMs`: wall time at the start, told so that the lease of a process that
 * was killed has run out when the next one begins. `complain` is called with every error in the log.
 */
export async function gradeAll({ file, banksDir, rubricsDir, baseUrl, lanes, startsAtMs, complain }) {
  const ids = createRandomIds();
  const stores = openSqliteStores({ file, newEpoch: () => ids.uuid() });
  const beganMs = performance.now();
  const clock = { ...createSystemClock(), wallMs: () => Math.round(startsAtMs + performance.now() - beganMs) };
  const log = { info: () => {}, warn: () => {}, error: (fields, message) => complain(`${message} ${JSON.stringify(fields)}`) };
  const failpoint = createFailpoint();
  const models = modelsByRole({});
  const desk = createModelDesk({
    llm: createClaudeLlm({ apiKey: 'a-key-of-a-test', baseUrl, models }),
    calls: stores.llmCalls,
    models,
    clock,
    ids,
    log,
    failpoint,
    dailyBudgetMicroUsd: null,
    estimateMicroUsd: () => null,
    gradingCalls: lanes,
  });
  const offlineGrader = createOfflineGrader();
  const files = new Map();
  const engine = createEngine({
    ...stores,
    clock,
    ids,
    log,
    failpoint,
    content: loadContent({ banksDir, rubricsDir }),
    mailer: { send: async () => {} },
    files: { write: async (name, bytes) => void files.set(name, bytes), read: async (name) => files.get(name) ?? null },
    pdf: { render: async () => new TextEncoder().encode('%PDF-1.7 drawn by a test') },
    tokens: createHmacLinkTokens('a secret of a test that is long enough'),
    staff: { find: async () => new Map() },
    grader: createClaudeGrader({ llm: desk, model: models.grader, passes: 1 }),
    interviewer: offlineGrader,
    offlineGrader,
    gradingLane: desk,
    settings: {
      publicUrl: 'http://assay.test',
      program: 'assay test',
      graderDescription: 'a test',
      retention: 'for a test',
      gradingLanes: lanes,
    },
  });
  await engine.start();
  await engine.idle();
  await engine.stop();
  await stores.close();
}
