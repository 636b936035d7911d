import type { Form, FormQuestion } from '#app/protocol/index.ts';
import type { ScreenState, Sitting } from './screen-state.ts';

/** A question with its place in the form, counted from 1. */
export interface PlacedQuestion {
  readonly question: FormQuestion;
  readonly number: number;
}

/** The questions of a form in their order. */
export function placed(form: Form): readonly PlacedQuestion[] {
  return form.questions.map((question, index) => ({ question, number: index + 1 }));
}

export function findQuestion(form: Form, questionId: string): PlacedQuestion | undefined {
  return placed(form).find(({ question }) => question.id === questionId);
}

/** A question that an event of this stream names. Throws when the form has none: the stream is damaged. */
export function questionOf(form: Form, questionId: string): PlacedQuestion {
  const found = findQuestion(form, questionId);
  if (found === undefined) throw new Error(`the form has no question ${questionId}`);
  return found;
}

/** The sitting, or null before the start. */
export function sittingOf(state: ScreenState): Sitting | null {
  return 'sitting' in state ? state.sitting : null;
}

export function isAnswered(sitting: Sitting, questionId: string): boolean {
  const standing = sitting.standing.get(questionId);
  return standing === 'answered' || standing === 'settled';
}

export function answeredCount(sitting: Sitting | null): number {
  return sitting === null ? 0 : [...sitting.standing.keys()].filter((id) => isAnswered(sitting, id)).length;
}

/** Every answered question has a grade or needs a person. True when nothing was answered: there is nothing to wait for. */
export function isGraded(sitting: Sitting): boolean {
  return [...sitting.standing.keys()].every((id) => !isAnswered(sitting, id) || sitting.outcomes.some((one) => one.questionId === id));
}
