import { scoreForm } from '#app/grading/index.ts';
import type { EventOf, RecordedEvent, ReportDocument } from '#app/protocol/index.ts';
import { buildReport, shownGrades } from '#app/report/index.ts';
import { calibrationOf } from './calibration-of.ts';
import type { EngineParts } from './engine-parts.ts';

/** The report of a screen as its events stand now: levels as overridden, scores computed from them. */
export async function assembleReport(events: readonly RecordedEvent[], parts: EngineParts): Promise<ReportDocument> {
  const invitation = invitationOf(events);
  const { form } = invitation;
  const grades = shownGrades(events);
  const rubrics = new Map(
    [...form.questions, ...grades].flatMap(({ rubric }) => {
      const installed = parts.content.rubrics.get(rubric.ref);
      return installed && installed.contentHash === rubric.contentHash ? [[rubric.ref, installed.rubric] as const] : [];
    }),
  );
  const criteriaOf = (question: (typeof form.questions)[number]) => {
    const grade = grades.find(({ questionId }) => questionId === question.id);
    // An answer that was graded again may have been judged by a newer rubric than the form names.
    const rubric = rubrics.get(grade?.rubric.ref ?? question.rubric.ref);
    // Without its rubric a grade still says what it is made of: no question may leave the total in silence.
    return rubric?.criteria.map(({ id: criterion, dimension, weight }) => ({ criterion, dimension, weight })) ?? grade?.criteria ?? [];
  };
  const overrides = eventsOf(events, 'LevelOverridden');
  const scores = scoreForm({
    questions: grades.map((grade) => ({
      questionId: grade.questionId,
      criteria: grade.criteria.map((result) => {
        const override = overrides.findLast((event) => event.questionId === grade.questionId && event.criterion === result.criterion);
        return override ? { ...result, effectiveLevel: override.to } : result;
      }),
    })),
    expected: form.questions.map((question) => ({ questionId: question.id, criteria: criteriaOf(question) })),
  });
  const staffIds = [
    ...new Set(
      events
        .map(({ event }) => event.by)
        .filter((by) => by.role === 'recruiter' || by.role === 'engineer')
        .map((by) => by.id),
    ),
  ];
  const gradedQuestions = grades.map((grade) => ({ number: form.questions.findIndex(({ id }) => id === grade.questionId) + 1, grade }));
  const [candidate, staff, calibrations] = await Promise.all([
    parts.candidates.find(invitation.candidateId),
    parts.staff.find(staffIds),
    parts.calibrations.all(),
  ]);
  return buildReport({
    events,
    rubrics,
    candidate: { name: candidate?.name ?? 'Erased candidate' },
    scores,
    generatedAt: events.at(-1)?.event.at ?? invitation.at,
    program: parts.settings.program,
    people: new Map([...staff].map(([id, { name }]) => [id, name])),
    calibration: calibrationOf(form.bank.ref, gradedQuestions, calibrations),
  });
}

export function invitationOf(events: readonly RecordedEvent[]): EventOf<'ScreenInvited'> {
  const first = events[0]?.event;
  if (first?.type !== 'ScreenInvited') throw new Error('a screen begins with ScreenInvited');
  return first;
}

export function eventsOf<T extends RecordedEvent['event']['type']>(events: readonly RecordedEvent[], type: T): EventOf<T>[] {
  return events.map(({ event }) => event).filter((event): event is EventOf<T> => event.type === type);
}
