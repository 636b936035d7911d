import type {
  CriterionResult,
  Finding,
  Grade,
  GradeFlag,
  GraderStamp,
  NeedsPersonReason,
  NotAssessable,
  Usage,
} from '#app/protocol/index.ts';
import { type AnswerShape, shapeOf } from './answer-shape.ts';
import { findingsFrom } from './findings.ts';
import type { Grader } from './grader.ts';
import type { GradingInput, Sha256Of } from './grading-input.ts';
import { levelsFrom } from './levels.ts';
import { type PreparedAnswer, prepareAnswer } from './prepare-answer.ts';
import { FALSE_CHECK } from './statements.ts';
import { verifyQuotes } from './verify-quotes.ts';

export type GradeOutcome =
  | { readonly kind: 'graded'; readonly grade: Grade }
  | { readonly kind: 'needs-person'; readonly reason: NeedsPersonReason; readonly detail: string };

export interface GradingContext {
  /** ISO time, UTC. */
  readonly gradedAt: string;
  readonly sha256: Sha256Of;
  readonly signal?: AbortSignal;
}

/**
 * Grades one answer: normalise, segment, find, verify quotes, compute levels.
 *
 * Throws LlmFailure of kind `transient` or `unauthorized`, for the queue to try again; a request that can never work, a refusal and a
 * reply that stays malformed are `needs-person`. An answer without anything to assess is a grade, not a failure, and costs no call.
 */
export async function gradeAnswer(input: GradingInput, grader: Grader, context: GradingContext): Promise<GradeOutcome> {
  const answer = prepareAnswer(input, context.sha256);
  const shape = shapeOf(answer);
  const graded = (parts: Parts): GradeOutcome => ({ kind: 'graded', grade: gradeOf(answer, context.gradedAt, parts) });

  if (shape.notAssessable) {
    const { notAssessable: reason } = shape;
    return graded({
      findings: unread(answer, reason),
      criteria: criteriaOf(answer, () => ({ kind: 'not-assessable', reason })),
      flags: shape.flags,
      stamp: grader.stamp(context.sha256),
      usage: null,
    });
  }

  const reply = await grader.find(answer, context.signal);
  if (reply.kind === 'needs-person') return { kind: 'needs-person', reason: reply.reason, detail: reply.detail };

  const falseCheckMet = reply.claims.some((claim) => claim.ref === FALSE_CHECK && claim.verdict === 'met');
  if (falseCheckMet && grader.name === 'claude') {
    return { kind: 'needs-person', reason: 'grader-fooled', detail: 'The grader found a statement in the answer that no answer makes.' };
  }
  const findings = findingsFrom(verifyQuotes(reply.claims, answer, shape));
  return graded({
    findings,
    criteria: criteriaOf(answer, (criterion) => levelsFrom(criterion, findings, shape.caps)),
    flags: flagsOf(shape, findings, falseCheckMet),
    stamp: reply.stamp,
    usage: reply.usage,
  });
}

interface Parts {
  readonly findings: Finding[];
  readonly criteria: CriterionResult[];
  readonly flags: readonly GradeFlag[];
  readonly stamp: GraderStamp;
  readonly usage: Usage | null;
}

function gradeOf(answer: PreparedAnswer, gradedAt: string, parts: Parts): Grade {
  const { findings, criteria, flags, stamp, usage } = parts;
  const { question, answerHash } = answer;
  return {
    questionId: question.id,
    rubric: question.rubric,
    grader: stamp,
    answerHash,
    findings,
    criteria,
    flags: [...flags],
    usage,
    gradedAt,
  };
}

function criteriaOf(
  answer: PreparedAnswer,
  outcomeOf: (criterion: PreparedAnswer['rubric']['criteria'][number]) => CriterionResult['outcome'],
): CriterionResult[] {
  return answer.rubric.criteria.map((criterion) => {
    return { criterion: criterion.id, dimension: criterion.dimension, weight: criterion.weight, outcome: outcomeOf(criterion) };
  });
}

/** Every check of an answer that nobody had to read. */
function unread(answer: PreparedAnswer, why: NotAssessable): Finding[] {
  return answer.words.statements.flatMap(({ statement }): Finding[] => {
    if (statement.kind === 'false-check') return [];
    const reason = `Not looked for: the answer cannot be assessed (${why}).`;
    return [
      { check: statement.ref, kind: statement.kind, claimed: 'cannot-tell', verdict: 'cannot-tell', quotes: [], rejected: [], reason },
    ];
  });
}

function flagsOf(shape: AnswerShape, findings: readonly Finding[], falseCheckMet: boolean): GradeFlag[] {
  const lost = findings.some((finding) => finding.kind === 'check' && finding.verdict !== finding.claimed);
  return [...shape.flags, ...(falseCheckMet ? (['false-check-met'] as const) : []), ...(lost ? (['quotes-rejected'] as const) : [])];
}
