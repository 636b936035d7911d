import { scoreForm } from '#app/grading/index.ts';
import type { EventOf, RecordedEvent, ReportDocument } from '#app/protocol/index.ts';
import { buildReport } from '#app/report/index.ts';
import type { EngineParts } from './engine-parts.ts';

const NOT_CALIBRATED =
  'This grader has not been compared with people on this bank version. Treat levels as a reading aid and decide from the evidence.';

/** The report of a screen as its events stand now: levels as overridden, scores computed from them. */
export async function assembleReport(events: readonly RecordedEvent[], parts: EngineParts): Promise<ReportDocument> {
  const invitation = invitationOf(events);
  const { form } = invitation;
  const rubrics = new Map(
    form.questions.flatMap(({ rubric }) => {
      const installed = parts.content.rubrics.get(rubric.ref);
      return installed && installed.contentHash === rubric.contentHash ? [[rubric.ref, installed.rubric] as const] : [];
    }),
  );
  const overrides = eventsOf(events, 'LevelOverridden');
  const grades = eventsOf(events, 'AnswerGraded');
  const scores = scoreForm({
    questions: grades.map(({ grade }) => ({
      questionId: grade.questionId,
      criteria: grade.criteria.map((result) => {
        const override = overrides.findLast((event) => event.questionId === grade.questionId && event.criterion === result.criterion);
        return override ? { ...result, effectiveLevel: override.to } : result;
      }),
    })),
    expected: form.questions.map((question) => ({
      questionId: question.id,
      criteria: (rubrics.get(question.rubric.ref)?.criteria ?? []).map(({ id, dimension, weight }) => ({
        criterion: id,
        dimension,
        weight,
      })),
    })),
  });
  const staffIds = [
    ...new Set(
      events
        .map(({ event }) => event.by)
        .filter((by) => by.role === 'recruiter' || by.role === 'engineer')
        .map((by) => by.id),
    ),
  ];
  const [candidate, staff] = await Promise.all([parts.candidates.find(invitation.candidateId), parts.staff.find(staffIds)]);
  return buildReport({
    events,
    rubrics,
    candidate: { name: candidate?.name ?? 'Erased candidate' },
    scores,
    generatedAt: events.at(-1)?.event.at ?? invitation.at,
    program: parts.settings.program,
    people: new Map([...staff].map(([id, { name }]) => [id, name])),
    calibration: { calibrated: false, statement: NOT_CALIBRATED },
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
