import {
  createFailpoint,
  createHmacLinkTokens,
  createPdfChildRenderer,
  createPinoLog,
  createRandomIds,
  createSystemClock,
} from '#app/adapters/index.ts';
import type { Content } from '#app/banks/index.ts';
import { CannotStart, type Config } from '#app/config.ts';
import { createEngine, type Engine, type EngineParts } from '#app/engine/index.ts';
import type { ReportFiles, StaffDirectory } from '#app/ports/index.ts';
import type { CandidateSession, ReportDocument } from '#app/protocol/index.ts';
import { openMemoryStores } from '#app/store/index.ts';
import { createGraders } from './graders.ts';
import { pdfEntry, program } from './package.ts';
import { readContent, withDrafts } from './read-content.ts';

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
  const clock = createSystemClock();
  const log = createPinoLog({ level: config.log });
  const stores = openMemoryStores({ epoch: ids.uuid() });
  const failpoint = createFailpoint();
  const graders = createGraders(config, { calls: stores.llmCalls, clock, ids, log, failpoint });
  const parts: EngineParts = {
    ...stores,
    ...graders,
    clock,
    ids,
    log,
    failpoint,
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

const nobody: StaffDirectory = { find: async () => new Map() };

function memoryFiles(): ReportFiles {
  const files = new Map<string, Uint8Array>();
  return {
    write: async (name, bytes) => void files.set(name, bytes),
    read: async (name) => files.get(name) ?? null,
  };
}
