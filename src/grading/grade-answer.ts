import type { CriterionResult, Finding, Grade, GradeFlag, GraderStamp, NeedsPersonReason, NotAssessable } from '#app/protocol/index.ts';
import { type AnswerShape, shapeOf } from './answer-shape.ts';
import { applyConfirmation, type Confirmed, toConfirm } from './confirm-findings.ts';
import { findingsFrom } from './findings.ts';
import { FIRST_PASS, type Grader, type NoReply, type Pass } from './grader.ts';
import type { GradingInput, Sha256Of } from './grading-input.ts';
import { levelsFrom } from './levels.ts';
import { addressesGrader } from './meta-lexicon.ts';
import { combinePasses, nextPass, passesDisagree } from './panel.ts';
import { type PreparedAnswer, prepareAnswer } from './prepare-answer.ts';
import { addSpending, type Spending } from './spending.ts';
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
 * Grades one answer: normalise, segment, find (in one to three passes), verify quotes, combine, confirm by a blind reading, compute levels.
 *
 * Throws LlmFailure of every kind but `permanent`, for the queue to try again; a request that can never work, a refusal and a reply that
 * stays malformed are `needs-person`. An answer without anything to assess is a grade, not a failure, and costs no call.
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
      passes: [grader.stamp(context.sha256)],
      entailment: null,
      spent: null,
    });
  }

  const read = await readByPanel(answer, shape, grader, context.signal);
  if (read.kind === 'needs-person') return needsPerson(read);
  const { rubric } = answer;
  const { caps } = shape;
  const combined = combinePasses(read.findings, read.flagged);
  const confirmed = await confirm(combined, { answer, shape, flagged: read.flagged, grader, signal: context.signal });
  if (confirmed.kind === 'needs-person') return needsPerson(confirmed);
  const { findings, stamp: entailment, spent } = confirmed;
  return graded({
    findings: [...findings],
    criteria: criteriaOf(answer, (criterion) => levelsFrom(criterion, findings, caps, read.findings)),
    flags: [
      ...shape.flags,
      ...flagIf(read.falseCheckMet || confirmed.fooled, 'false-check-met'),
      ...flagIf(findings.some(hasLostQuotes), 'quotes-rejected'),
      ...flagIf(findings.some(isUnmatched), 'unmatched-evidence'),
      ...flagIf(passesDisagree({ rubric, caps, passes: read.findings }), 'passes-disagree'),
      ...flagIf(confirmed.lowered, 'not-entailed'),
    ],
    passes: read.stamps,
    entailment,
    spent: addSpending(read.spent, spent),
  });
}

interface Read {
  readonly kind: 'read';
  /** One entry for each pass, quotes verified. */
  readonly findings: readonly (readonly Finding[])[];
  readonly stamps: readonly GraderStamp[];
  readonly flagged: boolean;
  readonly falseCheckMet: boolean;
  readonly spent: Spending | null;
}

async function readByPanel(answer: PreparedAnswer, shape: AnswerShape, grader: Grader, signal?: AbortSignal): Promise<Read | NoReply> {
  const { rubric } = answer;
  const flagged = new Set(answer.segments.filter(({ text }) => addressesGrader(text, answer.words)).map(({ number }) => number));
  const findings: Finding[][] = [];
  const stamps: GraderStamp[] = [];
  let falseCheckMet = false;
  let spent: Spending | null = null;
  let pass: Pass | null = FIRST_PASS;
  while (pass !== null) {
    const reply = await grader.find(answer, pass, signal);
    spent = addSpending(spent, reply.spent);
    if (reply.kind === 'needs-person') return { ...reply, spent };
    falseCheckMet ||= reply.claims.some((claim) => claim.ref === FALSE_CHECK && claim.verdict === 'met');
    if (falseCheckMet && grader.name === 'claude') {
      const detail = 'The grader found a statement in the answer that no answer makes.';
      return { kind: 'needs-person', reason: 'grader-fooled', detail, spent };
    }
    findings.push(findingsFrom(verifyQuotes(reply.claims, answer, shape)));
    stamps.push(reply.stamp);
    pass = nextPass({ rubric, caps: shape.caps, passes: findings, flagged, most: grader.passes });
  }
  return { kind: 'read', findings, stamps, flagged: flagged.size > 0, falseCheckMet, spent };
}

type Confirmation =
  | (Confirmed & { readonly kind: 'confirmed'; readonly stamp: GraderStamp | null; readonly spent: Spending | null })
  | NoReply;

async function confirm(
  findings: readonly Finding[],
  about: {
    readonly answer: PreparedAnswer;
    readonly shape: AnswerShape;
    readonly flagged: boolean;
    readonly grader: Grader;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Confirmation> {
  const { answer, shape, flagged, signal } = about;
  const { blindReader } = about.grader;
  const { sha256 } = answer;
  const asked = toConfirm({ rubric: answer.rubric, findings, caps: shape.caps, flagged, sha256 });
  if (blindReader === null || asked.items.length === 0)
    return { kind: 'confirmed', findings, lowered: false, fooled: false, stamp: null, spent: null };
  const reply = await blindReader.read(asked.items, { subject: answer.subject, sha256 }, signal);
  if (reply.kind === 'needs-person') return reply;
  return { kind: 'confirmed', ...applyConfirmation(findings, asked, reply.answers), stamp: reply.stamp, spent: reply.spent };
}

function needsPerson({ reason, detail }: NoReply): GradeOutcome {
  return { kind: 'needs-person', reason, detail };
}

interface Parts {
  readonly findings: Finding[];
  readonly criteria: CriterionResult[];
  readonly flags: readonly GradeFlag[];
  readonly passes: readonly GraderStamp[];
  readonly entailment: GraderStamp | null;
  readonly spent: Spending | null;
}

function gradeOf(answer: PreparedAnswer, gradedAt: string, parts: Parts): Grade {
  const { findings, criteria, flags, passes, entailment, spent } = parts;
  const { question, answerHash } = answer;
  return {
    questionId: question.id,
    rubric: question.rubric,
    grader: passes[0] as GraderStamp,
    passes: [...passes],
    entailment,
    answerHash,
    findings,
    criteria,
    flags: [...flags],
    usage: spent?.usage ?? null,
    costMicroUsd: spent?.costMicroUsd ?? null,
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
  return answer.words.statements.flatMap(({ statement: { kind, ref } }): Finding[] => {
    if (kind !== 'check' && kind !== 'misconception') return [];
    return [
      {
        check: ref,
        kind,
        claimed: 'cannot-tell',
        verdict: 'cannot-tell',
        quotes: [],
        unmatched: [],
        rejected: [],
        passes: ['cannot-tell'],
        entailment: null,
        reason: `Not looked for: the answer cannot be assessed (${why}).`,
      },
    ];
  });
}

function flagIf(holds: boolean, flag: GradeFlag): GradeFlag[] {
  return holds ? [flag] : [];
}

/** A check that was claimed and has no quote left to show it. */
function hasLostQuotes({ kind, claimed, quotes }: Finding): boolean {
  return kind === 'check' && quotes.length === 0 && (claimed === 'met' || claimed === 'partial' || claimed === 'contradicted');
}

/** Words that may show a check which nothing else shows. */
function isUnmatched({ kind, verdict, unmatched }: Finding): boolean {
  return kind === 'check' && verdict !== 'met' && unmatched.length > 0;
}
