import type { FormQuestion, ReportDocument, ReportQuestion } from '#app/protocol/index.ts';
import { count, slugWords, unmatchedWords } from '#app/wording/index.ts';
import { isOpen } from './highlights.ts';

const MAX_SUGGESTIONS = 3;

/**
 * What to ask a person about next: the most valuable open check (points × weight) of up to three questions. An authored probe that
 * aims at the check and was not asked is the suggestion, in its own words; otherwise a sentence is made from the check.
 */
export function nextRound(questions: readonly ReportQuestion[], form: readonly FormQuestion[]): ReportDocument['nextRound'] {
  const open = questions.flatMap((question) =>
    question.criteria.flatMap((criterion) =>
      criterion.findings
        .filter(isOpen)
        .map((finding) => ({ question, criterion, finding, value: finding.points * criterion.weight * share(finding.verdict) })),
    ),
  );
  const ordered = open.toSorted((a, b) => b.value - a.value);
  const perQuestion = ordered.filter(
    ({ question }, index) => ordered.findIndex((other) => other.question.questionId === question.questionId) === index,
  );
  return perQuestion.slice(0, MAX_SUGGESTIONS).map(({ question, criterion, finding }) => {
    const probe = form
      .find(({ id }) => id === question.questionId)
      ?.probes.find(({ id, aims }) => aims === finding.check && id !== question.probe?.probeId);
    const open = finding.verdict === 'partial' ? 'partly shown' : unmatchedWords(finding).length > 0 ? 'perhaps shown' : 'not shown';
    const worth = `${open}; ${count(finding.points, 'point')} in ${slugWords(criterion.criterion).toLowerCase()}`;
    return {
      questionId: question.questionId,
      number: question.number,
      ask: probe ? probe.ask : `${question.title}: listen for an answer that ${asClause(finding.says)}.`,
      because: probe
        ? `Listen for an answer that ${asClause(finding.says)}; ${worth}.`
        : `${worth.charAt(0).toUpperCase()}${worth.slice(1)}.`,
    };
  });
}

/** Half of a partly met check is earned already. */
function share(verdict: string): number {
  return verdict === 'partial' ? 0.5 : 1;
}

/**
 * A check begins with a verb in the third person ("Names that …", "Works out …", "Does not …"), so it can follow "an answer that"
 * as it stands. One that does not ("The code …") is quoted after a verb of its own.
 */
function asClause(says: string): string {
  const sentence = says.trim().replace(/\.$/, '');
  const [first = ''] = sentence.split(/\s/);
  const isVerb = /^[A-Z][a-z-]+s$/.test(first) && !/^(This|These|Its|Answers|Results)$/.test(first);
  return isVerb ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : `shows this: ${sentence}`;
}
