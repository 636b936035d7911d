import { describe, expect, test } from 'vitest';
import { ScreenRow, ScreenStatus, type Turn } from '#app/protocol/index.ts';
import { saveSentence } from '../../src/web/candidate/save-line.tsx';
import { timeAnnouncement, timeLeft } from '../../src/web/candidate/time-announcement.ts';
import { talkByQuestion, transcriptText } from '../../src/web/candidate/transcript.ts';
import { type DraftView, UNCONNECTED } from '../../src/web/connection/index.ts';
import { readInvite } from '../../src/web/recruiter/invite-form.ts';
import { FILTER_NAMES, filterScreens } from '../../src/web/recruiter/screen-filter.ts';
import { timeline } from '../../src/web/recruiter/timeline.ts';

const MINUTE = 60_000;

describe('time', () => {
  test('[WC26] each mark is said once, the last one passed', () => {
    const budget = 40 * MINUTE;
    const said = [];
    for (let left = budget; left > 0; left -= 1_000) {
      const sentence = timeAnnouncement(budget, left, left - 1_000);
      if (sentence !== null) said.push([(left - 1_000) / MINUTE, sentence.split('.')[0]]);
    }
    expect(said).toEqual([
      [20, 'Half of the time is left'],
      [10, '10 minutes left'],
      [5, '5 minutes left'],
      [1, '1 minute left'],
    ]);
  });

  test('[WC26] after a long sleep only the nearest mark is said', () => {
    expect(timeAnnouncement(40 * MINUTE, 30 * MINUTE, 4 * MINUTE)).toMatch(/^5 minutes/);
    expect(timeAnnouncement(40 * MINUTE, 4 * MINUTE, 30 * MINUTE)).toBeNull();
  });

  test('[WC26] shown in whole minutes, rounded up', () => {
    expect([31 * MINUTE, 30 * MINUTE + 1, 2 * MINUTE, MINUTE, 1, 0].map(timeLeft)).toEqual([
      '31 minutes left',
      '31 minutes left',
      '2 minutes left',
      'Less than 1 minute left',
      'Less than 1 minute left',
      'Time is over',
    ]);
  });
});

describe('saving, in words', () => {
  const draft = (save: DraftView['save']): DraftView => ({ text: 'x', other: null, save });
  const live = { link: { kind: 'live', gen: 1 }, isDurable: true } as const;

  test('[WC17] says where the text is', () => {
    expect(saveSentence(draft({ kind: 'saving' }), live)).toBe('Saving…');
    expect(saveSentence(draft({ kind: 'saved', atMs: new Date(2026, 10, 21, 14, 3).getTime() }), live)).toBe('Saved 14:03');
    expect(saveSentence(draft({ kind: 'saving' }), UNCONNECTED)).toBe('Offline: kept on this device, will be sent');
    expect(saveSentence(draft({ kind: 'saving' }), { ...UNCONNECTED, isDurable: false })).toBe('Offline: keep this tab open, will be sent');
    expect(saveSentence(draft({ kind: 'too-long' }), live)).toMatch(/^Too long/);
    expect(saveSentence({ ...draft({ kind: 'saving' }), other: 'y' }, live)).toMatch(/when you have chosen/);
  });
});

const turn = (id: string, kind: Turn['kind'], questionId: string, text: string): Turn => ({
  id,
  kind,
  questionId,
  text,
  by: kind === 'answer' || kind === 'probe-answer' || kind === 'clarification-request' ? 'candidate' : 'assay',
  at: '2026-11-20T14:03:00.000Z',
  autoSubmitted: false,
});

describe('transcript', () => {
  const turns = [
    turn('1', 'question', 'a', 'Ask A'),
    turn('2', 'question', 'b', 'Ask B'),
    turn('3', 'answer', 'b', 'Answer B'),
    turn('4', 'question', 'a', 'Ask A'),
    turn('5', 'answer', 'a', 'Answer A'),
  ];

  test('[WC28] a question that was asked again appears once, in its first place', () => {
    expect(talkByQuestion(turns).map(({ questionId, turns: talk }) => [questionId, talk.map(({ id }) => id)])).toEqual([
      ['a', ['1', '5']],
      ['b', ['2', '3']],
    ]);
  });

  test('[WC28] the copy names who spoke and holds every answer', () => {
    const head = { role: 'ML engineer', company: 'Northwind', receipt: '1A2B-3C4D', finishedAt: '2026-11-20T14:41:00.000Z' };
    const text = transcriptText(head, turns);
    expect(text).toContain('Receipt 1A2B-3C4D');
    expect(text.match(/Interviewer \(AI\), /g)).toHaveLength(2);
    expect(text.indexOf('Answer A')).toBeLessThan(text.indexOf('Answer B'));
  });
});

