import type { Grade, RecordedEvent, ReportDocument, ReportQuestion, Rubric, Usage } from '#app/protocol/index.ts';
import { thrownOut } from '#app/wording/index.ts';
import { buildQuestion } from './build-question.ts';
import { foldScreen, type ScreenFacts, shownGrade } from './fold-screen.ts';
import { strongest, weakest } from './highlights.ts';
import { needsPerson } from './needs-person.ts';
import { nextRound } from './next-round.ts';
import { observations } from './observations.ts';

const CAUTION = 'These observations are common in honest interviews and must not be used alone.';

export interface BuildReportInput {
  readonly events: readonly RecordedEvent[];
  /** By reference (`offline-online-gap@1.0.0`). A rubric that is missing leaves its question without anchors and check texts. */
  readonly rubrics: ReadonlyMap<string, Rubric>;
  readonly candidate: { readonly name: string };
  /** Computed from the effective levels. */
  readonly scores: Readonly<Pick<ReportDocument, 'overall' | 'band' | 'bandEdges' | 'dimensions'>>;
  readonly generatedAt: string;
  /** Name and version of the program. */
  readonly program: string;
  /** Staff id → name. */
  readonly people: ReadonlyMap<string, string>;
  readonly calibration: { readonly calibrated: boolean; readonly statement: string };
}

/**
 * The report of a finished screen. Pure: the same input gives the same document.
 * Throws when the stream holds no ScreenFinished, or names a question that its form does not have.
 */
export function buildReport(input: BuildReportInput): ReportDocument {
  const facts = foldScreen(input.events, input.people);
  const { invited, finishedAt } = facts;
  if (finishedAt === null) throw new Error('a report needs a finished screen');
  const { form } = invited;
  const questions = [...facts.questions.values()].map((question, index) => buildQuestion(question, index + 1, input.rubrics));
  const provenance = provenanceOf(facts, questions, input.program);
  return {
    format: 'assay-report/2',
    screenId: invited.screenId,
    role: invited.role,
    company: invited.company,
    track: form.bank.track,
    trackAbout: form.bank.about,
    candidate: { name: input.candidate.name },
    invitedAt: invited.at,
    finishedAt,
    generatedAt: input.generatedAt,
    overall: input.scores.overall,
    band: input.scores.band,
    bandEdges: input.scores.bandEdges,
    dimensions: input.scores.dimensions,
    calibration: { ...input.calibration },
    strongest: strongest(questions),
    weakest: weakest(questions),
    nextRound: nextRound(questions, form.questions),
    needsPerson: needsPerson({ questions, facts: facts.questions, scores: input.scores, rejectedQuotes: provenance.quotes.rejected }),
    questions,
    integrity: {
      policy: invited.aiPolicy,
      declaration: facts.declaration,
      observations: observations(facts, questions),
      caution: CAUTION,
    },
    decision: facts.decision,
    provenance,
  };
}

function provenanceOf(facts: ScreenFacts, questions: readonly ReportQuestion[], program: string): ReportDocument['provenance'] {
  const { bank, seed } = facts.invited.form;
  const grades = [...facts.questions.values()].map(shownGrade).filter((grade) => grade !== null);
  const findings = questions.flatMap(({ criteria }) => criteria.flatMap((criterion) => criterion.findings));
  const quotes = findings.flatMap((finding) => finding.quotes);
  const stamps = new Map(grades.flatMap(({ passes }) => passes).map((stamp) => [JSON.stringify(stamp), stamp]));
  return {
    bank: { ref: bank.ref, contentHash: bank.contentHash, structureHash: bank.structureHash },
    seed,
    notice: facts.notice,
    graders: [...stamps.values()],
    quotes: {
      verified: quotes.filter(({ match }) => match === 'exact').length,
      repaired: quotes.filter(({ match }) => match === 'repaired').length,
      rejected: findings.reduce((sum, finding) => sum + thrownOut(finding).length, 0),
    },
    costMicroUsd: costOf(grades),
    tokens: totalOf(grades.map(({ usage }) => usage).filter((usage) => usage !== null)),
    program,
    schema: 'assay-report/2',
  };
}

/** Null as soon as one price is not known: a sum without it would be too low. */
function costOf(grades: readonly Grade[]): number | null {
  const asked = grades.filter(({ usage }) => usage !== null);
  if (asked.length === 0) return null;
  return asked.reduce<number | null>((sum, { costMicroUsd }) => (sum === null || costMicroUsd === null ? null : sum + costMicroUsd), 0);
}

function totalOf(usages: readonly Usage[]): Usage | null {
  if (usages.length === 0) return null;
  const sum = (field: keyof Usage) => usages.reduce((total, usage) => total + usage[field], 0);
  return {
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    cacheReadTokens: sum('cacheReadTokens'),
    cacheWriteTokens: sum('cacheWriteTokens'),
  };
}
