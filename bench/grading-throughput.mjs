import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClaudeLlm, createHmacLinkTokens, createRandomIds, createSystemClock, modelsByRole } from '../dist/adapters/index.js';
import { loadContent } from '../dist/banks/index.js';
import { sitScreen } from '../dist/cli/simulated-candidate.js';
import { createEngine, createModelDesk } from '../dist/engine/index.js';
import { createClaudeGrader, createOfflineGrader } from '../dist/grading/index.js';
import { openSqliteStores } from '../dist/store/index.js';
import { Child } from './child.mjs';
import { inviteRequest } from './invite-request.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const BANK = 'applied-ml';
const ANSWERS = 1_000;
/** Graded before the clock runs: a server grades for days, and its code is compiled once. */
const WARM_UP = 200;
const LATENCY_MS = 50;
const LANES = 8;
const SCREENS_AT_ONCE = 20;

/**
 * Time in which answers are graded, against the time that a model of this latency takes for as many calls in as many lanes. One call for
 * each answer: one pass, and nothing read again. Gives a row for the table.
 */
export async function measureGrading(folder, say) {
  say('grading throughput');
  const content = loadContent({ banksDir: join(root, 'question-banks'), rubricsDir: join(root, 'rubrics') });
  await gradeSome(folder, content, WARM_UP);
  const { answers, ms, cpuMs } = await gradeSome(folder, content, ANSWERS);
  const idealMs = (answers * LATENCY_MS) / LANES;
  const overheadMs = (ms * LANES) / answers - LATENCY_MS;
  return {
    ratio: only(ms / idealMs),
    what: `grading ${answers} answers, a model of ${LATENCY_MS} ms, ${LANES} lanes: time to the ideal of ${(idealMs / 1_000).toFixed(2)} s`,
    figures: `${(ms / 1_000).toFixed(2)} s; ${overheadMs.toFixed(1)} ms of a lane and ${(cpuMs / answers).toFixed(2)} ms of CPU for each answer, reports included`,
  };
}

async function gradeSome(folder, content, count) {
  const file = join(folder, `grading-${randomUUID()}.sqlite`);
  const answers = await finishScreens(file, content, count);
  const stub = new Child(new URL('./stub-model.mjs', import.meta.url), [String(LATENCY_MS)]);
  const { address } = await stub.next('ready');

  const { engine, stores } = openEngine({ file, content, baseUrl: address, gradingLanes: LANES });
  const cpuBefore = process.cpuUsage();
  const beganMs = performance.now();
  await engine.start();
  await engine.idle();
  const ms = performance.now() - beganMs;
  const { user, system } = process.cpuUsage(cpuBefore);
  const { calls } = await stub.ask({ kind: 'calls' }, 'calls');
  const graded = await countGrades(stores);
  await engine.stop();
  await stores.close();
  await stub.end();
  if (graded !== answers || calls !== answers) throw new Error(`${answers} answers, ${graded} grades, ${calls} calls`);
  return { answers, ms, cpuMs: (user + system) / 1_000 };
}

function openEngine({ file, content, baseUrl, gradingLanes }) {
  const stores = openSqliteStores({ file, newEpoch: randomUUID });
  const clock = createSystemClock();
  const ids = createRandomIds();
  const log = { info() {}, warn() {}, error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`) };
  const failpoint = () => {};
  const models = modelsByRole({});
  const llm = createClaudeLlm({ apiKey: null, baseUrl, models });
  const budget = { dailyBudgetMicroUsd: null, estimateMicroUsd: () => null };
  const desk = createModelDesk({ llm, calls: stores.llmCalls, models, clock, ids, log, failpoint, ...budget, gradingCalls: gradingLanes });
  const offlineGrader = createOfflineGrader();
  const engine = createEngine({
    ...stores,
    clock,
    ids,
    log,
    failpoint,
    content,
    mailer: { send: async () => {} },
    files: { write: async () => {}, read: async () => null },
    pdf: { render: async () => new Uint8Array() },
    tokens: createHmacLinkTokens('the secret of a measurement, long enough'),
    staff: { find: async () => new Map() },
    grader: { ...createClaudeGrader({ llm: desk, model: models.grader, passes: 1 }), blindReader: null },
    interviewer: offlineGrader,
    offlineGrader,
    gradingLane: desk,
    settings: { publicUrl: 'http://localhost', program: 'bench', graderDescription: 'a stub', retention: 'for a while', gradingLanes },
  });
  return { engine, stores };
}

/** Screens with so many answers or a few more, of which none is graded: no lane is open for that. Gives the number of answers. */
async function finishScreens(file, content, count) {
  const { engine, stores } = openEngine({ file, content, baseUrl: 'http://localhost', gradingLanes: 0 });
  await engine.start();
  const [offered] = engine.banks().filter(({ ref }) => ref.startsWith(`${BANK}@`));
  const { bank } = content.banks.get(offered.ref);
  const questions = bank.sections.reduce((sum, { ask }) => sum + ask, 0);
  const numbers = Array.from({ length: Math.ceil(count / questions) }, (_, index) => index + 1);
  const answers = numbers.length * questions;
  // Each answer is a text of its own, or the desk would know its reply already.
  const textsOf = (number) =>
    new Map(
      bank.questions.map(({ id, rubric }) => {
        const { answer } = content.rubrics.get(rubric).rubric.exemplars.at(-1);
        return [id, { answer: `${answer} (Candidate ${number}.)` }];
      }),
    );
  const lane = async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      const invited = await engine.invite(inviteRequest(offered, number), { role: 'recruiter', id: 'bench' });
      if (!invited.ok) throw new Error(`an invite was refused: ${invited.code}`);
      const session = await engine.exchange({ token: new URL(invited.value.link).hash.slice('#t='.length), deviceLogin: null });
      if (!session.ok) throw new Error(`a screen could not be opened: ${session.code}`);
      await sitScreen(engine, session.value, textsOf(number));
    }
  };
  await Promise.all(Array.from({ length: SCREENS_AT_ONCE }, lane));
  await engine.idle();
  await engine.stop();
  await stores.close();
  return answers;
}

async function countGrades(stores) {
  let grades = 0;
  for (const stream of await stores.events.streams())
    for (const { event } of await stores.events.read(stream)) if (event.type === 'AnswerGraded') grades += 1;
  return grades;
}

function only(value) {
  return { median: value, min: value, max: value };
}
