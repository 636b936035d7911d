import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createNetServer } from 'node:net';
import { join, resolve } from 'node:path';
import {
  createClaudeLlm,
  createDiskReportFiles,
  createHmacLinkTokens,
  createOutboxMailer,
  createPdfChildRenderer,
  createPinoLog,
  createRandomIds,
  createSmtpMailer,
  createSystemClock,
  DEFAULT_MODELS,
} from '#app/adapters/index.ts';
import { type Content, loadContent, lockWith } from '#app/banks/index.ts';
import { CannotStart, type Config } from '#app/config.ts';
import { createEngine, type Engine, type EngineParts, type RunningEngine } from '#app/engine/index.ts';
import { createClaudeGrader, createClaudeInterviewer, createOfflineGrader, type Grader } from '#app/grading/index.ts';
import type { Mailer, ReportFiles, StaffDirectory } from '#app/ports/index.ts';
import type { CandidateSession, ReportDocument } from '#app/protocol/index.ts';
import { createServer, createStaffAuth, type StaffAuth } from '#app/server/index.ts';
import { CannotOpenStore, openAuthDatabase, openMemoryStores, openSqliteStores } from '#app/store/index.ts';

const packageRoot = resolve(import.meta.dirname, '..');
const program = `assay ${(JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version}`;

export interface Product {
  readonly engine: RunningEngine;
  readonly staffAuth: StaffAuth;
  readonly content: Content;
  /** In words, for the person who started it. */
  readonly describe: { readonly grader: string; readonly mail: string };
  /** Starts workers and the server; gives the address. */
  listen(): Promise<string>;
  /** Stops within 5 s and loses nothing. */
  close(): Promise<void>;
  /** Called once when the store can no longer be trusted. */
  onFatal(call: (sentence: string) => void): void;
}

/** The product on SQLite, as it serves. Throws CannotStart. */
export async function composeProduct(config: Config, options: { readonly rateLimits?: 'off' } = {}): Promise<Product> {
  const content = readContent(config);
  const problems = [
    ...folderProblems(config.data, 'ASSAY_DATA'),
    ...folderProblems(config.reports, 'ASSAY_REPORTS'),
    ...(existsSync(webRoot) ? [] : [`The web pages are not built (${webRoot}). Run: npm run build`]),
  ];
  if (problems.length > 0) throw new CannotStart(problems);

  const log = createPinoLog({ level: config.log });
  const clock = createSystemClock();
  const ids = createRandomIds();
  const port = config.port === 0 ? await freePort(config.host) : config.port;
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
  const secret = readSecret(config.data, ids.secret(32));
  let fatal: (sentence: string) => void = (sentence) => log.error({ fault: sentence }, 'the store failed');
  const stores = opened(() =>
    openSqliteStores({
      file: join(config.data, 'assay.sqlite'),
      newEpoch: () => ids.uuid(),
      onFault: ({ severity, code, message }) => {
        if (severity === 'fatal')
          fatal(`The database can no longer be trusted (${code}: ${message}). Look at the disk before starting again.`);
        else log.error({ code }, 'the database cannot be written to just now');
      },
    }),
  );
  const mail = createMailer(config);
  const staffDatabase = opened(() => openAuthDatabase(join(config.data, 'staff.sqlite')));
  const staffAuth = createStaffAuth({
    database: staffDatabase,
    secret,
    publicUrl,
    clock,
    log,
    sendLink: (address, url) =>
      mail.mailer.send({
        id: `sign-in-${ids.uuid()}`,
        to: { name: address, address },
        subject: 'Your sign-in link for Assay',
        text: `Sign in once with this link, within 15 minutes:\n${url}\n\nIf you did not ask for it, ignore this mail.\n`,
        html: `<p>Sign in once with this link, within 15 minutes: <a href="${url.replaceAll('&', '&amp;')}">Sign in to Assay</a></p><p>If you did not ask for it, ignore this mail.</p>`,
      }),
  });
  await staffAuth.migrate();
  const graders = createGraders(config);
  const engine = createEngine({
    ...stores,
    ...graders,
    clock,
    ids,
    log,
    content,
    mailer: mail.mailer,
    files: createDiskReportFiles(config.reports),
    pdf: createPdfChildRenderer({ entry: pdfEntry }),
    tokens: createHmacLinkTokens(secret),
    staff: staffAuth,
    settings: { publicUrl, program, graderDescription: graders.forNotice, retention: config.retention, gradingLanes: config.gradingLanes },
  });
  const server = createServer({ engine, log, clock, publicUrl, staffAuth, webRoot, ...options });
  let closing: Promise<void> | null = null;
  const close = async () => {
    await engine.stop();
    await server.close({ graceMs: 500 });
    await stores.close();
    staffDatabase.close();
  };
  return {
    engine,
    staffAuth,
    content,
    describe: { grader: graders.forOperator, mail: mail.forOperator },
    async listen() {
      await engine.start();
      try {
        await server.listen(port, config.host);
      } catch (error) {
        await close();
        throw listenProblem(error, port, config.host);
      }
      return publicUrl;
    },
    close() {
      closing ??= close();
      return closing;
    },
    onFatal(call) {
      fatal = call;
    },
  };
}

