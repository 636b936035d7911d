import type { Grade, RecordedEvent } from '#app/protocol/index.ts';
import { foldScreen, shownGrade } from './fold-screen.ts';

/** The grade of each answer that counts in the report, in the form's order. Throws as foldScreen does. */
export function shownGrades(events: readonly RecordedEvent[]): readonly Grade[] {
  return [...foldScreen(events, new Map()).questions.values()].map(shownGrade).filter((grade) => grade !== null);
}
