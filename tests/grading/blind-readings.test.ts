import { describe, expect, test } from 'vitest';
import { type BlindReading, type LoadedBank, type ReadAnswer, readBlindReading, sha256 } from '#app/banks/index.ts';
import { type Claim, prepareAnswer, verifyQuotes } from '#app/grading/index.ts';
import { cohensKappa } from '#app/measurement/index.ts';
import { answerInput } from '../../src/cli/answer-input.ts';
import { shapeOf } from '../../src/grading/answer-shape.ts';
import { newestBanks, shipped } from '../shipped-content.ts';

const LEAST_EQUAL = 0.8;
const MOST_JUDGED_IRRELEVANT = 0.02;

function readingOf(source: LoadedBank): BlindReading {
  const reading = readBlindReading(source);
  if (!reading) throw new Error(`${source.ref} has no blind reading`);
  return reading;
}

/** The first rater's verdicts as a grader would report them. */
function claimsOf({ verdicts, quotes, text }: ReadAnswer, segments: readonly { readonly text: string }[]): Claim[] {
  return Object.entries(quotes).map(([ref, own]) => ({
    ref,
    verdict: verdicts[ref]?.[0] ?? 'not-met',
    quotes: own.map((quote) => ({ segment: segmentOf(quote, text, segments), text: quote })),
    reason: '',
  }));
}

function segmentOf(quote: string, text: string, segments: readonly { readonly text: string }[]): number {
  const at = text.indexOf(quote);
  let end = 0;
  for (const [index, segment] of segments.entries()) {
    end = text.indexOf(segment.text, end) + segment.text.length;
    if (at < end) return index + 1;
  }
  return 1;
}

describe('the blind readings of the banks', () => {
  test.each(newestBanks.map((source) => [source.ref, source] as const))(
    '%s: every question was answered at every level, and two raters agree on its checks',
    (_ref, source) => {
      const { answers, bank } = readingOf(source);
      expect(bank).toBe(source.ref);
      for (const question of source.bank.questions) {
        const own = answers.filter((answer) => answer.question === question.id);
        expect(own.map(({ writer }) => writer).toSorted(), question.id).toEqual(['exemplar', 'middling', 'plain-model', 'strong', 'weak']);
        const rubric = shipped.rubrics.get(question.rubric)?.rubric;
        const checks = rubric?.criteria.flatMap(({ id, checks: of }) => of.map((check) => `${id}/${check.id}`)).toSorted();
        for (const { verdicts } of own) expect(Object.keys(verdicts).toSorted(), question.id).toEqual(checks);
      }
      const { equal, kappa } = cohensKappa(answers.flatMap(({ verdicts }) => Object.values(verdicts)));
      expect(equal).toBeGreaterThanOrEqual(LEAST_EQUAL);
      expect(kappa).toBeGreaterThan(0);
    },
  );

  test.each(newestBanks.map((source) => [source.ref, source] as const))(
    '[GR14] %s: honest quotes are recognised as being about their check',
    (_ref, source) => {
      let shown = 0;
      const refused: string[] = [];
      for (const answer of readingOf(source).answers) {
        const question = source.bank.questions.find(({ id }) => id === answer.question);
        const rubric = shipped.rubrics.get(question?.rubric ?? '');
        if (!question || !rubric) throw new Error(`no question ${answer.question}`);
        const prepared = prepareAnswer(answerInput(question, rubric, answer.text), sha256);
        for (const { claim, rejected } of verifyQuotes(claimsOf(answer, prepared.segments), prepared, shapeOf(prepared))) {
          shown += 1;
          if (rejected.some(({ why }) => why === 'off-check')) refused.push(`${answer.question} ${claim.ref}: ${rejected[0]?.text}`);
        }
      }
      expect(shown).toBeGreaterThan(100);
      expect(refused.length / shown, refused.join('\n')).toBeLessThanOrEqual(MOST_JUDGED_IRRELEVANT);
    },
  );
});
