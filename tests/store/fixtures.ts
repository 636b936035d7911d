import type { Append, InviteLink, LedgerEntry, LlmCallIntent, LlmReply, NewJob } from '#app/ports/index.ts';
import type { CalibrationRecord, CalibrationTuple, ScreenEvent, ScreenSummary } from '#app/protocol/index.ts';
import type { Stores } from '#app/store/index.ts';

/** One implementation under test. */
export interface Opened {
  readonly stores: Stores;
  /** Number of writes in each commit so far. */
  readonly commits: readonly number[];
  failCommits(): () => void;
}
export type Open = () => Opened;

const AT = '2026-03-02T09:00:00.000Z';
/** Wall time of most tests, in milliseconds. */
export const NOW = Date.parse(AT);

export function uuid(n: number): string {
  return `018f3c1e-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

export function hash(of: string): string {
  return [...of].reduce((text, char) => text + char.charCodeAt(0).toString(16), '').padStart(64, '0');
}

export function answer(text: string): ScreenEvent {
  return {
    type: 'AnswerGiven',
    at: AT,
    by: { role: 'candidate', id: uuid(900) },
    questionId: 'offline-online-gap',
    turnId: 't1',
    text,
    usedMs: 1_000,
    autoSubmitted: false,
  };
}

export function append(stream: string, expectedVersion: number, rest: Partial<Append> = {}): Append {
  return { stream, expectedVersion, events: [answer('An answer.')], jobs: [], ledger: null, summary: null, generation: null, ...rest };
}

export function command(n: number, request = 'request'): LedgerEntry {
  return { commandId: uuid(n), requestHash: hash(request) };
}

export function gradeJob(dedupe: string, rest: Partial<NewJob> = {}): NewJob {
  const payload = { kind: 'grade-answer', screenId: uuid(1), questionId: 'offline-online-gap', grader: 'offline' } as const;
  return { dedupe, payload, runAtMs: NOW, ...rest };
}

export function reportJob(dedupe: string, runAtMs = NOW): NewJob {
  return { dedupe, payload: { kind: 'render-report', screenId: uuid(1) }, runAtMs };
}

export function summary(screenId: string, rest: Partial<ScreenSummary> = {}): ScreenSummary {
  return {
    screenId,
    candidateId: uuid(900),
    role: 'ML engineer',
    bank: 'applied-ml@1.0.0',
    status: 'in-progress',
    answered: 1,
    questionCount: 6,
    invitedAt: AT,
    updatedAt: AT,
    deadline: '2026-03-16T09:00:00.000Z',
    finishedAt: null,
    hasPdf: false,
    decision: null,
    version: 1,
    ...rest,
  };
}

export function link(token: string, rest: Partial<InviteLink> = {}): InviteLink {
  return { tokenHash: hash(token), screenId: uuid(1), generation: 1, expiresAtMs: NOW + 60_000, ...rest };
}

export function login(value: string): { loginHash: string; nonce: string } {
  return { loginHash: hash(value), nonce: `nonce of ${value}` };
}

export function call(id: string, rest: Partial<LlmCallIntent> = {}): LlmCallIntent {
  return {
    id,
    subject: uuid(1),
    role: 'grader',
    model: 'a-model',
    inputHash: hash('question'),
    request: '{"user":"Is \\u0000 in it?"}',
    sentAtMs: NOW,
    ...rest,
  };
}

export function reply(text: string, rest: Partial<LlmReply> = {}): LlmReply {
  return {
    stopReason: 'end_turn',
    rawStopReason: 'end_turn',
    text,
    model: 'a-model-of-march',
    usage: { inputTokens: 900, outputTokens: 120, cacheReadTokens: 0, cacheWriteTokens: 700 },
    costMicroUsd: 5_000,
    requestId: 'request-1',
    ...rest,
  };
}

export function calibration(id: string, tuple: Partial<CalibrationTuple> = {}, rest: Partial<CalibrationRecord> = {}): CalibrationRecord {
  return {
    id,
    tuple: {
      bank: 'applied-ml@1.0.0',
      rubric: 'offline-online-gap@1.0.0',
      rubricHash: hash('rubric'),
      grader: 'claude',
      graderVersion: '2',
      promptHash: hash('prompt'),
      model: 'a-model-of-march',
      ...tuple,
    },
    calibrated: true,
    gates: [{ id: 'agreement', says: 'Agrees with people.', required: true, outcome: 'pass', value: '0.81' }],
    answers: 60,
    doubleRated: 20,
    goldHash: hash('gold'),
    file: 'offline-online-gap',
    at: AT,
    ...rest,
  };
}
