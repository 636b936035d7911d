import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#app/banks/index.ts';
import { type EventOf, type Grade, ReportDocument, type ScreenEvent } from '#app/protocol/index.ts';
import { type BuildReportInput, buildReport } from '#app/report/index.ts';
import { SAMPLE_QUESTIONS, type SampleQuestion } from './sample-questions.ts';
import {
  at,
  CLAUDE,
  ENGINEER,
  JOB,
  OFFLINE,
  recorded,
  rubricRef,
  sampleDocument,
  sampleEvents,
  sampleGrade,
  sampleInput,
  sampleRubric,
} from './sample-screen.ts';

const [FIRST] = SAMPLE_QUESTIONS as [SampleQuestion];

function build(change: (events: ScreenEvent[]) => ScreenEvent[], input: Partial<BuildReportInput> = {}): ReportDocument {
  return buildReport({ ...sampleInput(), events: recorded(change(sampleEvents(SAMPLE_QUESTIONS))), ...input });
}

function graded(grade: Grade): EventOf<'AnswerGraded'> {
  return { type: 'AnswerGraded', at: at(70), by: JOB, grade };
}

function isGradeOf(event: ScreenEvent, questionId: string): boolean {
  return event.type === 'AnswerGraded' && event.grade.questionId === questionId;
}

function override(questionId: string, criterion: string, to: 0 | 1 | 2 | 3 | 4, by: string = ENGINEER.id): ScreenEvent {
  return {
    type: 'LevelOverridden',
    at: at(80),
    by: { role: 'engineer', id: by },
    questionId,
    criterion,
    from: 3,
    to,
    reason: 'Reads as one cause, not three.',
  };
}

