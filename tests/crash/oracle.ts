import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RecordedEvent, ReportDocument, type ScreenEvent } from '#app/protocol/index.ts';
import type { Stores } from '#app/store/index.ts';
import type { Acknowledged, ScriptedCandidate } from './scripted-candidate.ts';

/** The event that stands at the acknowledged place, or before it when others were committed with it. */
const LEAVES: Readonly<Record<Acknowledged['command']['type'], readonly ScreenEvent['type'][]>> = {
  'notice.acknowledge': ['NoticeAcknowledged'],
  'practice.finish': ['PracticeFinished'],
  'screen.start': ['QuestionAsked'],
  'answer.submit': ['AnswerGiven'],
  'answer.skip': ['QuestionAsked', 'ReadOverOpened'],
  'question.return': ['QuestionAsked'],
  'clarification.ask': ['ClarificationGiven'],
  'probe.answer': ['QuestionAsked', 'ReadOverOpened'],
  'probe.skip': ['QuestionAsked', 'ReadOverOpened'],
  'screen.pause': ['ScreenPaused'],
  'screen.resume': ['ScreenResumed'],
  'screen.readOver': ['ReadOverOpened'],
  'declaration.give': ['DeclarationGiven'],
  'screen.finish': ['ScreenFinished', 'GradingCompleted'],
};

/** What one candidate was told, compared with what the log holds. One sentence for each difference. */
export function lostOrDoubled(candidate: ScriptedCandidate, events: readonly RecordedEvent[]): string[] {
  const faults = [...candidate.faults];
  const say = (fault: string) => faults.push(`${candidate.screenId}: ${fault}`);
  for (const [index, { seq }] of events.entries()) if (seq !== index + 1) say(`event ${index + 1} has seq ${seq}`);

  const places = new Set<number>();
  for (const { command, seq } of candidate.acknowledged) {
    if (places.has(seq)) say(`two commands were acknowledged at ${seq}`);
    places.add(seq);
    const event = events[seq - 1]?.event;
    if (!event || !LEAVES[command.type].includes(event.type))
      say(`${command.type} was acknowledged at ${seq}, where ${event?.type} stands`);
    if (!('text' in command)) continue;
    const written = events.filter(({ event: one }) => 'text' in one && one.by.role === 'candidate' && one.text === command.text);
    if (written.length !== 1) say(`the text of ${command.type} at ${seq} stands ${written.length} times in the log`);
  }
  for (const [questionId, answers] of bySubject(events, 'AnswerGiven'))
    if (answers !== 1) say(`${questionId} was answered ${answers} times`);
  for (const [questionId, answers] of bySubject(events, 'ProbeAnswered'))
    if (answers !== 1) say(`the probe of ${questionId} was answered ${answers} times`);
  for (const { seq, event } of events) {
    if (!('turnId' in event) || seq > candidate.lastSeq) continue;
    const shown = candidate.turns.get(event.turnId);
    if (shown !== event.text) say(`turn ${event.turnId} was ${shown === undefined ? 'not shown' : 'shown with another text'}`);
  }
  return faults;
}

/** What is wrong with a finished screen once the jobs are done. `upMs`: time during which a server was up at all. */
export function unfinishedBusiness(events: readonly RecordedEvent[], reports: string, upMs: number): string[] {
  const faults: string[] = [];
  const screen = events[0]?.event.type === 'ScreenInvited' ? events[0].event.screenId : 'unknown screen';
  const say = (fault: string) => faults.push(`${screen}: ${fault}`);
  const outcomes = bySubject(events, 'AnswerGraded', 'GradingNeedsPerson');
  const answered = bySubject(events, 'AnswerGiven');
  for (const questionId of answered.keys()) {
    if (outcomes.get(questionId) !== 1) say(`${questionId} ended in ${outcomes.get(questionId) ?? 0} outcomes`);
  }
  for (const questionId of outcomes.keys()) if (!answered.has(questionId)) say(`${questionId} was graded without an answer`);
  const finished = events.filter(({ event }) => event.type === 'ScreenFinished');
  if (finished.length !== 1) say(`it was finished ${finished.length} times`);
  for (const { event } of finished)
    if ('usedMs' in event && event.usedMs > upMs) say(`${event.usedMs} ms were charged in ${upMs} ms of service`);

  const attached = events.flatMap(({ event }) => (event.type === 'ReportAttached' ? [event] : []));
  if (attached.length !== 1) say(`${attached.length} reports were attached`);
  for (const { files } of attached) {
    const document = ReportDocument.safeParse(JSON.parse(readFileSync(join(reports, files.json), 'utf8')));
    if (!document.success) say(`${files.json} is not a report`);
    if (files.pdf === null) say('the report has no PDF');
    else if (!isWholePdf(readFileSync(join(reports, files.pdf)))) say(`${files.pdf} is not whole`);
  }
  return faults;
}

export async function eventsOfAll(stores: Stores, candidates: readonly ScriptedCandidate[]) {
  return Promise.all(candidates.map(async (candidate) => ({ candidate, events: await stores.events.read(candidate.screenId) })));
}

function isWholePdf(bytes: Buffer): boolean {
  return bytes.subarray(0, 5).toString('latin1') === '%PDF-' && bytes.subarray(-16).toString('latin1').trimEnd().endsWith('%%EOF');
}

/** How many events of these types there are, by question. */
function bySubject(events: readonly RecordedEvent[], ...types: readonly ScreenEvent['type'][]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { event } of events) {
    if (!types.includes(event.type)) continue;
    const questionId = event.type === 'AnswerGraded' ? event.grade.questionId : 'questionId' in event ? event.questionId : '';
    counts.set(questionId, (counts.get(questionId) ?? 0) + 1);
  }
  return counts;
}
