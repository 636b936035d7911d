import { describe, expect, test } from 'vitest';
import type { ReportDocument } from '#app/protocol/index.ts';
import * as printedArithmetic from '../../src/report/layout/arithmetic-words.ts';
import * as printedProvenance from '../../src/report/layout/provenance-words.ts';
import * as printedReading from '../../src/report/layout/reading-words.ts';
import * as printedUnmatched from '../../src/report/unmatched.ts';
import * as printed from '../../src/report/words.ts';
import * as pageArithmetic from '../../src/web/engineer/arithmetic-words.ts';
import * as pageProvenance from '../../src/web/engineer/provenance-words.ts';
import * as pageReading from '../../src/web/engineer/reading-words.ts';
import * as page from '../../src/web/engineer/score-words.ts';
import * as pageUnmatched from '../../src/web/engineer/unmatched.ts';
import { gradedScreen } from './graded-screen.ts';

/** The pages may not import the report, so what both say is written twice; here it is held together. */
interface Says {
  readonly reading: typeof printedReading | typeof pageReading;
  readonly arithmetic: typeof printedArithmetic | typeof pageArithmetic;
  readonly provenance: typeof printedProvenance | typeof pageProvenance;
  readonly unmatched: Pick<typeof printedUnmatched, 'thrownOut' | 'unmatchedWords'>;
}

const PRINTED: Says = {
  reading: printedReading,
  arithmetic: printedArithmetic,
  provenance: printedProvenance,
  unmatched: printedUnmatched,
};
const PAGE: Says = { reading: pageReading, arithmetic: pageArithmetic, provenance: pageProvenance, unmatched: pageUnmatched };

function everything(document: ReportDocument, { reading, arithmetic, provenance, unmatched }: Says) {
  return [
    reading.UNMATCHED_TITLE,
    reading.UNMATCHED_WHY,
    provenance.costSentence(document),
    document.provenance.tokens && provenance.tokensSentence(document.provenance.tokens),
    provenance.blindReaders(document.questions).map(provenance.stampWords),
    ...document.questions.map(({ status, criteria }) => [
      status.kind === 'graded' && provenance.readingsSentence(status),
      ...criteria.map((criterion) => [
        reading.panelSentence(criterion),
        arithmetic.arithmeticSentence(criterion),
        ...criterion.findings.map((finding) => {
          const id = finding.check.split('/')[1] ?? '';
          const rules = criterion.arithmetic && [
            arithmetic.neededSentence(criterion.arithmetic, id),
            arithmetic.capSentence(criterion.arithmetic, id),
          ];
          const words = [unmatched.unmatchedWords(finding), unmatched.thrownOut(finding)];
          return [reading.passesSentence(finding), reading.blindSentence(finding), rules, words];
        }),
      ]),
    ]),
  ];
}

describe('the page and the PDF', () => {
  test.each([1, 2, 3, 6])('[RP32] say the same of readings, arithmetic and cost, form of seed %i', async (seed) => {
    const document = await gradedScreen(seed, 'moody');
    const words = everything(document, PRINTED);
    expect(everything(document, PAGE)).toEqual(words);
    expect(JSON.stringify(words)).toMatch(/Read three times|A second reader/);
  });

  test('[RP32] have one name for each dimension and verdict, and one sentence for what only grading by a panel can say', () => {
    expect(page.DIMENSION_WORDS).toEqual(printed.DIMENSION_WORDS);
    expect(page.VERDICT_WORDS).toEqual(printed.VERDICT_WORDS);
    for (const flag of ['unmatched-evidence', 'passes-disagree', 'not-entailed'] as const) {
      expect(page.FLAG_WORDS[flag]).toBe(printed.FLAG_WORDS[flag]);
    }
  });
});
