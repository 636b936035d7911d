import type { Entailment, Finding, Rubric } from '#app/protocol/index.ts';
import type { TextCap } from './answer-shape.ts';
import type { EntailmentItem } from './grader.ts';
import type { Sha256Of } from './grading-input.ts';
import { levelOf } from './levels.ts';
import { statementsOf } from './statements.ts';

/** What a blind reader is to be asked, and which finding each question is about. */
export interface Confirmation {
  readonly items: readonly EntailmentItem[];
  readonly about: ReadonlyMap<string, { readonly check: string; readonly statement: 'own' | 'false-check' }>;
}

export interface Confirmed {
  readonly findings: readonly Finding[];
  /** A check lost credit because its quotes alone do not state it. */
  readonly lowered: boolean;
  /** The quotes of some check were also read as stating what no honest answer states. */
  readonly fooled: boolean;
}

/**
 * The findings that a second, blind reading has to confirm: those that carry a level (it would change without them), and suspects: quotes
 * that had to be repaired, quotes thrown out beside them, passes that differ, and everything in an answer that speaks to the grader.
 * Every set of quotes that would earn points is also held against the rubric's false check; the order of the items is taken from a
 * hash, so that neither place nor name tells which is which.
 */
export function toConfirm(input: {
  readonly rubric: Rubric;
  readonly findings: readonly Finding[];
  readonly caps: readonly TextCap[];
  readonly flagged: boolean;
  readonly sha256: Sha256Of;
}): Confirmation {
  const { rubric, findings, caps, flagged, sha256 } = input;
  const says = new Map(statementsOf(rubric).map((statement) => [statement.ref, statement.says]));
  const asked = findings.filter(
    (finding) =>
      (finding.verdict === 'met' || (finding.verdict === 'partial' && finding.kind === 'check')) &&
      (flagged || isSuspect(finding) || carriesLevel(finding, rubric, findings, caps)),
  );
  const questions = asked.flatMap(({ check, kind, quotes }) => {
    const texts = quotes.map((quote) => quote.text);
    const own = { check, statement: 'own', says: says.get(check) ?? '', quotes: texts } as const;
    return kind === 'check' ? [own, { check, statement: 'false-check', says: rubric.false_check, quotes: texts } as const] : [own];
  });
  const placeOf = (question: (typeof questions)[number]) => sha256(JSON.stringify([question.says, question.quotes]));
  const placed = questions
    .map((question) => ({ question, place: placeOf(question) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ question }, index) => ({ ...question, key: `i${index + 1}` }));
  return {
    items: placed.map(({ key, says: statement, quotes }) => ({ key, says: statement, quotes })),
    about: new Map(placed.map(({ key, check, statement }) => [key, { check, statement }])),
  };
}

/** `no` leaves no credit, `partly` half of it; nothing is ever raised. A yes to the false check leaves none either, and fools nobody twice. */
export function applyConfirmation(
  findings: readonly Finding[],
  { about }: Confirmation,
  answers: ReadonlyMap<string, Entailment>,
): Confirmed {
  const answerTo = (check: string, statement: 'own' | 'false-check') => {
    const key = [...about].find(([, target]) => target.check === check && target.statement === statement)?.[0];
    return key === undefined ? null : (answers.get(key) ?? null);
  };
  let lowered = false;
  let fooled = false;
  const confirmed = findings.map((finding): Finding => {
    const entailment = answerTo(finding.check, 'own');
    if (entailment === null) return finding;
    const isFooled = answerTo(finding.check, 'false-check') === 'yes';
    const verdict = isFooled || entailment === 'no' ? 'cannot-tell' : entailment === 'partly' ? weaker(finding) : finding.verdict;
    fooled ||= isFooled;
    lowered ||= verdict !== finding.verdict;
    return { ...finding, verdict, entailment };
  });
  return { findings: confirmed, lowered, fooled };
}

/** A wrong claim that is only partly made caps nothing. */
function weaker({ kind }: Finding): Finding['verdict'] {
  return kind === 'misconception' ? 'cannot-tell' : 'partial';
}

function isSuspect({ quotes, rejected, passes }: Finding): boolean {
  return rejected.length > 0 || quotes.some(({ match }) => match === 'repaired') || new Set(passes).size > 1;
}

function carriesLevel(finding: Finding, rubric: Rubric, findings: readonly Finding[], caps: readonly TextCap[]): boolean {
  const criterion = rubric.criteria.find(({ id }) => finding.check.startsWith(`${id}/`));
  if (!criterion) return false;
  const without = findings.map((each): Finding => (each === finding ? { ...each, verdict: 'cannot-tell' } : each));
  return levelOf(criterion, without, caps) !== levelOf(criterion, findings, caps);
}
