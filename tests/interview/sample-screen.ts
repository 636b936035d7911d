import type { Command, Form, FormQuestion, Grade, Level, ScreenEvent } from '#app/protocol/index.ts';

export const MINUTE = 60_000;
export const INVITED_AT = '2026-03-02T09:00:00.000Z';
export const DEADLINE = '2026-03-16T09:00:00.000Z';
export const AFTER_DEADLINE = '2026-03-16T09:00:00.001Z';
/** When a day's budget is there again. */
export const NEXT_DAY = '2026-03-03T00:00:00.000Z';
export const SCREEN = '0195a7c2-1111-7222-8333-4444deadbeef';
export const CANDIDATE = '0195a7c2-5555-7666-8777-888899990000';
export const NOTICE_STAMP = { version: '1.0.0', hash: 'a'.repeat(64) };
const NOTICE = { ...NOTICE_STAMP, title: 'Before you begin', sections: [] };
export const HASH = 'b'.repeat(64);

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** A question whose every secret part carries `mark`, so that a leak of it can be searched for. */
function question(id: string, mark: string): FormQuestion {
  return {
    id,
    kind: 'scenario',
    section: 'diagnosis',
    title: `Title of ${id} ${mark}title-${id}`,
    minutes: 7,
    prompt: `Prompt of ${id} ${mark}prompt-${id}. A model was better offline and worse online; say how you find out why.`,
    clarifications: [
      { asks: 'whether the experiment itself is valid', says: `Assignment is random by user. ${mark}says-${id}-0` },
      { asks: 'how large the traffic is', says: `About two million requests a day. ${mark}says-${id}-1` },
    ],
    probes: [
      { id: 'first-day', aims: `${mark}isolates/orders`, ask: `Which suspect of ${id} do you test first? ${mark}probe-${id}-0` },
      { id: 'skew-detail', aims: `${mark}suspects/skew`, ask: `How would you see the skew of ${id}? ${mark}probe-${id}-1` },
    ],
    rubric: { ref: `${mark}${id}@1.0.0`, contentHash: HASH, structureHash: HASH },
  };
}

/** Three questions of the same shape: `gap`, `drift`, `labels`. */
export function sampleForm(mark = 'x'): Form {
  return {
    bank: {
      ref: 'applied-ml@1.0.0',
      track: 'applied-ml',
      title: 'Applied ML engineer, first round',
      about: 'Turns known methods into a product that works.',
      contentHash: HASH,
      structureHash: HASH,
    },
    seed: 7,
    minutes: 10,
    practice: { prompt: 'Describe in a sentence or two what you had for breakfast.' },
    questions: [question('gap', mark), question('drift', mark), question('labels', mark)],
  };
}

export function invite(changes: Partial<CommandOf<'screen.invite'>> = {}): CommandOf<'screen.invite'> {
  return {
    type: 'screen.invite',
    screenId: SCREEN,
    candidateId: CANDIDATE,
    role: 'ML engineer',
    company: 'Example',
    contact: 'people@example.org',
    form: sampleForm(),
    accommodations: { timeMultiplier: 1, clock: 'shown' },
    aiPolicy: 'open-with-declaration',
    notice: NOTICE,
    deadline: DEADLINE,
    ...changes,
  };
}

export const acknowledge: Command = { type: 'notice.acknowledge', noticeHash: NOTICE.hash };
export const practice: Command = { type: 'practice.finish', text: 'Toast.' };
export const start: Command = { type: 'screen.start' };
export const readOver: Command = { type: 'screen.readOver' };
export const pause: Command = { type: 'screen.pause' };
export const resume: Command = { type: 'screen.resume' };
export const finish: Command = { type: 'screen.finish' };
export const declare: Command = {
  type: 'declaration.give',
  declaration: { usedAi: true, delegated: 'wording', rejected: 'a plan', checked: 'by hand' },
};
export const cancel: Command = { type: 'screen.cancel', reason: 'The role was filled.' };

