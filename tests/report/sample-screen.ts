import { createHash } from 'node:crypto';
import type {
  Criterion,
  CriterionResult,
  Dimension,
  Finding,
  Grade,
  GraderStamp,
  Quote,
  RecordedEvent,
  ReportDocument,
  Rubric,
  ScoreOutcome,
  ScreenEvent,
} from '#app/protocol/index.ts';
import { type BuildReportInput, buildReport } from '#app/report/index.ts';
import { SAMPLE_QUESTIONS, type SampleCheck, type SampleCriterion, type SampleQuestion } from './sample-questions.ts';

const START = Date.UTC(2026, 2, 9, 13, 0, 0);
const SCREEN_ID = '018f3c1e-9b7a-7c3d-8e21-5a0b1c2d3e4f';
const CANDIDATE_ID = '018f3c1e-1111-7c3d-8e21-5a0b1c2d3e4f';
export const ENGINEER_ID = 'staff-dana';

export const CLAUDE: GraderStamp = {
  name: 'claude',
  version: '1.0.0',
  model: 'claude-sonnet-4-5',
  prompt: { id: 'grade-answer', version: '1.0.0', hash: sha('prompt') },
};
export const OFFLINE: GraderStamp = { name: 'offline', version: '1.0.0', model: null, prompt: null };

export function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function turnId(questionId: string, kind: 'ask' | 'answer' | 'probe' | 'probe-answer' | 'clarify' | 'clarified'): string {
  return `${questionId}.${kind}`;
}

/** Everything that buildReport takes, for a finished screen of these questions. */
export function sampleInput(questions: readonly SampleQuestion[] = SAMPLE_QUESTIONS, extra: readonly ScreenEvent[] = []): BuildReportInput {
  return {
    events: recorded([...sampleEvents(questions), ...extra]),
    rubrics: new Map(questions.map((question) => [rubricRef(question), sampleRubric(question)])),
    candidate: { name: 'Mira Halvorsen' },
    scores: sampleScores(questions),
    generatedAt: at(200),
    program: 'assay 0.1.0',
    people: new Map([[ENGINEER_ID, 'Dana Ortiz']]),
    calibration: {
      calibrated: false,
      statement:
        'This grader has not been compared with people on this bank version. Treat levels as a reading aid and decide from the evidence.',
    },
  };
}

export function sampleDocument(): ReportDocument {
  return buildReport(sampleInput());
}

export function recorded(events: readonly ScreenEvent[]): RecordedEvent[] {
  return events.map((event, index) => ({ seq: index + 1, event }));
}

/** Minutes after the start, as the log writes time. */
export function at(minute: number): string {
  return new Date(START + minute * 60_000).toISOString();
}

export const CANDIDATE = { role: 'candidate', id: CANDIDATE_ID } as const;
export const JOB = { role: 'job', id: 'grade-answer' } as const;
export const ENGINEER = { role: 'engineer', id: ENGINEER_ID } as const;

