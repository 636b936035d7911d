import { planInterview, sha256 } from '#app/banks/index.ts';
import {
  type Claim,
  createOfflineGrader,
  FALSE_CHECK,
  FIRST_PASS,
  type Grader,
  gradeAnswer,
  type PreparedAnswer,
  scoreForm,
} from '#app/grading/index.ts';
import type { FormQuestion, GraderStamp, Level, ReportDocument, Rubric, ScreenEvent, Turn, Verdict } from '#app/protocol/index.ts';
import { buildReport } from '#app/report/index.ts';
import { between, seededRandom } from '../seeded-random.ts';
import { newestBanks, shipped } from '../shipped-content.ts';
import { at, CANDIDATE, CLAUDE, ENGINEER, ENGINEER_ID, JOB, recorded, sampleInput } from './sample-screen.ts';

const BLIND: GraderStamp = {
  ...CLAUDE,
  prompt: { id: 'confirm-quotes', version: '1.0.0', hash: sha256('confirm-quotes') },
};
const USAGE = { inputTokens: 912, outputTokens: 704, cacheReadTokens: 5_048, cacheWriteTokens: 640 };
const VERDICTS: readonly Verdict[] = ['met', 'met', 'partial', 'not-met', 'contradicted', 'cannot-tell'];

/**
 * A report that went the whole way: a form drawn from a shipped bank, answers, grades by the program's own grading, scores, document.
 * With `moody` the grader changes its mind from reading to reading, so that panels, blind readings and unmatched words come up.
 */
export async function gradedScreen(seed: number, grader: 'offline' | 'moody', bankId = 'applied-ml'): Promise<ReportDocument> {
  const random = seededRandom(seed);
  const bank = newestBanks.find((source) => source.bank.bank === bankId);
  if (!bank) throw new Error(`there is no bank ${bankId}`);
  const form = planInterview(bank, shipped.rubrics, seed);
  const rubrics = new Map(form.questions.map(({ rubric: { ref } }) => [ref, rubricOf(ref)]));
  const base = sampleInput();
  const [invited] = base.events;
  if (invited?.event.type !== 'ScreenInvited') throw new Error('a sample begins with ScreenInvited');
  const answered = form.questions.map((question) => ({ question, text: answerTo(question, random) }));
  const grades = await Promise.all(
    answered.flatMap(({ question, text }, index) =>
      text === null
        ? []
        : [gradeOf(question, text, grader === 'offline' ? createOfflineGrader() : moodyGrader(seededRandom(seed + index)))],
    ),
  );
  const overridden = grades[0];
  const override = overridden && { questionId: overridden.questionId, criterion: overridden.criteria[0]?.criterion ?? '', to: 2 as Level };
  const events: ScreenEvent[] = [
    { ...invited.event, form },
    ...answered.flatMap(({ question, text }, index) => turnsOf(question, text, index)),
    { type: 'ScreenFinished', at: at(41), by: CANDIDATE, receipt: 'K7M-42Q', answered: grades.length, unanswered: [], usedMs: 2_210_000 },
    ...grades.map((grade): ScreenEvent => ({ type: 'AnswerGraded', at: at(60), by: JOB, grade })),
    { type: 'GradingCompleted', at: at(61), by: JOB },
    ...(override
      ? [{ type: 'LevelOverridden', at: at(80), by: ENGINEER, ...override, from: null, reason: 'Read again with the team.' } as const]
      : []),
  ];
  const scores = scoreForm({
    questions: grades.map((grade) => ({
      questionId: grade.questionId,
      criteria: grade.criteria.map((result) =>
        grade.questionId === override?.questionId && result.criterion === override.criterion
          ? { ...result, effectiveLevel: override.to }
          : result,
      ),
    })),
    expected: form.questions.map(({ id, rubric: { ref } }) => ({
      questionId: id,
      criteria: rubricOf(ref).criteria.map(({ id: criterion, dimension, weight }) => ({ criterion, dimension, weight })),
    })),
  });
  return buildReport({ ...base, events: recorded(events), rubrics, scores, people: new Map([[ENGINEER_ID, 'Dana Ortiz']]) });
}

