import type { Entailment, ReportCriterion, Verdict } from '#app/protocol/index.ts';
import { effectiveLevel } from './effective-level.ts';
import { VERDICT_WORDS } from './words.ts';

type ReportFinding = ReportCriterion['findings'][number];

/** Stands with words that may show a check and that no rule could match with it. */
export const UNMATCHED_TITLE = 'Unmatched: needs a person.';
export const UNMATCHED_WHY =
  'These words may show this check; they share too little with it for the rules to count them, so they earn nothing by themselves.';

const TIMES: Readonly<Record<number, string>> = { 2: 'twice', 3: 'three times' };

/** `twice`, `three times`. */
export function timesWords(times: number): string {
  return TIMES[times] ?? `${times} times`;
}

/** `Read three times: 3, 2, 3. Level 3 counts.`; null where one reading was enough. */
export function panelSentence(criterion: ReportCriterion): string | null {
  const { outcome, override } = criterion;
  if (outcome.kind !== 'level' || outcome.passes.length < 2) return null;
  const counts = `Level ${effectiveLevel(criterion)} counts${override ? ', set by a person' : ''}.`;
  return `Read ${timesWords(outcome.passes.length)}: ${outcome.passes.join(', ')}. ${counts}`;
}

/** `Readings: met, not met, met.`; null where all agree. */
export function passesSentence({ kind, passes }: ReportFinding): string | null {
  if (new Set(passes).size < 2) return null;
  const words = kind === 'misconception' ? CLAIM_WORDS : VERDICT_WORDS;
  return `Readings: ${passes.map((verdict) => words[verdict].toLowerCase()).join(', ')}.`;
}

/** What the blind reading of a finding said and what follows from it; null where there was none. */
export function blindSentence(finding: ReportFinding): string | null {
  const { entailment, kind } = finding;
  if (entailment === null) return null;
  const shown = kind === 'misconception' ? 'the claim' : 'the check';
  return `A second reader, shown only these words and ${shown}: ${entailment}.${consequence(finding, entailment)}`;
}

function consequence({ kind, verdict }: ReportFinding, entailment: Entailment): string {
  if (kind === 'misconception') return entailment === 'yes' ? '' : ' So it holds no level down.';
  if (entailment === 'no') return ' So they earn nothing.';
  // Only words that state the false check as well lose what was confirmed.
  if (verdict === 'cannot-tell') return ' But they were also read as a statement that no honest answer makes, so they earn nothing.';
  return entailment === 'partly' ? ' So they earn half of the points.' : '';
}

/** The verdict on a wrong claim, in words of its own: a claim that was not made is nothing against the answer. */
export const CLAIM_WORDS: Readonly<Record<Verdict, string>> = {
  met: 'Wrong claim',
  partial: 'Partly claimed',
  'not-met': 'Not claimed',
  contradicted: 'Not claimed',
  'cannot-tell': 'Cannot tell',
};
