import type { EventOf, Turn } from '#app/protocol/index.ts';
import type { ScreenState, Sitting } from './screen-state.ts';
import { sittingOf } from './sitting.ts';

/** Events that are a message in the screen. */
export type TurnEvent = EventOf<
  'QuestionAsked' | 'ClarificationAsked' | 'ClarificationGiven' | 'AnswerGiven' | 'ProbeAsked' | 'ProbeAnswered'
>;

const SAID: Readonly<Record<TurnEvent['type'], Pick<Turn, 'kind' | 'by'>>> = {
  QuestionAsked: { kind: 'question', by: 'assay' },
  ClarificationAsked: { kind: 'clarification-request', by: 'candidate' },
  ClarificationGiven: { kind: 'clarification', by: 'assay' },
  AnswerGiven: { kind: 'answer', by: 'candidate' },
  ProbeAsked: { kind: 'probe', by: 'assay' },
  ProbeAnswered: { kind: 'probe-answer', by: 'candidate' },
};

export function turnOf(event: TurnEvent): Turn {
  return {
    id: event.turnId,
    ...SAID[event.type],
    questionId: event.questionId,
    text: event.text,
    at: event.at,
    autoSubmitted: 'autoSubmitted' in event && event.autoSubmitted,
  };
}

/** `t1`, `t2`, … in the order of the transcript. */
export function nextTurnId(sitting: Sitting): string {
  return `t${sitting.turns.length + 1}`;
}

/** The whole transcript, in order; empty before the start. */
export function turnsOf(state: ScreenState): readonly Turn[] {
  return sittingOf(state)?.turns ?? [];
}

/** The turns of one question, in order: question, clarifications, answer, probe, answer to it. */
export function turnsOfQuestion(state: ScreenState, questionId: string): readonly Turn[] {
  return turnsOf(state).filter((turn) => turn.questionId === questionId);
}
