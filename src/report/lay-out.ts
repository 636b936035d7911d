import type { ReportDocument } from '#app/protocol/index.ts';
import type { Block } from './blocks.ts';
import { closing } from './layout/closing.ts';
import { decisionView } from './layout/decision-view.ts';
import { fairShares } from './layout/fair-shares.ts';
import { questionSection } from './layout/question-section.ts';

/** The document as blocks in reading order: page one, the questions, what stands behind them. Pure and deterministic. */
export function layOut(document: ReportDocument): readonly Block[] {
  const shorten = fairShares(document);
  return [
    decisionView(document),
    { kind: 'page-break' },
    ...document.questions.flatMap((question) => questionSection(question, document.questions.length, shorten)),
    { kind: 'page-break' },
    ...closing(document),
  ];
}