export const answer = (questionId: string, text = `My answer to ${questionId}.`): Command => ({ type: 'answer.submit', questionId, text });
export const skip = (questionId: string): Command => ({ type: 'answer.skip', questionId });
export const returnTo = (questionId: string): Command => ({ type: 'question.return', questionId });
export const clarify = (questionId: string, text: string): Command => ({ type: 'clarification.ask', questionId, text });
export const chooseProbe = (questionId: string, probeId = 'first-day'): Command => ({
  type: 'probe.choose',
  questionId,
  choice: { kind: 'ask', probeId, chosenBy: 'offline', why: 'SECRET why' },
});
export const omitProbe = (questionId: string): Command => ({
  type: 'probe.choose',
  questionId,
  choice: { kind: 'omit', reason: 'nothing-open' },
});
export const answerProbe = (questionId: string, probeId = 'first-day', text = `My follow-up on ${questionId}.`): Command => ({
  type: 'probe.answer',
  questionId,
  probeId,
  text,
});
export const skipProbe = (questionId: string, probeId = 'first-day'): Command => ({ type: 'probe.skip', questionId, probeId });
export const expireTime = (draft = ''): Command => ({ type: 'time.expire', draft });
export const credit = (ms: number): Command => ({ type: 'outage.credit', ms });

export function sampleGrade(questionId: string, grader: 'offline' | 'claude' = 'offline', level: Level | null = 2): Grade {
  return {
    questionId,
    rubric: { ref: `${questionId}@1.0.0`, contentHash: HASH, structureHash: HASH },
    grader: { name: grader, version: '1.0.0', model: null, prompt: null },
    passes: [{ name: grader, version: '1.0.0', model: null, prompt: null }],
    entailment: null,
    answerHash: HASH,
    findings: [],
    criteria: [
      {
        criterion: 'suspects',
        dimension: 'data-judgment',
        weight: 3,
        outcome:
          level === null
            ? { kind: 'not-assessable', reason: 'off-topic' }
            : { kind: 'level', level, points: 3, maxPoints: 8, limits: ['SECRET limit'], textCap: null, passes: [level] },
      },
    ],
    flags: [],
    usage: null,
    costMicroUsd: null,
    gradedAt: INVITED_AT,
  };
}

export const grade = (questionId: string, grader: 'offline' | 'claude' = 'offline', level: Level | null = 2): Command => ({
  type: 'grade.record',
  grade: sampleGrade(questionId, grader, level),
});
export const needsPerson = (questionId: string, grader: 'offline' | 'claude' = 'claude'): Command => ({
  type: 'grade.needsPerson',
  questionId,
  grader,
  reason: 'model-unavailable',
  detail: 'SECRET detail',
});
export const postpone = (questionId: string, until = NEXT_DAY, grader: 'offline' | 'claude' = 'claude'): Command => ({
  type: 'grade.postpone',
  questionId,
  grader,
  reason: 'budget',
  until,
});
export const gradeAgain = (
  questionId: string,
  run = 'new-rubric',
  grader: 'offline' | 'claude' = 'offline',
  level: Level | null = 3,
): Command => ({
  type: 'grade.recordAgain',
  grade: sampleGrade(questionId, grader, level),
  run,
});
export const attach = (documentHash = HASH, pdf: string | null = 'report.pdf'): Command => ({
  type: 'report.attach',
  documentHash,
  files: { json: 'report.json', pdf },
});
export const override = (questionId: string, to: Level, criterion = 'suspects'): Command => ({
  type: 'level.override',
  questionId,
  criterion,
  to,
  reason: 'SECRET reason',
});
export const decideOn = (decision: 'advance' | 'decline' | 'hold'): Command => ({
  type: 'decision.make',
  decision,
  reason: 'SECRET reason',
});

/** Commands that lead to the first question. */
export const toFirstQuestion: readonly Command[] = [invite(), acknowledge, practice, start];
/** Commands that settle a question without a probe. */
export const settle = (questionId: string): readonly Command[] => [answer(questionId), omitProbe(questionId)];
/** Commands that lead to the read-over with everything answered. */
export const toReadOver: readonly Command[] = [...toFirstQuestion, ...settle('gap'), ...settle('drift'), ...settle('labels')];
/** Commands that hand in a screen with everything answered. */
export const toFinished: readonly Command[] = [...toReadOver, declare, finish];
export const toGraded: readonly Command[] = [...toFinished, grade('gap'), grade('drift'), grade('labels')];

export const typesOf = (events: readonly ScreenEvent[]): readonly string[] => events.map(({ type }) => type);