export interface Simulation {
  readonly content: Content;
  /** Runs one screen and gives its report. `sit` acts as the candidate. */
  run(
    request: { readonly bank: string; readonly seed: number },
    sit: (engine: Engine, session: CandidateSession) => Promise<unknown>,
  ): Promise<{ document: ReportDocument; pdf: Uint8Array | null }>;
  close(): Promise<void>;
}

/** The same engine in memory: nothing is stored but what the caller writes. */
export async function composeSimulation(config: Config): Promise<Simulation> {
  const content = withDrafts(readContent(config));
  const ids = createRandomIds();
  const graders = createGraders(config);
  const parts: EngineParts = {
    ...openMemoryStores({ epoch: ids.uuid() }),
    ...graders,
    clock: createSystemClock(),
    ids,
    log: createPinoLog({ level: config.log }),
    content,
    mailer: { send: async () => {} },
    files: memoryFiles(),
    pdf: createPdfChildRenderer({ entry: pdfEntry }),
    tokens: createHmacLinkTokens(ids.secret(32)),
    staff: nobody,
    settings: {
      publicUrl: 'http://localhost',
      program,
      graderDescription: graders.forNotice,
      retention: config.retention,
      gradingLanes: config.gradingLanes,
    },
  };
  const engine = createEngine(parts);
  await engine.start();
  return {
    content,
    async run({ bank, seed }, sit) {
      const screenId = ids.uuid();
      const invited = await engine.invite(
        {
          screenId,
          candidate: { name: 'Simulated Candidate', email: 'candidate@example.org' },
          bank,
          role: 'Machine-learning engineer',
          company: 'Example company',
          contact: 'hiring@example.org',
          aiPolicy: 'open-with-declaration',
          accommodations: { timeMultiplier: 1, clock: 'shown' },
          seed,
        },
        { role: 'recruiter', id: 'simulate' },
      );
      if (!invited.ok) throw new CannotStart([`The screen could not be set up: ${invited.code}.`]);
      const session = await engine.exchange({ token: new URL(invited.value.link).hash.slice('#t='.length), deviceLogin: null });
      if (!session.ok) throw new CannotStart([`The screen could not be opened: ${session.code}.`]);
      await sit(engine, session.value);
      await engine.idle();
      const report = await engine.report(screenId);
      if (!report.ok) throw new CannotStart([`The report could not be made: ${report.code}.`]);
      const pdf = await engine.reportPdf(screenId);
      return { document: report.value.document, pdf: pdf.ok ? pdf.value : null };
    },
    close: () => engine.stop(),
  };
}

/** Content and a grader, without a screen around them. */
export function composeGrading(config: Config): { readonly content: Content; readonly grader: Grader } {
  return { content: readContent(config), grader: createGraders(config).grader };
}

const webRoot = join(packageRoot, 'dist', 'web');
const pdfEntry = join(packageRoot, 'dist', 'report', 'render-child.js');
const nobody: StaffDirectory = { find: async () => new Map() };