describe('invite form', () => {
  const fields = {
    bank: 'applied-ml@1.0.0',
    name: ' Noor Haddad ',
    email: ' noor@example.org ',
    role: 'ML engineer',
    company: 'Northwind',
    contact: 'hiring@example.org',
    timeMultiplier: '1.5',
    clock: 'hidden',
    aiPolicy: 'closed',
    deadline: '',
  };
  const at = { screenId: '018f3c1e-0000-7000-8000-000000000009', nowMs: Date.UTC(2026, 10, 21) };

  test('[WC29] a good form becomes a request of the protocol', () => {
    expect(readInvite(fields, at)).toMatchObject({
      ok: true,
      request: {
        candidate: { name: 'Noor Haddad', email: 'noor@example.org' },
        accommodations: { timeMultiplier: 1.5, clock: 'hidden' },
        aiPolicy: 'closed',
      },
    });
  });

  test('[WC29] a day becomes its last moment where the recruiter is', () => {
    const read = readInvite({ ...fields, deadline: '2026-12-01' }, at);
    expect(read.ok && new Date(read.request.deadline ?? 0).getTime()).toBe(new Date(2026, 11, 1, 23, 59, 59).getTime());
  });

  test('[WC29] what is wrong is named, in the order of the form', () => {
    const read = readInvite({ ...fields, bank: '', email: 'noor', company: ' ', deadline: '2026-11-01' }, at);
    expect(read.ok ? [] : read.errors.map(({ field }) => field)).toEqual(['bank', 'email', 'company', 'deadline']);
  });
});

describe('list', () => {
  const row = (status: ScreenRow['status'], updatedAt = '2026-11-20T10:00:00.000Z', finishedAt: string | null = null) =>
    ScreenRow.parse({
      screenId: '018f3c1e-0000-7000-8000-000000000009',
      candidateId: '018f3c1e-0000-7000-8000-000000000008',
      role: 'ML engineer',
      bank: 'applied-ml@1.0.0',
      status,
      answered: 2,
      questionCount: 6,
      invitedAt: '2026-11-18T09:00:00.000Z',
      updatedAt,
      deadline: '2026-12-02T09:00:00.000Z',
      finishedAt,
      hasPdf: false,
      decision: null,
      version: 4,
      candidate: { name: 'Noor Haddad', email: 'noor@example.org' },
      overall: null,
      band: null,
    });

  test('a filter holds its states, the most lately changed first', () => {
    const rows = [row('paused'), row('in-progress', '2026-11-20T12:00:00.000Z'), row('invited'), row('decided')];
    expect(filterScreens(rows, 'sitting').map(({ status }) => status)).toEqual(['in-progress', 'paused']);
    expect(filterScreens(rows, 'all')).toHaveLength(4);
  });

  test('[WC32] a screen that waits for the next day’s budget is under way, and its way says that it waits', () => {
    const waiting = row('waiting-for-budget', undefined, '2026-11-20T09:41:00.000Z');
    expect(filterScreens([waiting], 'sitting')).toHaveLength(1);
    const [, , , here] = timeline(waiting);
    expect(here).toEqual({ label: 'Handed in; grading waits for the next day’s budget', state: 'here', at: '2026-11-20T09:41:00.000Z' });
  });

  test('every state of a screen has its place under a filter', () => {
    for (const status of ScreenStatus.options) {
      const holding = FILTER_NAMES.filter((name) => name !== 'all' && filterScreens([row(status)], name).length > 0);
      expect(holding, status).toHaveLength(1);
    }
  });

  test('the way of a screen says what is past, here and ahead', () => {
    expect(timeline(row('paused')).map(({ state }) => state)).toEqual(['past', 'past', 'here', 'ahead', 'ahead', 'ahead']);
    expect(timeline(row('paused'))[2]?.label).toBe('Answering: 2 of 6, paused');
    expect(timeline(row('report-ready', undefined, '2026-11-20T09:41:00.000Z'))[3]).toMatchObject({
      state: 'past',
      at: '2026-11-20T09:41:00.000Z',
    });
    expect(timeline(row('expired')).map(({ label }) => label)).toEqual(['Invited', 'Expired']);
  });
});
