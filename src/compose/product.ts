import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createDiskReportFiles,
  createFailpoint,
  createHmacLinkTokens,
  createOutboxMailer,
  createPdfChildRenderer,
  createPinoLog,
  createRandomIds,
  createSmtpMailer,
  createSystemClock,
} from '#app/adapters/index.ts';
import type { Content } from '#app/banks/index.ts';
import { CannotStart, type Config } from '#app/config.ts';
import { createEngine, createRegrader, type Regrader, type RunningEngine } from '#app/engine/index.ts';
import type { Mailer } from '#app/ports/index.ts';
import { createServer, createStaffAuth, type StaffAuth } from '#app/server/index.ts';
import { openAuthDatabase } from '#app/store/index.ts';
import { folderProblems } from './folder-problems.ts';
import { type Asking, createGraders } from './graders.ts';
import { freePort, listenProblem } from './listening.ts';
import { opened, openStores } from './open-stores.ts';
import { pdfEntry, program, webRoot } from './package.ts';
import { readContent } from './read-content.ts';

export interface Product {
  readonly engine: RunningEngine;
  /** Grades what is stored again; needs no running server, and works beside one. */
  readonly regrader: Regrader;
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

export interface ProductOptions {
  readonly rateLimits?: 'off';
  readonly asking?: Asking;
}

/** The product on SQLite, as it serves. Throws CannotStart. */
export async function composeProduct(config: Config, { asking = 'at-once', ...options }: ProductOptions = {}): Promise<Product> {
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
  const stores = openStores(config, ids, ({ severity, code, message }) => {
    if (severity === 'fatal') fatal(`The database can no longer be trusted (${code}: ${message}). Look at the disk before starting again.`);
    else log.error({ code }, 'the database cannot be written to just now');
  });
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
  const failpoint = createFailpoint();
  const graders = createGraders(config, { calls: stores.llmCalls, clock, ids, log, failpoint }, asking);
  const parts = {
    ...stores,
    ...graders,
    clock,
    ids,
    log,
    failpoint,
    content,
    mailer: mail.mailer,
    files: createDiskReportFiles(config.reports),
    pdf: createPdfChildRenderer({ entry: pdfEntry }),
    tokens: createHmacLinkTokens(secret),
    staff: staffAuth,
    settings: { publicUrl, program, graderDescription: graders.forNotice, retention: config.retention, gradingLanes: config.gradingLanes },
  };
  const engine = createEngine(parts);
  const server = createServer({ engine, log, clock, publicUrl, staffAuth, webRoot, ...options });
  let closing: Promise<void> | null = null;
  const close = async () => {
    graders.stop();
    await engine.stop();
    await server.close({ graceMs: 500 });
    await stores.close();
    staffDatabase.close();
  };
  return {
    engine,
    regrader: createRegrader(parts),
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

function createMailer(config: Config): { mailer: Mailer; forOperator: string } {
  const from = { name: 'Assay', address: config.mailFrom };
  if (config.smtpUrl)
    return { mailer: createSmtpMailer({ url: config.smtpUrl, from }), forOperator: `through ${new URL(config.smtpUrl).host}` };
  const folder = join(config.data, 'outbox');
  return { mailer: createOutboxMailer({ folder, from }), forOperator: `written to ${folder} as .eml files. Set SMTP_URL to send it.` };
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