describe('the document', () => {
  test('[RP1] is the same for the same input, fits the schema, and has one JSON text', () => {
    const document = sampleDocument();
    expect(ReportDocument.parse(document)).toEqual(document);
    expect(canonicalJson(sampleDocument())).toBe(canonicalJson(document));
    const reversed = Object.fromEntries(Object.entries(document).reverse()) as ReportDocument;
    expect(canonicalJson(reversed)).toBe(canonicalJson(document));
    expect(JSON.parse(canonicalJson(document))).toEqual(document);
  });

  test('[RP2] is refused for a screen that is not finished, or a stream that does not begin with an invite', () => {
    expect(() => build((events) => events.filter(({ type }) => type !== 'ScreenFinished'))).toThrow('a report needs a finished screen');
    expect(() => build((events) => events.slice(1))).toThrow('a screen begins with ScreenInvited');
  });

  test('[RP3] has the turns of a question in their order, a repeated question once', () => {
    const document = build((events) => {
      const asked = events.find((event): event is EventOf<'QuestionAsked'> => event.type === 'QuestionAsked');
      return asked ? [...events, { ...asked, again: true, turnId: 'again' }] : events;
    });
    expect(document.questions[0]?.turns.map(({ kind }) => kind)).toEqual([
      'question',
      'clarification-request',
      'clarification',
      'answer',
      'probe',
      'probe-answer',
    ]);
    expect(document.questions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('[RP4] shows the grade by claude over the one by offline, and the newer of two', () => {
    const later = build((events) => [...events, graded(sampleGrade(FIRST, OFFLINE))]);
    expect(later.questions[0]?.status).toMatchObject({ kind: 'graded', grader: { name: 'claude' } });
    const newer = build((events) => [...events, graded({ ...sampleGrade(FIRST), flags: ['very-short'] })]);
    expect(newer.questions[0]?.status).toMatchObject({ flags: ['very-short'] });
    const only = build((events) => [...events.filter((event) => !isGradeOf(event, FIRST.id)), graded(sampleGrade(FIRST, OFFLINE))]);
    expect(only.questions[0]?.status).toMatchObject({ grader: { name: 'offline' } });
    expect(only.provenance.graders.map(({ name }) => name)).toEqual(['offline', 'claude']);
  });

  test('[RP5] shows criteria without a grade as not assessable', () => {
    const unanswered = build((events) =>
      events.filter((event) => !isGradeOf(event, FIRST.id) && !(event.type === 'AnswerGiven' && event.questionId === FIRST.id)),
    );
    expect(unanswered.questions[0]?.status).toEqual({ kind: 'unanswered' });
    expect(unanswered.questions[0]?.criteria.map(({ outcome }) => outcome)).toEqual([
      { kind: 'not-assessable', reason: 'unanswered' },
      { kind: 'not-assessable', reason: 'unanswered' },
    ]);
    const lost = build((events) => events.filter((event) => !isGradeOf(event, FIRST.id)));
    expect(lost.questions[0]?.status).toMatchObject({ kind: 'needs-person' });
    const refused = build((events) => [
      ...events.filter((event) => !isGradeOf(event, FIRST.id)),
      {
        type: 'GradingNeedsPerson',
        at: at(60),
        by: JOB,
        questionId: FIRST.id,
        grader: 'claude',
        reason: 'model-refused',
        detail: 'stop reason refusal',
      },
    ]);
    expect(refused.questions[0]?.status).toEqual({ kind: 'needs-person', reason: 'model-refused', detail: 'stop reason refusal' });
    expect(refused.questions[0]?.criteria[0]?.outcome).toEqual({ kind: 'not-assessable', reason: 'grader-failed' });
  });

  test('[RP5] keeps a grade whose rubric is not installed, with ids for words', () => {
    const document = buildReport({ ...sampleInput(), rubrics: new Map() });
    expect(document.questions[0]?.criteria[0]).toMatchObject({ criterion: 'suspects', anchor: null, outcome: { kind: 'level', level: 3 } });
    expect(document.questions[0]?.criteria[0]?.findings[0]?.says).toBe('Skew');
  });

  test('[RP6] shows an override beside what the machine found', () => {
    const document = build((events) => [...events, override(FIRST.id, 'suspects', 3), override(FIRST.id, 'suspects', 1)]);
    const criterion = document.questions[0]?.criteria[0];
    expect(criterion).toMatchObject({
      outcome: { kind: 'level', level: 3 },
      override: { to: 1, by: 'Dana Ortiz', at: at(80), reason: 'Reads as one cause, not three.' },
      anchor: FIRST.criteria[0]?.anchors[1],
      nextAnchor: FIRST.criteria[0]?.anchors[2],
    });
    expect(criterion?.findings).toHaveLength(5);
  });

  test('[RP6] has no next anchor at level 4', () => {
    expect(sampleDocument().questions[0]?.criteria[1]).toMatchObject({ anchor: FIRST.criteria[1]?.anchors[4], nextAnchor: null });
  });

  test('[RP13] names staff, and an unknown one by id', () => {
    const known = build((events) => [
      ...events,
      { type: 'DecisionMade', at: at(90), by: ENGINEER, decision: 'advance', reason: 'Good order of work.' },
    ]);
    expect(known.decision).toEqual({ decision: 'advance', reason: 'Good order of work.', by: 'Dana Ortiz', at: at(90) });
    const unknown = build((events) => [...events, override(FIRST.id, 'suspects', 2, 'staff-gone')]);
    expect(unknown.questions[0]?.criteria[0]?.override?.by).toBe('staff-gone');
  });
});

describe('what page one picks', () => {
  test('[RP7] strongest: valuable met checks with quotes, from three questions', () => {
    const { strongest } = sampleDocument();
    expect(strongest.map(({ number, criterion }) => `${number} ${criterion}`)).toEqual(['3 costs', '1 suspects', '2 correct-query']);
    expect(strongest.every(({ quote }) => quote !== null)).toBe(true);
  });

  test('[RP7] strongest: nothing from a criterion that a person put at level 1', () => {
    const document = build((events) => [...events, override('fraud-threshold', 'costs', 1)]);
    expect(document.strongest.map(({ criterion }) => criterion)).not.toContain('costs');
  });

  test('[RP8] weakest: wrong claims with their words, then open checks of low levels, then others', () => {
    const { weakest } = sampleDocument();
    expect(weakest.map(({ number, criterion, quote }) => [number, criterion, quote === null])).toEqual([
      [3, 'costs', false],
      [5, 'order-of-work', true],
      [1, 'suspects', true],
    ]);
    expect(weakest[1]?.says).toBe('Measures where the 180 ms go before changing anything.');
  });

  test('[RP9] next round: an authored probe that was not asked, in its own words', () => {
    const [question] = SAMPLE_QUESTIONS.slice(2, 3) as [SampleQuestion];
    const open: SampleQuestion = {
      ...question,
      criteria: question.criteria.map((criterion) => ({
        ...criterion,
        checks: criterion.checks.map((check) =>
          check.id === 'calibration' ? { id: 'calibration', points: 2, says: check.says, verdict: 'not-met' as const } : check,
        ),
      })),
    };
    const [suggestion] = buildReport(sampleInput([open])).nextRound;
    expect(suggestion?.ask).toBe(question.spare?.ask);
    expect(suggestion?.because).toBe(
      'Listen for an answer that checks that scores can be read as probabilities before they are multiplied by costs; not shown; 2 points in costs.',
    );
  });

  test('[RP9] next round: a sentence from the check, one for each question', () => {
    const { nextRound } = sampleDocument();
    expect(nextRound.map(({ ask }) => ask)).toEqual([
      'Half the latency: listen for an answer that measures where the 180 ms go before changing anything.',
      'Better offline, worse online: listen for an answer that names information in the offline data that is not available at serving time.',
      'Review of a generated notebook: listen for an answer that asks who will act on the scores and what a wrong one costs them.',
    ]);
  });

  test.each([
    ['Works out the base rate before judging.', 'listen for an answer that works out the base rate before judging.'],
    ['Does not treat accuracy as the goal.', 'listen for an answer that does not treat accuracy as the goal.'],
    ['The code handles an empty table.', 'listen for an answer that shows this: The code handles an empty table.'],
  ])('[RP9] next round reads well for “%s”', (says, expected) => {
    const [question] = SAMPLE_QUESTIONS.slice(4, 5) as [SampleQuestion];
    const rubric = sampleRubric(question);
    const reworded = {
      ...rubric,
      criteria: rubric.criteria.map((criterion) => ({ ...criterion, checks: criterion.checks.map((check) => ({ ...check, says })) })),
    };
    const document = buildReport({ ...sampleInput([question]), rubrics: new Map([[rubricRef(question), reworded]]) });
    expect(document.nextRound[0]?.ask).toContain(expected);
  });

  test('[RP10] needs a person: failures first, then flags, gaps and the whole screen', () => {
    const [second] = SAMPLE_QUESTIONS.slice(1, 2) as [SampleQuestion];
    const grade = sampleGrade(second);
    const document = build(
      (events) => [
        ...events.filter((event) => !isGradeOf(event, FIRST.id) && !isGradeOf(event, second.id)),
        {
          type: 'GradingNeedsPerson',
          at: at(60),
          by: JOB,
          questionId: FIRST.id,
          grader: 'claude',
          reason: 'model-unavailable',
          detail: '',
        },
        graded(sampleGrade(FIRST, OFFLINE)),
        graded({
          ...grade,
          flags: ['very-short', 'talks-about-grading', 'quotes-rejected'],
          criteria: grade.criteria.map((result, index) =>
            index === 0 ? { ...result, outcome: { kind: 'not-assessable', reason: 'off-topic' } } : result,
          ),
          findings: grade.findings.map((finding, index) =>
            index === 0 ? { ...finding, rejected: [{ text: 'made up', why: 'not-in-answer' }] } : finding,
          ),
        }),
      ],
      { scores: { ...sampleInput().scores, band: { kind: 'between', lower: 'near-bar', upper: 'meets-bar' } } },
    );
    expect(document.needsPerson.map(({ number, what }) => [number, what])).toEqual([
      [1, 'The model could not be reached. The levels shown are the offline grader’s and provisional.'],
      [2, 'The answer speaks about how it should be graded. Those words earn nothing.'],
      [2, 'The answer is very short.'],
      [2, 'Correct query has no level: the answer is not about the question.'],
      [null, 'The score lies between “Near the bar” and “Meets the bar”. A person has to say which.'],
      [null, '1 question was graded offline. Those levels are provisional: confirm them.'],
      [null, '1 quote offered by the grader did not hold and was thrown out.'],
    ]);
  });

  test('[RP10] needs nobody for a question whose levels a person has set', () => {
    const document = build((events) => [
      ...events.filter((event) => !isGradeOf(event, FIRST.id)),
      { type: 'GradingNeedsPerson', at: at(60), by: JOB, questionId: FIRST.id, grader: 'claude', reason: 'model-refused', detail: '' },
      override(FIRST.id, 'suspects', 2),
      override(FIRST.id, 'isolates', 2),
    ]);
    expect(document.needsPerson).toEqual([]);
  });
});

describe('provenance and integrity', () => {
  test('[RP11] counts quotes and adds up tokens of the grades shown', () => {
    const grade = sampleGrade(FIRST);
    const repaired = {
      ...grade,
      findings: grade.findings.map((finding) => ({
        ...finding,
        quotes: finding.quotes.map((quote) => ({ ...quote, match: 'repaired' as const })),
      })),
    };
    const document = build((events) => [...events, graded(repaired)]);
    const plain = sampleDocument().provenance;
    expect(document.provenance.quotes).toEqual({ verified: plain.quotes.verified - 6, repaired: 6, rejected: 0 });
    expect(plain.tokens).toEqual({ inputTokens: 6 * 3_912, outputTokens: 6 * 704, cacheReadTokens: 6 * 2_048, cacheWriteTokens: 0 });
    expect(plain.graders).toEqual([CLAUDE]);
  });

  test('[RP12] integrity context: caution, declaration, observations in words', () => {
    const { integrity } = build((events) => [
      ...events,
      graded({ ...sampleGrade(FIRST), flags: ['hidden-characters'] }),
      { type: 'OutageCredited', at: at(20), by: JOB, ms: 95_000 },
    ]);
    expect(integrity.caution).toBe('These observations are common in honest interviews and must not be used alone.');
    expect(integrity.declaration?.usedAi).toBe(true);
    expect(integrity.observations).toEqual([
      'Characters that cannot be seen stood in the answer to question 1. Copying from a document can bring them in.',
      'The candidate paused once, as the notice allows.',
      'Lost connections were made up for with 2 minutes.',
    ]);
  });
});
