import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createClaudeGrader } from '#app/grading/index.ts';
import type { FailpointName, LlmCall } from '#app/ports/index.ts';
import { openSqliteStores, type Stores } from '#app/store/index.ts';
import { type SampleFolder, sampleFolder } from '../banks/sample-content.ts';
import { createWorld, finishScreen, publishedSample, SETTINGS, screenIdOf } from '../engine/world.ts';
import { goodAnswer } from '../faults/model-world.ts';
import { honest, StubMessagesApi, type StubRequest } from '../faults/stub-messages-api.ts';
import { between, seededRandom } from '../seeded-random.ts';

const child = join(import.meta.dirname, 'grading-child.mjs');
const composeGrading = join(import.meta.dirname, 'compose-grading.mjs');

/** Each point is passed by every one of twelve answers. */
const POINTS: readonly FailpointName[] = ['leased', 'before-call', 'after-call', 'after-store', 'grade-committed'];
/** Twenty for a release; a few of each are enough to notice a change on every commit. */
const SEEDS = Number(process.env.ASSAY_KILL_SEEDS ?? 5);
const AT_ONCE = 2;
const SCREENS = 2;
const ANSWERS = 6;
const HOUR_MS = 3_600_000;

interface Scene {
  readonly folder: string;
  /** A database with finished screens of which no answer is graded. */
  readonly template: string;
  readonly content: SampleFolder;
  /** After everything that was written in it. */
  readonly atMs: number;
}

async function setScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-grading-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const template = join(folder, 'template.sqlite');
  const stores = openSqliteStores({ file: template, newEpoch: () => 'epoch-1' });
  const never = { complete: () => Promise.reject(new Error('nothing is graded while the scene is set')) };
  const content = sampleFolder();
  const world = createWorld({
    ...stores,
    grader: createClaudeGrader({ llm: never, model: 'm' }),
    content: publishedSample(content),
    settings: { ...SETTINGS, gradingLanes: 0 },
  });
  await world.engine.start();
  for (let number = 1; number <= SCREENS; number++)
    await finishScreen(world, screenIdOf(number), (questionId) => goodAnswer(`${questionId} of candidate ${number}`));
  await world.engine.idle();
  const stopping = world.engine.stop();
  await world.clock.advance(10_000);
  await stopping;
  await stores.close();
  return { folder, template, content, atMs: world.clock.wallMs() + HOUR_MS };
}

interface Grading {
  readonly file: string;
  readonly banksDir: string;
  readonly rubricsDir: string;
  readonly baseUrl: string;
  readonly lanes: number;
  readonly startsAtMs: number;
}

/** Lets a process grade until it is killed at its failpoint. Gives what it complained about, and how it ended. */
async function gradeAndDie(grading: Grading, failpoint: string): Promise<{ complaints: string; signal: string | null }> {
  const { file, banksDir, rubricsDir, baseUrl, lanes, startsAtMs } = grading;
  const args = [child, file, banksDir, rubricsDir, baseUrl, String(lanes), String(startsAtMs)];
  const env = { PATH: process.env.PATH ?? '', ASSAY_TEST: '1', ASSAY_FAILPOINT: failpoint };
  const running = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  running.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const [, signal] = await once(running, 'close');
  return { complaints, signal };
}

/** The same program over the same file, in this process: an uncaught exception or rejection fails the test. */
async function gradeTheRest(grading: Grading): Promise<string> {
  const complaints: string[] = [];
  const { gradeAll } = (await import(/* @vite-ignore */ composeGrading)) as {
    gradeAll: (grading: Grading & { complain: (sentence: string) => void }) => Promise<void>;
  };
  await gradeAll({ ...grading, complain: (sentence) => void complaints.push(sentence) });
  return complaints.join(' ');
}

const keyOf = (model: string, system: readonly string[], user: string, maxTokens: number) =>
  JSON.stringify([model, system, user, maxTokens]);

function keyOfCall({ model, request }: LlmCall): string {
  const { system, user, maxTokens } = JSON.parse(request) as { system: string[]; user: string; maxTokens: number };
  return keyOf(model, system, user, maxTokens);
}

