import type { ReportCriterion } from '#app/protocol/index.ts';
import { unreachable } from './unreachable.ts';
import { NOT_ASSESSABLE_WORDS } from './words.ts';

type Arithmetic = NonNullable<ReportCriterion['arithmetic']>;

const LEVELS = [1, 2, 3, 4] as const;

/** `2`, `2.5`: points come in halves. */
export function pointsWords(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

/** `7 of 9 points. Level 1 from 2, level 2 from 4, …`: with the findings beside it, the level can be worked out by hand. */
export function arithmeticSentence({ outcome, arithmetic }: Pick<ReportCriterion, 'outcome' | 'arithmetic'>): string {
  switch (outcome.kind) {
    case 'level': {
      const earned = `${pointsWords(outcome.points)} of ${pointsWords(outcome.maxPoints)} points.`;
      const table = arithmetic ? [levelsSentence(arithmetic)] : [];
      const cap = outcome.textCap === null ? [] : [`The text as a whole allows level ${outcome.textCap} at most.`];
      return [earned, ...table, ...cap].join(' ');
    }
    case 'not-assessable':
      return `Not assessable: ${NOT_ASSESSABLE_WORDS[outcome.reason]}.`;
    default:
      return unreachable(outcome);
  }
}

function levelsSentence({ levels, needs }: Arithmetic): string {
  const needed = { 0: '', 1: ' and its needed check', 2: ' and its needed checks' } as const;
  const steps = LEVELS.map((level) => {
    const own = Math.min(2, needs[level]?.length ?? 0) as 0 | 1 | 2;
    return `level ${level} from ${pointsWords(levels[level])}${needed[own]}`;
  });
  return `L${steps.join(', ').slice(1)}.`;
}

/** `Needed for level 3 and above.`: the check must be met, not partly; null for a check that no level needs. */
export function neededSentence({ needs }: Arithmetic, checkId: string): string | null {
  const level = LEVELS.find((each) => needs[each]?.includes(checkId));
  if (level === undefined) return null;
  return level === 4 ? 'Needed for level 4.' : `Needed for level ${level} and above.`;
}

/** `Allows level 2 at most.`: what a wrong claim does when it is made; null for a check. */
export function capSentence({ caps }: Arithmetic, misconceptionId: string): string | null {
  const level = caps[misconceptionId];
  return level === undefined ? null : `Allows level ${level} at most.`;
}
