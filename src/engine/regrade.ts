import { type LoadedRubric, sha256 } from '#app/banks/index.ts';
import type { FormQuestion, GraderStamp, JobKind, RecordedEvent, ReportDocument } from '#app/protocol/index.ts';
import { assembleReport, invitationOf } from './assemble-report.ts';
import type { Outcome } from './engine-face.ts';
import { type JobHandler, JobWorker } from './job-worker.ts';
import { renderReport } from './jobs/render-report.ts';
import { lanes } from './lanes.ts';
import { BY, type ChosenRubrics, type LeftOut, type RegradedAnswer, type RegradeParts, regradeAnswer } from './regrade-answer.ts';
import { Room } from './room.ts';
import { Rooms } from './rooms.ts';

export interface RegradeRequest {
  /** Names the run; a slug. One run grades an answer once. */
  readonly run: string;
  /** A bank by its id or by one version of it. */
  readonly select: { readonly screenId: string } | { readonly bank: string } | 'all';
  /** Rubric versions to judge by in place of the screens' own. */
  readonly rubrics: readonly string[];
  /** Write the new grades to the log. */
  readonly record: boolean;
  /** Answers graded at once. */
  readonly lanes: number;
}

type Scores = Pick<ReportDocument, 'overall' | 'band'>;

export interface RegradedScreen {
  readonly screenId: string;
  readonly bank: string;
  readonly before: Scores;
  readonly after: Scores;
  /** Every answer is judged by a rubric of the same structure before and after, so that the scores stand on one scale. */
  readonly mayCompare: boolean;
}

export interface RegradeResult {
  readonly run: string;
  /** Screens that the selection names. */
  readonly selected: number;
  readonly screens: readonly RegradedScreen[];
  readonly answers: readonly RegradedAnswer[];
  readonly leftOut: readonly LeftOut[];
  /** Rubric versions by which no answer was judged. */
  readonly unusedRubrics: readonly string[];
  /** For calls that this run really made; null when a price is not known. Replies that were stored before cost nothing again. */
  readonly paidMicroUsd: number | null;
}

export interface Regrader {
  /** Who grades, as a grade would be stamped that needed no call. */
  stamp(): GraderStamp;
  /** Refuses, before anything is graded, what cannot be judged by. */
  regrade(request: RegradeRequest, onAnswer?: () => void): Promise<Outcome<RegradeResult>>;
  /** Renders the reports that the run has changed, and does no other job. A server on the same data may be faster: that is as good. */
  renderReports(): Promise<void>;
}

export function createRegrader(parts: RegradeParts): Regrader {
  return {
    stamp: () => parts.grader.stamp(sha256),
    async regrade(request, onAnswer = () => {}) {
      const chosen = chooseRubrics(request, parts);
      return chosen.ok ? { ok: true, value: await regradeAll(request, chosen.value, parts, onAnswer) } : chosen;
    },
    async renderReports() {
      const rooms: Rooms = new Rooms(parts, () => worker.wake());
      const worker: JobWorker = new JobWorker(parts, {
        'choose-probe': leftToTheServer(),
        'grade-answer': leftToTheServer(),
        'send-mail': leftToTheServer(),
        'render-report': renderReport(parts, rooms),
      });
      worker.start();
      await worker.idle();
      await worker.stop(0);
      await rooms.stop();
    },
  };
}

/** Other work belongs to the server: its grader and its mail may not be those of this command. */
function leftToTheServer<K extends JobKind>(): JobHandler<K> {
  return { lanes: 0, maxFaults: 1, run: async () => {}, giveUp: async () => {} };
}

/** The versions to judge by, each under the id of its rubric. */
function chooseRubrics({ rubrics, record }: RegradeRequest, { content }: RegradeParts): Outcome<ChosenRubrics> {
  const chosen = new Map<string, LoadedRubric>();
  for (const ref of rubrics) {
    const installed = content.rubrics.get(ref);
    if (!installed) return refused(`The rubric ${ref} is not installed.`);
    const { rubric: id } = installed.rubric;
    const other = chosen.get(id);
    if (other && other.ref !== ref) return refused(`${other.ref} and ${ref} are versions of one rubric: name one of them.`);
    if (record && content.lock.rubrics[ref]?.contentHash !== installed.contentHash)
      return refused(`${ref} is a draft, and a grade that is recorded needs a text that stays. Publish a bank that uses it first.`);
    chosen.set(id, installed);
  }
  return { ok: true, value: chosen };
}

function refused(sentence: string): Outcome<never> {
  return { ok: false, code: 'content_missing', details: [sentence] };
}

