import type {
  CriterionResult,
  Declaration,
  EventOf,
  FormQuestion,
  Grade,
  Level,
  LevelOverride,
  NoticeStamp,
  RecordedEvent,
  ReportDocument,
  ReportQuestion,
  Turn,
} from '#app/protocol/index.ts';
import { unreachable } from './unreachable.ts';

/** What the events say about one question of the form. */
export interface QuestionFacts {
  readonly question: FormQuestion;
  readonly turns: Turn[];
  readonly grades: Map<Grade['grader']['name'], Grade>;
  readonly failures: Map<Grade['grader']['name'], EventOf<'GradingNeedsPerson'>>;
  /** The newest override of each criterion. */
  readonly overrides: Map<string, LevelOverride>;
  probe: ReportQuestion['probe'];
  /** The newest time this answer was graded again, with the levels it had before. */
  regraded: {
    readonly grade: Grade;
    readonly run: string;
    readonly at: string;
    readonly before: Readonly<Record<string, Level | null>>;
  } | null;
}

/** The grade that counts: the newest one made again, else the model's, else the offline grader's. */
export function shownGrade({ regraded, grades }: QuestionFacts): Grade | null {
  return regraded?.grade ?? grades.get('claude') ?? grades.get('offline') ?? null;
}

/** What a report needs to know of a screen. */
export interface ScreenFacts {
  readonly invited: EventOf<'ScreenInvited'>;
  readonly questions: ReadonlyMap<string, QuestionFacts>;
  finishedAt: string | null;
  notice: NoticeStamp;
  declaration: Declaration | null;
  decision: ReportDocument['decision'];
  pauses: number;
  outagesMs: number;
  timeExpired: boolean;
}

/**
 * Reads a stream once, in order. `people` turns a staff id into a name; an unknown id stands for itself.
 * Throws when the stream does not begin with ScreenInvited.
 */
export function foldScreen(events: readonly RecordedEvent[], people: ReadonlyMap<string, string>): ScreenFacts {
  const invited = events[0]?.event;
  if (invited?.type !== 'ScreenInvited') throw new Error('a screen begins with ScreenInvited');
  const facts: ScreenFacts = {
    invited,
    questions: new Map(invited.form.questions.map((question) => [question.id, emptyQuestion(question)])),
    finishedAt: null,
    notice: { version: invited.notice.version, hash: invited.notice.hash },
    declaration: null,
    decision: null,
    pauses: 0,
    outagesMs: 0,
    timeExpired: false,
  };
  for (const { event } of events) note(facts, event, (id) => people.get(id) ?? id);
  return facts;
}

function emptyQuestion(question: FormQuestion): QuestionFacts {
  return { question, turns: [], grades: new Map(), failures: new Map(), overrides: new Map(), probe: null, regraded: null };
}

function note(facts: ScreenFacts, event: RecordedEvent['event'], nameOf: (id: string) => string): void {
  switch (event.type) {
    case 'ScreenInvited':
    case 'InviteOpened':
    case 'PracticeFinished':
    case 'ScreenStarted':
    case 'QuestionSkipped':
    case 'ProbeOmitted':
    case 'ProbeSkipped':
    case 'ScreenResumed':
    case 'ReadOverOpened':
    case 'GradingPostponed':
    case 'GradingCompleted':
    case 'ReportAttached':
    case 'ScreenClosed':
      return;
    case 'NoticeAcknowledged':
      facts.notice = event.notice;
      return;
    case 'QuestionAsked':
      // Asked again after a skip: the words are the same and stand in the report once.
      if (!event.again) turn(facts, event, 'question', 'assay');
      return;
    case 'ClarificationAsked':
      turn(facts, event, 'clarification-request', 'candidate');
      return;
    case 'ClarificationGiven':
      turn(facts, event, 'clarification', 'assay');
      return;
    case 'AnswerGiven':
      turn(facts, event, 'answer', 'candidate');
      return;
    case 'ProbeAsked': {
      turn(facts, event, 'probe', 'assay');
      const { probeId, aims, chosenBy, why } = event;
      of(facts, event.questionId).probe = { probeId, aims, chosenBy, why };
      return;
    }
    case 'ProbeAnswered':
      turn(facts, event, 'probe-answer', 'candidate');
      return;
    case 'ScreenPaused':
      facts.pauses += 1;
      return;
    case 'OutageCredited':
      facts.outagesMs += event.ms;
      return;
    case 'TimeExpired':
      facts.timeExpired = true;
      return;
    case 'DeclarationGiven':
      facts.declaration = event.declaration;
      return;
    case 'ScreenFinished':
      facts.finishedAt = event.at;
      return;
    case 'AnswerGraded':
      of(facts, event.grade.questionId).grades.set(event.grade.grader.name, event.grade);
      return;
    case 'AnswerRegraded': {
      const { grade, run, at } = event;
      const question = of(facts, grade.questionId);
      question.regraded = { grade, run, at, before: levelsOf(shownGrade(question)?.criteria ?? []) };
      return;
    }
    case 'GradingNeedsPerson':
      of(facts, event.questionId).failures.set(event.grader, event);
      return;
    case 'LevelOverridden':
      of(facts, event.questionId).overrides.set(event.criterion, {
        to: event.to,
        reason: event.reason,
        by: nameOf(event.by.id),
        at: event.at,
      });
      return;
    case 'DecisionMade':
      facts.decision = { decision: event.decision, reason: event.reason, by: nameOf(event.by.id), at: event.at };
      return;
    default:
      return unreachable(event);
  }
}

function levelsOf(criteria: readonly CriterionResult[]): Record<string, Level | null> {
  return Object.fromEntries(criteria.map(({ criterion, outcome }) => [criterion, outcome.kind === 'level' ? outcome.level : null]));
}

function of(facts: ScreenFacts, questionId: string): QuestionFacts {
  const found = facts.questions.get(questionId);
  if (!found) throw new Error(`an event names ${questionId}, which is not in the form`);
  return found;
}

function turn(
  facts: ScreenFacts,
  event: { questionId: string; turnId: string; text: string; at: string; autoSubmitted?: boolean },
  kind: Turn['kind'],
  by: Turn['by'],
): void {
  const { questionId, turnId: id, text, at, autoSubmitted = false } = event;
  of(facts, questionId).turns.push({ id, kind, by, questionId, text, at, autoSubmitted });
}
