import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidateFrame, openDraftSlot, summaryOf, usedMsOf, viewFor } from '#app/interview/index.ts';
import { CandidateView, ScreenEvent, ScreenSummary } from '#app/protocol/index.ts';
import { MARK, play, randomSteps } from './random-screen.ts';

const PHASES = 'invited noticed ready asking probing paused wrapping finished graded reviewed closed'.split(' ');
const runs = { numRuns: 300 };

describe('random screens', () => {
  test('[IV64] no sequence of commands throws, leaves the known phases, writes an event outside the schema, or lets time fall', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(randomSteps, (steps) => {
        for (const { event, before, after } of play(steps)) {
          expect(ScreenEvent.safeParse(event).error).toBeUndefined();
          expect(PHASES).toContain(after.phase);
          expect(usedMsOf(after)).toBeGreaterThanOrEqual(usedMsOf(before));
          expect(ScreenSummary.safeParse(summaryOf(after, 1)).error).toBeUndefined();
          expect(['string', 'object']).toContain(typeof openDraftSlot(after));
          seen.add(after.phase);
        }
      }),
      runs,
    );
    expect([...seen].toSorted()).toEqual(PHASES.toSorted());
  });

  test('[IV65] each question has at most one answer and one probe and is settled once, turn ids never repeat, and no decision ends half-way', () => {
    fc.assert(
      fc.property(randomSteps, (steps) => {
        const moments = play(steps);
        const questionsOf = (...types: readonly ScreenEvent['type'][]) =>
          moments.flatMap(({ event }) => (types.includes(event.type) && 'questionId' in event ? [event.questionId] : []));
        for (const ids of [
          questionsOf('AnswerGiven'),
          questionsOf('ProbeAsked'),
          questionsOf('ProbeAnswered', 'ProbeSkipped', 'ProbeOmitted'),
        ]) {
          expect(new Set(ids).size).toBe(ids.length);
        }
        const turnIds = moments.flatMap(({ event }) => ('turnId' in event ? [event.turnId] : []));
        expect(turnIds).toEqual(turnIds.map((_, index) => `t${index + 1}`));
        const count = (type: ScreenEvent['type']) => moments.filter(({ event }) => event.type === type).length;
        for (const type of ['ScreenStarted', 'TimeExpired', 'ScreenFinished', 'GradingCompleted', 'ScreenClosed'] as const) {
          expect(count(type)).toBeLessThanOrEqual(1);
        }
        expect(count('OutageCredited')).toBeLessThanOrEqual(3);
        const halfWay = [
          'ScreenStarted',
          'QuestionSkipped',
          'ClarificationAsked',
          'ProbeOmitted',
          'ProbeAnswered',
          'ProbeSkipped',
          'TimeExpired',
        ];
        expect(halfWay).not.toContain(moments.at(-1)?.event.type);
      }),
      runs,
    );
  });

  test('[IV66] secret state stays inside: only what was asked or given ever reaches a view or a frame', () => {
    const told = new Set<string>();
    fc.assert(
      fc.property(randomSteps, (steps) => {
        const allowed = new Set<string>();
        for (const { event, after } of play(steps)) {
          if (event.type === 'QuestionAsked') allowed.add(`${MARK}title-${event.questionId}`);
          if (event.type === 'QuestionAsked' || event.type === 'ProbeAsked' || event.type === 'ClarificationGiven') {
            for (const mark of marksIn(event.text)) allowed.add(mark);
          }
          const view = CandidateView.parse(viewFor({ viewer: 'candidate', usedMs: usedMsOf(after) }, after));
          const out = JSON.stringify([view, candidateFrame(event, after)]);
          for (const mark of marksIn(out)) {
            expect(allowed).toContain(mark);
            told.add(mark);
          }
          expect(out).not.toContain('SECRET');
        }
      }),
      runs,
    );
    for (const part of ['prompt', 'title', 'probe', 'says']) expect([...told].some((mark) => mark.startsWith(MARK + part))).toBe(true);
  });
});

function marksIn(out: string): readonly string[] {
  return out.match(new RegExp(`${MARK}[a-z0-9-]*`, 'g')) ?? [];
}
