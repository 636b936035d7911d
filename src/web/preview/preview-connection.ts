import type { CandidateCommand, CandidateView, Question, Turn } from '#app/protocol/index.ts';
import { answerSlot, type Connection, probeSlot, type ScreenState, UNCONNECTED } from '../connection/index.ts';

const PREVIEW = 'Preview';
const MS_PER_MINUTE = 60_000;

export interface PreviewSource {
  readonly question: Question;
  /** What stands in the place of role and company. */
  readonly bankTitle: string;
}

/**
 * A connection that leads nowhere: the candidate's pages run on it with one question of a bank. What is typed stays in this tab.
 * After an answer the first follow-up is shown, whatever the answer; sending again goes through the others and ends where it began.
 */
export function createPreviewConnection(
  { question, bankTitle }: PreviewSource,
  now: () => string,
  onChange: (state: ScreenState) => void,
): Connection {
  let followUp = 0;
  let turnsMade = 0;
  let state = start();

  function start(): ScreenState {
    followUp = 0;
    const clock = {
      budgetMs: question.minutes * MS_PER_MINUTE,
      remainingMs: question.minutes * MS_PER_MINUTE,
      running: false,
      shown: true,
    };
    const view: CandidateView = {
      phase: 'asking',
      role: bankTitle,
      company: PREVIEW,
      contact: 'the person who invited you',
      questionCount: 1,
      minutes: question.minutes,
      aiPolicy: 'open-with-declaration',
      clock,
      deadline: now(),
      answered: 0,
      skipped: [],
      question: {
        questionId: question.id,
        number: 1,
        title: question.title,
        kind: question.kind,
        minutes: question.minutes,
        text: question.prompt,
        turnId: 'question',
      },
    };
    return {
      ...UNCONNECTED,
      link: { kind: 'live', gen: 1 },
      view,
      clock: { ...clock, readAtMs: 0 },
      turns: [turn('question', 'assay', question.prompt)],
      isCaughtUp: true,
    };
  }

  function turn(kind: Turn['kind'], by: Turn['by'], text: string): Turn {
    turnsMade += 1;
    return { id: `turn-${turnsMade}`, kind, by, questionId: question.id, text, at: now(), autoSubmitted: false };
  }

  function change(next: ScreenState): void {
    state = next;
    onChange(state);
  }

  function ask(said: readonly Turn[]): void {
    const probe = question.probes[followUp];
    if (!probe || (state.view?.phase !== 'asking' && state.view?.phase !== 'probing')) return change(start());
    followUp += 1;
    const asked = turn('probe', 'assay', probe.ask);
    const drafts = new Map(state.drafts);
    drafts.delete(answerSlot(question.id));
    drafts.delete(probeSlot(question.id));
    change({
      ...state,
      drafts,
      turns: [...state.turns, ...said, asked],
      view: { ...state.view, phase: 'probing', probe: { probeId: probe.id, text: probe.ask, turnId: asked.id } },
    });
  }

  function send(command: CandidateCommand): void {
    switch (command.type) {
      case 'answer.submit':
        return ask([turn('answer', 'candidate', command.text)]);
      case 'probe.answer':
        return ask([turn('probe-answer', 'candidate', command.text)]);
      case 'probe.skip':
        return ask([]);
      case 'clarification.ask': {
        const facts = question.clarifications.map(({ asks, says }) => `If asked ${asks}: ${says}`).join('\n\n');
        const said = [turn('clarification-request', 'candidate', command.text), turn('clarification', 'assay', facts)];
        return change({ ...state, turns: [...state.turns, ...said] });
      }
      default:
        return change(start());
    }
  }

  return {
    start: async () => onChange(state),
    end: () => undefined,
    state: () => state,
    send,
    type: (slot, text) => change({ ...state, drafts: new Map(state.drafts).set(slot, { text, other: null, save: { kind: 'untouched' } }) }),
    saveNow: () => undefined,
    chooseDraft: () => undefined,
    dismissRefusal: () => undefined,
    takeOver: () => undefined,
    probe: () => undefined,
    setHidden: () => undefined,
    takeBeacons: () => [],
  };
}