export function sampleEvents(questions: readonly SampleQuestion[]): ScreenEvent[] {
  const notice = { version: '2026-03-01', hash: sha('notice') };
  return [
    {
      type: 'ScreenInvited',
      at: at(-2880),
      by: { role: 'recruiter', id: 'staff-rafael' },
      screenId: SCREEN_ID,
      candidateId: CANDIDATE_ID,
      role: 'Senior ML engineer, ranking',
      company: 'Northwind Retail',
      contact: 'hiring@northwind.example',
      form: {
        bank: {
          ref: 'applied-ml@1.0.0',
          track: 'applied-ml',
          title: 'Applied ML engineer, first round',
          about:
            'Turns known methods into a product that works: framing, data, evaluation, launch. Not a test of platform building or of new methods.',
          contentHash: sha('bank content'),
          structureHash: sha('bank structure'),
        },
        seed: 2_718_281,
        minutes: 40,
        practice: { prompt: 'Tell us in two sentences what you like to work on.' },
        questions: questions.map((question) => ({
          id: question.id,
          kind: question.kind,
          section: question.section,
          title: question.title,
          minutes: 6,
          prompt: question.prompt,
          clarifications: [],
          probes: [...(question.probe ? [question.probe] : []), ...(question.spare ? [question.spare] : [])].map(({ id, aims, ask }) => ({
            id,
            aims,
            ask,
          })),
          rubric: rubricStamp(question),
        })),
      },
      budgetMs: 40 * 60_000,
      accommodations: { timeMultiplier: 1, clock: 'shown' },
      aiPolicy: 'open-with-declaration',
      notice: { ...notice, title: 'Before you begin', sections: [] },
      deadline: at(20_000),
    },
    { type: 'NoticeAcknowledged', at: at(-2), by: CANDIDATE, notice },
    { type: 'ScreenStarted', at: at(0), by: CANDIDATE },
    ...questions.flatMap((question, index) => askedAndAnswered(question, index)),
    { type: 'ScreenPaused', at: at(30), by: CANDIDATE, usedMs: 1_700_000 },
    { type: 'ScreenResumed', at: at(34), by: CANDIDATE },
    {
      type: 'DeclarationGiven',
      at: at(40),
      by: CANDIDATE,
      declaration: {
        usedAi: true,
        delegated: 'The SQL formatting and the date_trunc syntax for Postgres. I forget the argument order every time.',
        rejected: 'It wanted a window function for the dedupe, which was more than needed.',
        checked: 'Ran the query on a small table with two duplicates in my head, and read every line.',
      },
    },
    {
      type: 'ScreenFinished',
      at: at(41),
      by: CANDIDATE,
      receipt: 'K7M-42Q',
      answered: questions.length,
      unanswered: [],
      usedMs: 2_210_000,
    },
    ...questions.map((question): ScreenEvent => ({ type: 'AnswerGraded', at: at(60), by: JOB, grade: sampleGrade(question) })),
    { type: 'GradingCompleted', at: at(61), by: JOB },
  ];
}

function askedAndAnswered(question: SampleQuestion, index: number): ScreenEvent[] {
  const minute = index * 6;
  const { id: questionId, probe, clarification } = question;
  const usedMs = minute * 60_000;
  const base = { by: CANDIDATE, questionId };
  return [
    {
      type: 'QuestionAsked',
      ...base,
      at: at(minute),
      turnId: turnId(questionId, 'ask'),
      number: index + 1,
      text: question.prompt,
      again: false,
      usedMs,
    },
    ...(clarification
      ? ([
          { type: 'ClarificationAsked', ...base, at: at(minute + 1), turnId: turnId(questionId, 'clarify'), text: clarification.asked },
          {
            type: 'ClarificationGiven',
            ...base,
            at: at(minute + 1),
            turnId: turnId(questionId, 'clarified'),
            text: clarification.given,
            clarification: 0,
          },
        ] satisfies ScreenEvent[])
      : []),
    {
      type: 'AnswerGiven',
      ...base,
      at: at(minute + 5),
      turnId: turnId(questionId, 'answer'),
      text: question.answer,
      usedMs,
      autoSubmitted: false,
    },
    ...(probe
      ? ([
          {
            type: 'ProbeAsked',
            ...base,
            at: at(minute + 5),
            probeId: probe.id,
            turnId: turnId(questionId, 'probe'),
            text: probe.ask,
            aims: probe.aims,
            chosenBy: 'claude',
            why: probe.why,
          },
          {
            type: 'ProbeAnswered',
            ...base,
            at: at(minute + 6),
            probeId: probe.id,
            turnId: turnId(questionId, 'probe-answer'),
            text: probe.answer,
            usedMs,
            autoSubmitted: false,
          },
        ] satisfies ScreenEvent[])
      : []),
  ];
}

export function rubricRef(question: SampleQuestion): string {
  return `${question.id}@1.0.0`;
}

function rubricStamp(question: SampleQuestion): Grade['rubric'] {
  return { ref: rubricRef(question), contentHash: sha(`${question.id} content`), structureHash: sha(`${question.id} structure`) };
}

