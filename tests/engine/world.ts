import { onTestFinished } from 'vitest';
import { createHmacLinkTokens, createRandomIds } from '#app/adapters/index.ts';
import { type Content, loadContent, lockWith } from '#app/banks/index.ts';
import { createEngine, type EngineParts, type Outcome } from '#app/engine/index.ts';
import { createOfflineGrader } from '#app/grading/index.ts';
import type { Mail } from '#app/ports/index.ts';
import type { CandidateSession, InviteRequest } from '#app/protocol/index.ts';
import { openMemoryStores, type Stores } from '#app/store/index.ts';
import { type SampleFolder, sampleFolder } from '../banks/sample-content.ts';
import { FakeClock, settle } from './fake-clock.ts';
import { Wire } from './wire.ts';

export interface World extends EngineParts {
  readonly clock: FakeClock;
  readonly engine: ReturnType<typeof createEngine>;
  readonly stores: Stores;
  readonly mails: Mail[];
  readonly logged: string[];
  /** Kills this engine (its timers never fire again) and builds another over the same stores and clock. */
  restart(): World;
}

export function publishedSample(folder: SampleFolder = sampleFolder()): Content {
  const content = loadContent(folder);
  return { ...content, lock: lockWith(content, 'sample@1.0.0') };
}

export const SETTINGS: EngineParts['settings'] = {
  publicUrl: 'http://assay.test',
  program: 'assay test',
  graderDescription: 'a test',
  retention: 'for a test',
  gradingLanes: 4,
};

/** The engine with memory stores, a clock that stands still, and content made for tests. */
export function createWorld(overrides: Partial<EngineParts & { clock: FakeClock }> = {}): World {
  const stores = openMemoryStores({ epoch: 'epoch-1' });
  const offline = createOfflineGrader();
  const mails: Mail[] = [];
  const logged: string[] = [];
  const write = (fields: object, message: string) => logged.push(`${message} ${JSON.stringify(fields)}`);
  const files = new Map<string, Uint8Array>();
  const parts: EngineParts & { clock: FakeClock } = {
    ...stores,
    clock: new FakeClock(),
    ids: createRandomIds(),
    log: { info: write, warn: write, error: write },
    mailer: { send: async (mail) => void mails.push(mail) },
    files: { write: async (name, bytes) => void files.set(name, bytes), read: async (name) => files.get(name) ?? null },
    pdf: { render: async () => new TextEncoder().encode('%PDF-1.7 drawn by a test') },
    tokens: createHmacLinkTokens('a secret of a test that is long enough'),
    staff: { find: async (ids) => new Map(ids.map((id) => [id, { name: `Person ${id}`, email: `${id}@example.org` }])) },
    content: publishedSample(),
    grader: offline,
    interviewer: offline,
    offlineGrader: offline,
    gradingLane: null,
    failpoint: () => {},
    settings: SETTINGS,
    ...overrides,
  };
  return worldOf(parts, stores, mails, logged);
}

function worldOf(parts: EngineParts & { clock: FakeClock }, stores: Stores, mails: Mail[], logged: string[]): World {
  const engine = createEngine(parts);
  const restart = () => {
    parts.clock.dropTimers();
    return worldOf(parts, stores, mails, logged);
  };
  onTestFinished(async () => {
    let stopped = false;
    const stopping = engine.stop().then(() => {
      stopped = true;
    });
    while (!stopped) await parts.clock.advance(1_000);
    await stopping;
  });
  return { ...parts, engine, stores, mails, logged, restart };
}

export const SCREEN_ID = '00000000-0000-7000-8000-000000000001';

export async function invite(world: World, changes: Partial<InviteRequest> = {}): Promise<string> {
  const invited = await world.engine.invite(
    {
      screenId: SCREEN_ID,
      candidate: { name: 'Ada Example', email: 'ada@example.org' },
      bank: 'sample@1.0.0',
      role: 'Machine-learning engineer',
      company: 'Example company',
      contact: 'hiring@example.org',
      aiPolicy: 'open-with-declaration',
      accommodations: { timeMultiplier: 1, clock: 'shown' },
      seed: 1,
      ...changes,
    },
    { role: 'recruiter', id: 'recruiter-1' },
  );
  return expectOk(invited).link;
}

export async function signIn(world: World, link: string): Promise<CandidateSession & { login: string }> {
  return expectOk(await world.engine.exchange({ token: new URL(link).hash.slice('#t='.length), deviceLogin: null }));
}

/** An invited candidate, connected and welcomed. */
export async function connected(
  world: World,
  changes: Partial<InviteRequest> = {},
): Promise<{ wire: Wire; session: CandidateSession & { login: string } }> {
  await world.engine.start();
  const session = await signIn(world, await invite(world, changes));
  const wire = new Wire(world.engine, session);
  await wire.open();
  return { wire, session };
}

/** Ids of made-up screens, from 1: the first is SCREEN_ID. */
export function screenIdOf(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

/** Invites a candidate who answers every question and hands in. */
export async function finishScreen(world: World, screenId: string, textFor: (questionId: string) => string): Promise<void> {
  const wire = new Wire(world.engine, await signIn(world, await invite(world, { screenId })));
  await wire.open();
  await wire.begin();
  await wire.finish(textFor);
  wire.drop();
}

/** As `connected`, with the first question open. */
export async function asked(world: World, changes: Partial<InviteRequest> = {}) {
  const { wire, session } = await connected(world, changes);
  await wire.begin();
  return { wire, session };
}

export function expectOk<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code} ${outcome.details?.join(' ') ?? ''}`);
  return outcome.value;
}

export { settle };