async function regradeAll(
  request: RegradeRequest,
  chosen: ChosenRubrics,
  parts: RegradeParts,
  onAnswer: () => void,
): Promise<RegradeResult> {
  const sinceMs = parts.clock.wallMs();
  const streams = await selectedScreens(request, parts);
  const inLane = lanes(request.lanes);
  const regradeOne = (room: Room, question: FormQuestion) =>
    inLane(async () => {
      const outcome = await regradeAnswer(room, question, { run: request.run, record: request.record, chosen, parts });
      onAnswer();
      return outcome;
    });
  // Few screens are held at once, however many there are.
  const inRoom = lanes(request.lanes);
  const done = await Promise.all(streams.map((screenId) => inRoom(() => regradeScreen(screenId, request.run, regradeOne, parts))));
  const paid = await Promise.all(streams.map((screenId) => paidFor(screenId, sinceMs, parts)));
  const answers = done.flatMap((screen) => screen.answers);
  const judgedBy = new Set(answers.map(({ grade }) => grade.rubric.ref));
  return {
    run: request.run,
    selected: streams.length,
    screens: done.flatMap(({ scores }) => scores ?? []),
    answers,
    leftOut: done.flatMap((screen) => screen.leftOut),
    unusedRubrics: [...chosen.values()].map(({ ref }) => ref).filter((ref) => !judgedBy.has(ref)),
    paidMicroUsd: paid.reduce((sum, each) => (sum === null || each === null ? null : sum + each), 0),
  };
}

interface ScreenDone {
  readonly scores: RegradedScreen | null;
  readonly answers: readonly RegradedAnswer[];
  readonly leftOut: readonly LeftOut[];
}

async function regradeScreen(
  screenId: string,
  run: string,
  regradeOne: (room: Room, question: FormQuestion) => Promise<RegradedAnswer | LeftOut>,
  parts: RegradeParts,
): Promise<ScreenDone> {
  const room = await Room.load(screenId, parts, () => {});
  const barred = whyNot(room);
  if (barred) return { scores: null, answers: [], leftOut: [{ screenId, questionId: null, ...barred }] };
  const outcomes = await Promise.all(answeredQuestions(room).map((question) => regradeOne(room, question)));
  const answers = outcomes.filter((outcome) => 'grade' in outcome);
  return {
    scores: answers.length === 0 ? null : await compareScreen(room, answers, run, parts),
    answers,
    leftOut: outcomes.filter((outcome) => 'reason' in outcome),
  };
}

/** Oldest first. Empty when the selection names nothing that exists. */
async function selectedScreens({ select }: RegradeRequest, { events, screens }: RegradeParts): Promise<readonly string[]> {
  if (select !== 'all' && 'screenId' in select) return (await screens.find(select.screenId)) ? [select.screenId] : [];
  const streams = await events.streams();
  if (select === 'all') return streams;
  const rows = await Promise.all(streams.map((screenId) => screens.find(screenId)));
  return rows.flatMap((row) => (row && (row.bank === select.bank || row.bank.startsWith(`${select.bank}@`)) ? [row.screenId] : []));
}

function whyNot({ state }: Room): Pick<LeftOut, 'reason' | 'detail'> | null {
  switch (state.phase) {
    case 'graded':
    case 'reviewed':
      return null;
    case 'finished':
      return { reason: 'grading-not-complete', detail: 'Some answer has no grade yet.' };
    case 'closed':
      return { reason: 'closed', detail: `The screen is closed: ${state.outcome}.` };
    default:
      return { reason: 'not-handed-in', detail: 'The screen was not handed in.' };
  }
}

function answeredQuestions({ state, events }: Room): readonly FormQuestion[] {
  const standing = 'sitting' in state ? state.sitting?.standing : undefined;
  return invitationOf(events).form.questions.filter(({ id }) => standing?.get(id) === 'settled');
}

/** The report's scores without this run, and with all of it, recorded or not. */
async function compareScreen(room: Room, answers: readonly RegradedAnswer[], run: string, parts: RegradeParts): Promise<RegradedScreen> {
  const without = room.events.filter(({ event }) => event.type !== 'AnswerRegraded' || event.run !== run);
  const at = new Date(parts.clock.wallMs()).toISOString();
  const unrecorded = answers.flatMap(({ recorded, grade }): RecordedEvent[] =>
    recorded === 'no' ? [{ seq: room.version + 1, event: { type: 'AnswerRegraded', at, by: BY, grade, run } }] : [],
  );
  const [before, after] = await Promise.all([assembleReport(without, parts), assembleReport([...room.events, ...unrecorded], parts)]);
  return {
    screenId: room.screenId,
    bank: invitationOf(room.events).form.bank.ref,
    before: { overall: before.overall, band: before.band },
    after: { overall: after.overall, band: after.band },
    mayCompare: answers.every(({ comparison }) => comparison?.mayCompare === true),
  };
}

/** What calls about a screen have cost since a time; null when a price is not known. */
async function paidFor(screenId: string, sinceMs: number, { llmCalls }: RegradeParts): Promise<number | null> {
  let sum = 0;
  for (const call of await llmCalls.about(screenId)) {
    if (call.status !== 'answered' || call.endedAtMs < sinceMs) continue;
    if (call.reply.costMicroUsd === null) return null;
    sum += call.reply.costMicroUsd;
  }
  return sum;
}