export function sampleRubric(question: SampleQuestion): Rubric {
  return {
    rubric: question.id,
    version: '1.0.0',
    criteria: question.criteria.map(
      ({ id, dimension, weight, anchors, checks }): Criterion => ({
        id,
        dimension,
        weight,
        anchors: { 0: anchors[0], 1: anchors[1], 2: anchors[2], 3: anchors[3], 4: anchors[4] },
        checks: checks
          .filter((check) => !check.misconception)
          .map(({ id: check, points, says }) => ({ id: check, points, says, cues: [] })),
        levels: { 1: 1, 2: 3, 3: 5, 4: 6 },
        needs: {},
        misconceptions: checks
          .filter((check) => check.misconception)
          .map(({ id: wrong, says }) => ({ id: wrong, says, cues: [], caps: 2 })),
      }),
    ),
    false_check: 'States that the drop is explained by the random seed of the assignment.',
    exemplars: [],
  };
}

export function sampleGrade(question: SampleQuestion, grader: GraderStamp = CLAUDE): Grade {
  return {
    questionId: question.id,
    rubric: rubricStamp(question),
    grader,
    passes: [grader],
    entailment: null,
    answerHash: sha(question.answer),
    findings: question.criteria.flatMap((criterion) => criterion.checks.map((check) => sampleFinding(question, criterion, check))),
    criteria: question.criteria.map(sampleResult),
    flags: [],
    usage: { inputTokens: 3_912, outputTokens: 704, cacheReadTokens: 2_048, cacheWriteTokens: 0 },
    costMicroUsd: 15_070,
    gradedAt: at(60),
  };
}

function sampleFinding(question: SampleQuestion, criterion: SampleCriterion, check: SampleCheck): Finding {
  return {
    check: `${criterion.id}/${check.id}`,
    kind: check.misconception ? 'misconception' : 'check',
    claimed: check.verdict,
    verdict: check.verdict,
    quotes: check.quote ? [quoteIn(question, check.quote)] : [],
    unmatched: [],
    rejected: [],
    passes: [check.verdict],
    entailment: null,
    reason: check.reason ?? '',
  };
}

/** The quote where it really stands; a sample that quotes what nobody wrote is a mistake in the sample. */
function quoteIn(question: SampleQuestion, text: string): Quote {
  const places = [
    { turn: turnId(question.id, 'answer'), words: question.answer },
    { turn: turnId(question.id, 'probe-answer'), words: question.probe?.answer ?? '' },
  ];
  const place = places.find(({ words }) => words.includes(text));
  if (!place) throw new Error(`${question.id} quotes words that are not in the answer: ${text}`);
  const start = place.words.indexOf(text);
  return { turnId: place.turn, start, end: start + text.length, text, match: 'exact' };
}

function sampleResult({ id, dimension, weight, level, limits = [], checks }: SampleCriterion): CriterionResult {
  const share = { met: 1, partial: 0.5, 'not-met': 0, contradicted: 0, 'cannot-tell': 0 } as const;
  const earned = checks.reduce((sum, check) => sum + (check.misconception ? 0 : check.points * share[check.verdict]), 0);
  const maxPoints = checks.reduce((sum, check) => sum + check.points, 0);
  const outcome = { kind: 'level', level, points: earned, maxPoints, limits: [...limits], textCap: null, passes: [level] } as const;
  return { criterion: id, dimension, weight, outcome: { ...outcome, limits: [...limits], passes: [level] } };
}

export function sampleScores(questions: readonly SampleQuestion[]): BuildReportInput['scores'] {
  const criteria = questions.flatMap((question) => question.criteria);
  const dimensions = [...new Set(criteria.map(({ dimension }) => dimension))];
  return {
    overall: { ...meanOf(criteria), standardError: 0.26 } as ScoreOutcome,
    band: { kind: 'band', band: 'meets-bar' },
    bandEdges: { nearBar: 2, meetsBar: 2.5, strong: 3.25 },
    dimensions: dimensions.map((dimension: Dimension) => {
      const own = criteria.filter((criterion) => criterion.dimension === dimension);
      return { dimension, outcome: meanOf(own), bar: 2.5, weight: own.reduce((sum, { weight }) => sum + weight, 0) };
    }),
  };
}

function meanOf(criteria: readonly SampleCriterion[]): ScoreOutcome {
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const score = criteria.reduce((sum, { weight, level }) => sum + weight * level, 0) / weights;
  const spread = criteria.length < 2 ? null : 0.35;
  return { kind: 'score', score: Math.round(score * 100) / 100, standardError: spread, graded: criteria.length, of: criteria.length };
}