function rubricOf(ref: string): Rubric {
  const loaded = shipped.rubrics.get(ref);
  if (!loaded) throw new Error(`${ref} is not installed`);
  return loaded.rubric;
}

/** An exemplar mostly; now and then a list of terms, a few words, nothing to read, or no answer at all. */
function answerTo(question: FormQuestion, random: () => number): string | null {
  const { exemplars, criteria } = rubricOf(question.rubric.ref);
  const dice = random();
  if (dice < 0.06) return null;
  if (dice < 0.1) return '…';
  if (dice < 0.18) return criteria.flatMap(({ checks }) => checks.map(({ cues }) => cues[0])).join(', ');
  const answer = exemplars[between(random, 0, exemplars.length - 1)]?.answer ?? '';
  return dice < 0.25 ? `${answer.split(/\s+/).slice(0, 9).join(' ')}.` : answer;
}

function turnsOf(question: FormQuestion, text: string | null, index: number): ScreenEvent[] {
  const { id: questionId } = question;
  const base = { by: CANDIDATE, questionId, usedMs: index * 60_000 };
  return [
    {
      type: 'QuestionAsked',
      ...base,
      at: at(index * 6),
      turnId: `${questionId}.ask`,
      number: index + 1,
      text: question.prompt,
      again: false,
    },
    ...(text === null
      ? []
      : [{ type: 'AnswerGiven', ...base, at: at(index * 6 + 5), turnId: `${questionId}.answer`, text, autoSubmitted: false } as const]),
  ];
}

async function gradeOf(question: FormQuestion, text: string, grader: Grader) {
  const turn: Turn = {
    id: `${question.id}.answer`,
    kind: 'answer',
    by: 'candidate',
    questionId: question.id,
    text,
    at: at(5),
    autoSubmitted: false,
  };
  const input = { subject: 'a screen', question, rubric: rubricOf(question.rubric.ref), turns: [turn] };
  const outcome = await gradeAnswer(input, grader, { gradedAt: at(60), sha256 });
  if (outcome.kind !== 'graded') throw new Error(`${question.id}: ${outcome.reason}`);
  return outcome.grade;
}

/** Claims what the offline grader finds, and on every reading something else beside it; confirms most quotes, and some in part. */
function moodyGrader(random: () => number): Grader {
  const offline = createOfflineGrader();
  const spent = { usage: USAGE, costMicroUsd: 4_210 };
  return {
    name: 'claude',
    passes: 3,
    stamp: () => CLAUDE,
    async find(answer) {
      const reply = await offline.find(answer, FIRST_PASS);
      if (reply.kind !== 'claims') return reply;
      return { kind: 'claims', claims: reply.claims.map((claim) => moody(claim, answer, random)), stamp: CLAUDE, spent };
    },
    blindReader: {
      read: async (items, { sha256: hash }) => ({
        kind: 'read',
        answers: new Map(
          items.map(({ key, says }) => [
            key,
            (['yes', 'yes', 'partly', 'no'] as const)[Number.parseInt(hash(says).slice(0, 1), 16) % 4] ?? 'yes',
          ]),
        ),
        stamp: BLIND,
        spent,
      }),
    },
  };
}

function moody(claim: Claim, answer: PreparedAnswer, random: () => number): Claim {
  if (claim.ref === FALSE_CHECK || random() < 0.55) return claim;
  const verdict = VERDICTS[between(random, 0, VERDICTS.length - 1)] ?? 'met';
  const segment = answer.segments[between(random, 0, answer.segments.length - 1)];
  const elsewhere = segment && { segment: segment.number, text: segment.text.slice(0, 250) };
  return { ...claim, verdict, quotes: claim.quotes.length > 0 && random() < 0.7 ? claim.quotes : elsewhere ? [elsewhere] : [] };
}
