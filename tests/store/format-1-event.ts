const SHA = '0'.repeat(64);

const finding = {
  check: 'diagnosis/names-leak',
  kind: 'check',
  claimed: 'met',
  verdict: 'met',
  quotes: [{ turnId: 't1', start: 0, end: 22, text: 'a leak from the future', match: 'exact' }],
  rejected: [{ text: 'words of the question', why: 'question-or-rubric-words' }],
  reason: 'It names the leak.',
};

const demoted = { ...finding, check: 'diagnosis/names-skew', verdict: 'cannot-tell', quotes: [] };

/** An event as the first format had it, written out: the program that wrote it is gone, and its files are not. */
export const FORMAT_1_GRADE = {
  type: 'AnswerGraded',
  at: '2026-03-02T09:30:00.000Z',
  by: { role: 'job', id: 'grade-answer' },
  grade: {
    questionId: 'offline-online-gap',
    rubric: { ref: 'offline-online-gap@1.0.0', contentHash: SHA, structureHash: SHA },
    grader: { name: 'claude', version: '1', model: 'a-model-of-march', prompt: { id: 'report-findings', version: '1', hash: SHA } },
    answerHash: SHA,
    findings: [finding, demoted],
    criteria: [
      {
        criterion: 'diagnosis',
        dimension: 'evaluation',
        weight: 2,
        outcome: { kind: 'level', level: 3, points: 4, maxPoints: 6, limits: ['A needed check is open.'] },
      },
      { criterion: 'remedy', dimension: 'operations', weight: 1, outcome: { kind: 'not-assessable', reason: 'refused-by-model' } },
    ],
    flags: ['quotes-rejected'],
    usage: { inputTokens: 900, outputTokens: 120, cacheReadTokens: 0, cacheWriteTokens: 700 },
    gradedAt: '2026-03-02T09:30:00.000Z',
  },
};