function createGraders(config: Config) {
  const offlineGrader = createOfflineGrader();
  if (config.grader === 'offline') {
    return {
      grader: offlineGrader,
      interviewer: offlineGrader,
      offlineGrader,
      forNotice: 'a program on our own server that looks for the points of the rubric; no language model reads your answers',
      forOperator:
        'offline (provisional: for a person to confirm). Set ANTHROPIC_API_KEY for Claude, or ANTHROPIC_BASE_URL for a server of your own.',
    };
  }
  const models = {
    grader: config.modelGrader ?? DEFAULT_MODELS.grader,
    interviewer: config.modelInterviewer ?? DEFAULT_MODELS.interviewer,
  };
  const llm = createClaudeLlm({ apiKey: config.anthropicKey, baseUrl: config.anthropicBaseUrl, models });
  const where = config.anthropicBaseUrl ? `at ${config.anthropicBaseUrl}` : 'by Anthropic';
  return {
    grader: createClaudeGrader({ llm, model: models.grader }),
    interviewer: createClaudeInterviewer({ llm, model: models.interviewer }),
    offlineGrader,
    forNotice: `the language model ${models.grader}, run ${where}; your name and address are not sent to it`,
    forOperator: `Claude (${models.grader}, ${where}). Set ASSAY_GRADER=offline to keep everything on this machine.`,
  };
}

function createMailer(config: Config): { mailer: Mailer; forOperator: string } {
  const from = { name: 'Assay', address: config.mailFrom };
  if (config.smtpUrl)
    return { mailer: createSmtpMailer({ url: config.smtpUrl, from }), forOperator: `through ${new URL(config.smtpUrl).host}` };
  const folder = join(config.data, 'outbox');
  return { mailer: createOutboxMailer({ folder, from }), forOperator: `written to ${folder} as .eml files. Set SMTP_URL to send it.` };
}

function memoryFiles(): ReportFiles {
  const files = new Map<string, Uint8Array>();
  return {
    write: async (name, bytes) => void files.set(name, bytes),
    read: async (name) => files.get(name) ?? null,
  };
}

function readContent(config: Config): Content {
  const content = loadContent({ banksDir: config.banks, rubricsDir: config.rubrics });
  if (content.problems.length === 0) return content;
  const shown = content.problems
    .slice(0, 5)
    .map((problem) => `${problem.file}${problem.line === null ? '' : `:${problem.line}`}: ${problem.message}. ${problem.remedy}`);
  throw new CannotStart([...shown, 'See all with: assay banks check']);
}

/** For trying things out: drafts count as published. */
function withDrafts(content: Content): Content {
  const complete = [...content.banks.values()].filter(({ bank }) => bank.questions.every(({ rubric }) => content.rubrics.has(rubric)));
  return { ...content, lock: complete.reduce((lock, { ref }) => lockWith({ ...content, lock }, ref), content.lock) };
}

function folderProblems(folder: string, setting: string): string[] {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return [];
  } catch (error) {
    return [`The folder ${folder} cannot be written to (${(error as NodeJS.ErrnoException).code}). Choose another one with ${setting}.`];
  }
}

/** The key behind links and staff cookies: made at the first start, readable by this user only. */
function readSecret(folder: string, fresh: string): string {
  const file = join(folder, 'secret.key');
  if (!existsSync(file)) {
    writeFileSync(file, `${fresh}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  }
  return readFileSync(file, 'utf8').trim();
}

function opened<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof CannotOpenStore) throw new CannotStart([error.message]);
    throw error;
  }
}

function freePort(host: string): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createNetServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolvePort(address.port) : reject(new Error('no port'))));
    });
  });
}

function listenProblem(error: unknown, port: number, host: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new CannotStart([`Port ${port} is taken. Choose another one with PORT or --port, or stop what is using it.`]);
  if (code === 'EACCES')
    return new CannotStart([`Port ${port} needs rights that this user does not have. Choose one above 1023 with PORT or --port.`]);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new CannotStart([`${host} is not an address of this machine. Change HOST or --host.`]);
  return error;
}