function keyOfRequest({ body }: StubRequest): string {
  return keyOf(
    body.model,
    body.system.map(({ text }) => text),
    body.messages[0]?.content ?? '',
    body.max_tokens,
  );
}

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

async function callsOf(stores: Stores): Promise<readonly LlmCall[]> {
  const about = await Promise.all(Array.from({ length: SCREENS }, (_, index) => stores.llmCalls.about(screenIdOf(index + 1))));
  return about.flat();
}

/** What is wrong after one kill and one start without; empty when nothing is. */
async function killOnce(scene: Scene, point: FailpointName, seed: number): Promise<string[]> {
  const random = seededRandom(seed);
  const faults: string[] = [];
  const say = (fault: string) => faults.push(`${point}, seed ${seed}: ${fault}`);
  const file = join(scene.folder, `${point}-${seed}.sqlite`);
  copyFileSync(scene.template, file);
  const stub = await StubMessagesApi.start(honest);
  // One lane makes every call of the run certain; four make calls of neighbours die with the process.
  const lanes = seed % 2 === 0 ? 1 : 4;
  const { banksDir, rubricsDir } = scene.content;
  const grading = { file, banksDir, rubricsDir, baseUrl: stub.url, lanes, startsAtMs: scene.atMs };

  const killed = await gradeAndDie(grading, `${point}:kill:${between(random, 1, 8)}`);
  if (killed.signal !== 'SIGKILL') say('the process was not killed');
  const before = openSqliteStores({ file, newEpoch: () => 'e' });
  const stored = new Set((await callsOf(before)).filter(({ status }) => status === 'answered').map(keyOfCall));
  const sentBefore = countsOf(stub.requests.map(keyOfRequest));
  await before.close();

  const complaints = killed.complaints + (await gradeTheRest({ ...grading, startsAtMs: scene.atMs + HOUR_MS }));
  if (complaints !== '') say(`complaints: ${complaints}`);
  await stub.close();

  let twice = 0;
  for (const [key, count] of countsOf(stub.requests.map(keyOfRequest))) {
    const sent = sentBefore.get(key) ?? 0;
    if (sent > 1) say(`a question was asked ${sent} times before the kill`);
    if (stored.has(key) && count > sent) say('a question was asked again although its reply was stored');
    if (count > 2) say(`a question was asked ${count} times`);
    if (count > 1) twice += 1;
  }
  // Calls under way, and replies on their way to the disk: one for each answer in hand, of which there are half as many again as calls.
  const lost = lanes > 1 ? lanes * 1.5 : point === 'after-call' ? 1 : 0;
  if (twice > lost) say(`${twice} questions were asked twice`);
  if (lanes === 1 && twice < lost) say('the reply that was lost with the process was not asked for again');

  const after = openSqliteStores({ file, newEpoch: () => 'e' });
  for (let number = 1; number <= SCREENS; number++) {
    const events = (await after.events.read(screenIdOf(number))).map(({ event }) => event);
    const graded = events.flatMap((event) =>
      event.type === 'AnswerGraded' ? [`${event.grade.questionId} ${event.grade.grader.name}`] : [],
    );
    if (graded.length !== ANSWERS || new Set(graded).size !== ANSWERS) say(`grades: ${graded.join(', ')}`);
    if (events.some(({ type }) => type === 'GradingNeedsPerson')) say('a person was asked for');
    if (events.filter(({ type }) => type === 'GradingCompleted').length !== 1) say('grading was not completed once');
  }
  const { ready, leased, dead } = await after.jobs.counts();
  if (ready + leased + dead > 0) say(`jobs are left: ${JSON.stringify({ ready, leased, dead })}`);
  for (const damage of await after.check()) say(damage);
  await after.close();
  return faults;
}

test.each(POINTS)(
  `kill -9 at %s, ${SEEDS} times: one grade for each answer, no reply paid for twice`,
  { timeout: 180_000 },
  async (point) => {
    const scene = await setScene();
    const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1);
    const faults: string[] = [];
    const lane = async () => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) faults.push(...(await killOnce(scene, point, seed)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    expect(faults).toEqual([]);
  },
);
