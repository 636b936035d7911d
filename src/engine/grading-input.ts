import type { GradingInput } from '#app/grading/index.ts';
import { turnsOfQuestion } from '#app/interview/index.ts';
import { invitationOf } from './assemble-report.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Room } from './room.ts';

/**
 * What a grader may know of an answer: the question as drawn, its rubric, and the turns. Null when exactly that version of the
 * rubric is not installed: another one would give a grade that the stamp does not name.
 */
export function gradingInput(room: Room, questionId: string, parts: EngineParts): GradingInput | null {
  const question = invitationOf(room.events).form.questions.find(({ id }) => id === questionId);
  const installed = question && parts.content.rubrics.get(question.rubric.ref);
  if (!question || !installed || installed.contentHash !== question.rubric.contentHash) return null;
  return { subject: room.screenId, question, rubric: installed.rubric, turns: turnsOfQuestion(room.state, questionId) };
}
