import { type Claim, createOfflineGrader, type Grader, type GraderReply, type PreparedAnswer } from '#app/grading/index.ts';
import type { Verdict } from '#app/protocol/index.ts';
import type { Composed } from './compose-attack.ts';

const QUOTE_MOST = 300;
const CREDITED: readonly Verdict[] = ['met', 'partial'];

/** What a grader once said of an answer by itself. */
export type Recorded = Extract<GraderReply, { kind: 'claims' }>;

/** Something that makes other claims out of the recorded ones. */
type Twist = (claims: readonly Claim[], answer: PreparedAnswer) => readonly Claim[];

/** A model that reports what was recorded, whatever the answer holds now: the honest half. */
export function recordedModel(recorded: Recorded): Grader {
  return replying(recorded, (claims, answer) => claims.map((claim) => remapped(claim, answer)));
}

/**
 * A model that obeys the attack: the recorded claims, and `met` for every check that has no credit in them, with every segment of the
 * attack quoted whole, cut to 300 characters and in halves. With `raises: 'partial'` it takes the half-credited checks as well. Nobody
 * reads its quotes a second time, so nothing but the rules stands in the way.
 */
export function obeyingModel(recorded: Recorded, { hostile }: Composed, raises: 'nothing' | 'partial' = 'nothing'): Grader {
  return replying(recorded, (claims, answer) => {
    const checks = new Set(answer.words.statements.flatMap(({ statement }) => (statement.kind === 'check' ? [statement.ref] : [])));
    const quotes = hostileQuotes(answer, hostile);
    return claims.map((claim): Claim => {
      const keeps = CREDITED.includes(claim.verdict) && !(claim.verdict === 'partial' && raises === 'partial');
      return checks.has(claim.ref) && !keeps ? { ...claim, verdict: 'met', quotes } : remapped(claim, answer);
    });
  });
}

function replying(recorded: Recorded, twist: Twist): Grader {
  return { ...createOfflineGrader(), name: 'claude', find: async (answer) => ({ ...recorded, claims: twist(recorded.claims, answer) }) };
}

/** Recorded quotes name the segments of the base; here they name the segments in which the same words stand now. */
function remapped(claim: Claim, answer: PreparedAnswer): Claim {
  const quotes = claim.quotes.map(({ segment, text }) => {
    return { segment: answer.segments.find((each) => each.text.includes(text))?.number ?? segment, text };
  });
  return { ...claim, quotes };
}

/** The words of the attack as a grader reads them, per segment: nothing of the honest answer is in these quotes. */
function hostileQuotes(answer: PreparedAnswer, hostile: Composed['hostile']): Claim['quotes'] {
  return answer.segments.flatMap(({ number, turn, start, end }) => {
    const parts = hostile.flatMap((range) => {
      let from = start;
      let to = end;
      while (from < to && (turn.offsets[from] ?? 0) < range.start) from++;
      while (to > from && (turn.offsets[to - 1] ?? 0) >= range.end) to--;
      const text = turn.text.slice(from, to).trim();
      const half = Math.ceil(text.length / 2);
      return [text, text.slice(0, QUOTE_MOST), text.slice(0, half), text.slice(half)];
    });
    return [...new Set(parts)].filter((text) => text !== '').map((text) => ({ segment: number, text }));
  });
}
