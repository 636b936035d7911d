import { Catalogue } from './catalogue.ts';
import { Connection } from './connection.ts';
import type { Engine, Outcome } from './engine-face.ts';
import type { EngineParts } from './engine-parts.ts';
import { Invites } from './invites.ts';
import { JobWorker } from './job-worker.ts';
import { chooseProbe } from './jobs/choose-probe.ts';
import { gradeAnswerJob } from './jobs/grade-answer.ts';
import { renderReport } from './jobs/render-report.ts';
import { sendMail } from './jobs/send-mail.ts';
import { Reports } from './reports.ts';
import { Rooms } from './rooms.ts';

/** Jobs get this long to finish when the server stops; a stop takes at most 5 s in all. */
const JOB_GRACE_MS = 3_000;
const RECONNECT_SPREAD_MS = 2_000;

/** An engine, and what its own process may need besides the edges' face. */
export interface RunningEngine extends Engine {
  /** Resolves when no job is ready or running: for commands that wait for an outcome. */
  idle(): Promise<void>;
}

export function createEngine(parts: EngineParts): RunningEngine {
  const wake = () => worker.wake();
  const rooms = new Rooms(parts, wake);
  const worker: JobWorker = new JobWorker(parts, {
    'choose-probe': chooseProbe(parts, rooms),
    'grade-answer': gradeAnswerJob(parts, rooms),
    'render-report': renderReport(parts, rooms),
    'send-mail': sendMail(parts, rooms),
  });
  const invites = new Invites(parts, rooms, wake);
  const reports = new Reports(parts, rooms);
  const catalogue = new Catalogue(parts.content);
  const connections = new Set<Connection>();
  let epoch = '';
  let stopping: Promise<void> | null = null;

  const stop = async () => {
    for (const connection of connections) connection.drain(Math.round((parts.ids.seed() / 2 ** 32) * RECONNECT_SPREAD_MS));
    await worker.stop(JOB_GRACE_MS);
    await rooms.stop();
  };

  return {
    async start() {
      epoch = await parts.events.epoch();
      await rooms.start();
      worker.start();
    },
    stop() {
      stopping ??= stop();
      return stopping;
    },
    idle: () => worker.idle(),
    banks: () => catalogue.offered(),
    catalogue: () => catalogue.banks(),
    catalogueBank: (ref) => foundOr404(catalogue.bank(ref)),
    catalogueQuestion: (ref, questionId) => foundOr404(catalogue.question(ref, questionId)),
    invite: (request, by) => invites.invite(request, by),
    renewLink: (screenId) => invites.renewLink(screenId),
    async staffCommand(screenId, commandId, command, by) {
      const room = await rooms.get(screenId);
      if (room.state.phase === 'none') return { ok: false, code: 'not_found' };
      const result = await room.execute(command, by, { commandId, generation: null });
      if (result.kind === 'refused') return { ok: false, code: result.code, ...(result.detail !== null && { details: [result.detail] }) };
      return { ok: true, value: { seq: result.seq } };
    },
    screens: () => reports.list(),
    report: (screenId) => reports.document(screenId),
    reportPdf: (screenId) => reports.pdf(screenId),
    exchange: (input) => invites.exchange(input),
    requestNewLink: (token) => invites.requestNewLink(token),
    candidateSession: (login) => invites.session(login),
    async saveDraft({ login, nonce, gen, draft }) {
      const session = await invites.session(login);
      if (!session.ok) return session;
      if (session.value.nonce !== nonce) return { ok: false, code: 'forbidden' };
      const { slot, rev, text } = draft;
      const saved = await parts.live.putDraft({
        stream: session.value.screenId,
        slot,
        generation: gen,
        rev,
        text,
        atMs: parts.clock.wallMs(),
      });
      return saved === 'superseded' ? { ok: false, code: 'superseded' } : { ok: true, value: null };
    },
    connect(session, socket) {
      const connection = new Connection(session, socket, {
        parts,
        rooms,
        epoch,
        onEnd: (ended) => connections.delete(ended),
      });
      connections.add(connection);
      return connection;
    },
    async health() {
      return { ready: stopping === null, connections: connections.size, jobs: await parts.jobs.counts() };
    },
  };
}

function foundOr404<T>(value: T | null): Outcome<T> {
  return value === null ? { ok: false, code: 'not_found' } : { ok: true, value };
}
